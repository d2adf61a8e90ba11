"""What each part of monitoring costs at X, on an average day of an account.

X charges each person or post that it returns once a UTC day, however often it is asked: polling often is free, reading far is not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import ActivityEvent
from bot.planning.poll_interval import first_page, overlap_after
from bot.x.billing.pricing import PriceList
from bot.x.parse.pagination import LARGEST_PAGE

MONTH_DAYS = 30
"""A month is as long everywhere here, so that months can be compared."""

_DAY = timedelta(days=1)
_CALLS, _WINDOW = 300, timedelta(minutes=15)
"""X's limit for lists of followers."""
_MAX_PER_DAY = _CALLS * (_DAY // _WINDOW) * LARGEST_PAGE


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """An account, and what its team wants to know of it.

    followers: those there are now. new, lost, mentions: on an average day, 0 or more.
    freshness_seconds: the median wanted from a follow to its being known, 1 or more. names_of_lost: whether it must be known who left.
    """

    followers: int
    new_per_day: float
    lost_per_day: float
    mentions_per_day: float
    freshness_seconds: float
    names_of_lost: bool = False


class DailyCosts:
    """Micro-dollars a day, at these prices."""

    def __init__(self, inputs: PlanInputs, prices: PriceList) -> None:
        self._followers, self._new = inputs.followers, inputs.new_per_day
        self._lost, self._mentions = inputs.lost_per_day, inputs.mentions_per_day
        self._prices = prices

    @property
    def lower_bound(self) -> float:
        """Each new follower and each mention, once, at the cheapest price X has for them: nobody can know them for less."""
        follower = min(self._prices.own_list.micros, self._prices.event(ActivityEvent.FOLLOW).micros)
        mention = min(self._prices.own_mentions.micros, self._prices.event(ActivityEvent.MENTION).micros)
        return self._new * follower + self._mentions * mention

    @property
    def mentions(self) -> float:
        """Reading each mention once, in X's older dialect; the newer one names nobody without a User read beside it."""
        return self._mentions * self._prices.own_mentions.micros

    @property
    def count(self) -> float:
        """X's own number of followers, asked any number of times a day."""
        return self._prices["user_read"].micros

    def events(self, kind: ActivityEvent) -> float:
        """X telling of each such event."""
        many = {ActivityEvent.FOLLOW: self._new, ActivityEvent.UNFOLLOW: self._lost, ActivityEvent.MENTION: self._mentions}
        return many[kind] * self._prices.event(kind).micros

    def polls(self, every: timedelta) -> float:
        """Polling the newest followers down to those known: the newcomers, and the known ones on a day's first page."""
        page = first_page(self._new * (every / _DAY), overlap_after(every))
        return self._entries(self._new + min(page, self._followers))

    def newest(self, page: int, every: timedelta) -> float:
        """The same page again and again: those known in the morning, and as many newcomers as fit."""
        return self._entries(min(page, self._followers) + min(self._new, page * (_DAY / every)))

    def sweeps(self, wanted: timedelta) -> float:
        """Reading all followers as often as wanted and possible: those there are and, several times a day, whoever comes in between."""
        whole = self._followers + self._new if wanted < _DAY else max(self._followers, self._new)
        return self._entries(min(whole, _MAX_PER_DAY))

    def sweep_interval(self, wanted: timedelta) -> timedelta:
        """How often all followers can be read: as wanted, or more rarely where X's limits are in the way."""
        return max(wanted, _WINDOW / _CALLS * math.ceil(self._followers / LARGEST_PAGE))

    def _entries(self, entries: float) -> float:
        return entries * self._prices.own_list.micros


def month(micros_per_day: float) -> int:
    """Micro-dollars for 30 days."""
    return round(micros_per_day * MONTH_DAYS)
