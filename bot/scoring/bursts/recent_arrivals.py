"""Those who came lately, in order, with the silences between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import Arrival

LOOKBACK = timedelta(hours=26)
"""Arrivals older than this are not looked at: the longest window, and two hours before it."""


@dataclass(frozen=True, slots=True)
class RecentArrivals:
    """arrivals: of the last 26 hours, each person once; times: theirs.

    seen: when anybody came, those who are not counted included; before: the last sign of anybody before that.
    """

    arrivals: list[Arrival]
    times: list[datetime]
    seen: list[datetime]
    before: datetime
    now: datetime

    @classmethod
    def of(cls, arrivals: Sequence[Arrival], known: Collection[int], before: datetime, now: datetime) -> RecentArrivals:
        """Leaves out those who are known already, or came after `now` or too long ago."""
        known = frozenset(known)
        lately = [a for a in arrivals if timedelta() <= now - a.at <= LOOKBACK]
        older = max((a.at for a in arrivals if now - a.at > LOOKBACK), default=before)
        unique = {a.user_id: a for a in lately if a.user_id not in known}
        ordered = sorted(unique.values(), key=lambda a: (a.at, a.user_id))
        return cls(ordered, [a.at for a in ordered], sorted(a.at for a in lately), min(max(before, older), now), now)

    def without(self, people: Collection[int]) -> RecentArrivals:
        """The same, these people not counted."""
        left = [arrival for arrival in self.arrivals if arrival.user_id not in people]
        return replace(self, arrivals=left, times=[arrival.at for arrival in left])

    def first_since(self, moment: datetime) -> int:
        """Index of the first who came at this moment or later."""
        return bisect_left(self.times, moment)

    def unobserved_since(self, index: int) -> datetime:
        """When somebody was last seen before this arrival: it may have come at any time since, if nobody looked."""
        at = self.times[index]
        earlier = bisect_left(self.seen, at)
        return self.seen[earlier - 1] if earlier else min(self.before, at)
