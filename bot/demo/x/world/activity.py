"""What people do on X that apps can subscribe to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.demo.x.billing.prices import Price
from bot.demo.x.world.models import Person, Post


class EventType(StrEnum):
    """Of X's event types, those that are simulated."""

    FOLLOW = "follow.follow"
    UNFOLLOW = "follow.unfollow"
    MENTION = "post.mention.create"

    @property
    def price(self) -> Price:
        """What each delivered event costs."""
        return Price.POST_EVENT if self is EventType.MENTION else Price.FOLLOW_EVENT


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that somebody did to others. post: the post, for a mention."""

    type: EventType
    source: Person
    targets: tuple[Person, ...]
    post: Post | None = None
