"""How many of the day's cards may be in the channel by now: the first at once, the others spread over the hours in which the team decides.

So a new team sees cards at once, a quiet account's team each good follower, and whoever comes late on a busy day still finds a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.local_days import midnights

AT_ONCE = 5
"""Places that are there from the day's beginning at least; of more than twice as many, half of them."""

LEARNT_FROM = timedelta(days=28)
"""Decisions of so long count for the hours in which a team decides."""

ENOUGH = 40
"""Decisions from which the hours are learnt, on `ENOUGH_DAYS` different days at least: one long evening is no habit."""
ENOUGH_DAYS = 5

USUAL_HOURS = frozenset(range(8, 22))
"""The hours of a team of which nothing is known yet."""

_SHARE = 48
"""An hour with one in so many decisions is one of the team's: half of what it would have if they were spread over day and night."""

_TICK = timedelta(microseconds=1)

Span = tuple[datetime, datetime]


def waking_hours(decided_at: Sequence[datetime], zone: ZoneInfo) -> frozenset[int]:
    """The hours of the day, by the team's clock, in which it decides: those with decisions worth mentioning, and the ones beside them."""
    local = [moment.astimezone(zone) for moment in decided_at]
    if len(local) < ENOUGH or len({moment.date() for moment in local}) < ENOUGH_DAYS:
        return USUAL_HOURS
    counted = Counter(moment.hour for moment in local)
    own = [hour for hour, count in counted.items() if count * _SHARE >= len(local)]
    return frozenset((hour + beside) % 24 for hour in own for beside in (-1, 0, 1))


def hours_within(begin: time, end: time) -> frozenset[int]:
    """The hours of the day that this span touches; one that ends before it begins reaches over midnight."""
    last = (end.hour if end.minute else end.hour - 1) % 24
    return frozenset((begin.hour + passed) % 24 for passed in range((last - begin.hour) % 24 + 1))


def places_open(now: datetime, per_day: int, hours: frozenset[int], zone: ZoneInfo) -> int:
    """How many of the local day's places there are by now, those that are taken included; never fewer than before on the same day."""
    at_once = _at_once(per_day)
    spans = _spans(now, hours, zone)
    whole, passed = _ticks(spans), _ticks([(begin, min(now, end)) for begin, end in spans if begin < now])
    return at_once + ((per_day - at_once) * passed // whole if whole else per_day - at_once)


def next_place_at(now: datetime, per_day: int, hours: frozenset[int], zone: ZoneInfo) -> datetime:
    """When there will be one more; on the next day where all of this one's are there."""
    at_once, spans = _at_once(per_day), _spans(now, hours, zone)
    there = places_open(now, per_day, hours, zone)
    if there < per_day:
        spread = per_day - at_once
        left = -(-(there - at_once + 1) * _ticks(spans) // spread)  # rounded up: not a moment before
        for begin, end in spans:
            if left <= _ticks([(begin, end)]):
                return begin + left * _TICK
            left -= _ticks([(begin, end)])
    return midnights(now.astimezone(zone).date() + timedelta(days=1), 1, zone)[0]


def _at_once(per_day: int) -> int:
    return min(per_day, max(AT_ONCE, per_day // 2))


def _spans(now: datetime, hours: frozenset[int], zone: ZoneInfo) -> list[Span]:
    """The hours of this local day as spans of time: one that the clock jumps over is empty, one that it shows twice is as long as both."""
    today = now.astimezone(zone).date()
    midnight, next_midnight = midnights(today, 1, zone)
    begins = [datetime(today.year, today.month, today.day, hour, tzinfo=zone).astimezone(midnight.tzinfo) for hour in range(24)]
    ends = [*begins[1:], next_midnight]
    return [(begins[hour], ends[hour]) for hour in sorted(hours)]


def _ticks(spans: Sequence[Span]) -> int:
    return sum((end - begin) // _TICK for begin, end in spans)
