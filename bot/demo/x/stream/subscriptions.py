"""The activity subscriptions of the team's app."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from bot.demo.clock import SimulatedClock
from bot.demo.x.stream.filters import EventFilter
from bot.demo.x.world.activity import Activity
from bot.demo.x.world.models import snowflake


@dataclass(frozen=True, slots=True)
class Subscription:
    id: int
    event_filter: EventFilter
    created_at: datetime


class Subscriptions:
    """All of them, oldest first."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock
        self._by_id: dict[int, Subscription] = {}
        self._serials = count(1)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Subscription]:
        return iter(self._by_id.values())

    def add(self, event_filter: EventFilter) -> Subscription | None:
        """The new subscription, or None when there is one for the same events."""
        if any(one.event_filter.key == event_filter.key for one in self):
            return None
        now = self._clock.now()
        new = Subscription(snowflake(now, next(self._serials)), event_filter, now)
        self._by_id[new.id] = new
        return new

    def remove(self, subscription_id: int) -> bool:
        """Returns False when there is none of this id."""
        return self._by_id.pop(subscription_id, None) is not None

    def newer_than(self, subscription_id: int, size: int) -> list[Subscription]:
        """Up to `size`, oldest first."""
        return [one for one in self if one.id > subscription_id][:size]

    def about(self, activity: Activity) -> list[Subscription]:
        return [one for one in self if one.event_filter.matches(activity)]
