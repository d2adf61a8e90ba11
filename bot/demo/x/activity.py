"""What people do on X that apps can be told of as it happens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.demo.x.people import Person, Post
from bot.demo.x.prices import Price


class EventType(StrEnum):
    """Of X's event types, those that are simulated."""

    FOLLOW = "follow.follow"
    UNFOLLOW = "follow.unfollow"
    MENTION = "post.mention.create"

    @property
    def price(self) -> Price:
        """What each event costs that is delivered."""
        return Price.POST_EVENT if self is EventType.MENTION else Price.FOLLOW_EVENT


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody did something to others. post: what was said, where something was."""

    type: EventType
    source: Person
    targets: tuple[Person, ...]
    post: Post | None = None
