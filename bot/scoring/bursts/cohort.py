"""What those who came in a burst have in common, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import log
from statistics import median

from bot.domain import Arrival, Cohort
from bot.scoring.bursts.handle_pattern import LETTERS, shape_of
from bot.scoring.bursts.traits import made_on

SAME_WEEKS_DAYS = 42
"""Days within which accounts count as made at the same time."""

SIMILAR_WITHIN = log(3)
"""Alike: neither the number of followers nor the imbalance is more than three times, or less than a third of, the middle one's."""


def describe(members: Sequence[Arrival], *, in_all: int, arrived: int, expected: float, usually_suspicious: float) -> Cohort:
    """Sum the members up. in_all: how many there are, where older ones are no longer at hand."""
    shape, pattern = _pattern(members)
    together, first, last = _same_weeks(members)
    return Cohort(
        arrived=arrived,
        expected=expected,
        members=in_all,
        same_weeks=together,
        made_from=first,
        made_until=last,
        alike=_alike(members),
        pattern=pattern,
        shape=shape,
        suspicious=_share(sum(member.suspicious for member in members), members),
        usually_suspicious=usually_suspicious,
    )


def _share(count: int, members: Sequence[Arrival]) -> float:
    return count / len(members) if members else 0.0


def _pattern(members: Sequence[Arrival]) -> tuple[str, float]:
    """Handles of letters alone are left out: six in ten people have one."""
    shapes = Counter(shape for member in members if (shape := shape_of(member.username)) != LETTERS)
    commonest = shapes.most_common(1)
    return (commonest[0][0], _share(commonest[0][1], members)) if commonest else ("", 0.0)


def _same_weeks(members: Sequence[Arrival]) -> tuple[float, date | None, date | None]:
    made = sorted(day for member in members if (day := made_on(member)) is not None)
    best, span, start = 0, None, 0
    for end, day in enumerate(made):
        while made[start] <= day - SAME_WEEKS_DAYS:
            start += 1
        if end - start + 1 > best:
            best, span = end - start + 1, (made[start], day)
    if span is None:
        return 0.0, None, None
    return _share(best, members), date.fromordinal(span[0]), date.fromordinal(span[1])


def _alike(members: Sequence[Arrival]) -> float:
    """Share of the members close to the middle one, in followers and in imbalance."""
    sizes = [size for member in members if (size := _size(member)) is not None]
    if not sizes:
        return 0.0
    reach, imbalance = median(size[0] for size in sizes), median(size[1] for size in sizes)
    return _share(sum(abs(size[0] - reach) <= SIMILAR_WITHIN and abs(size[1] - imbalance) <= SIMILAR_WITHIN for size in sizes), members)


def _size(member: Arrival) -> tuple[float, float] | None:
    followers, following = member.followers, member.following
    if followers is None or following is None or followers < 0 or following < 0:
        return None
    return log(1 + followers), log(1 + following) - log(1 + followers)
