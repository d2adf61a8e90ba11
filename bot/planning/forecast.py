"""What X will have cost when its month ends, and how far off that may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import fmean, median

_DAYS_USED = 28
"""Four whole weeks: what is older says little about the days to come."""

_BURST_SIZE, _BURST_EVERY = 8, 30
"""Until the history says otherwise, one day in so many costs that many times a common one: a post that goes round, bought followers."""

_DRIFT, _ONE_DAY = 0.15, 0.5
"""How far the days to come may lie from those before, as the deviation of a logarithm: always, and on top of it after a single day."""

_TAIL = 0.05
_PATHS = 500


@dataclass(frozen=True, slots=True)
class Forecast:
    """Micro-dollars of the whole UTC month, what is spent included; budgets are not considered.

    In at least four months of five the truth lies between low and high. expected: if the days go on as they were on average.
    Where nothing has been spent on a whole day yet, nobody can tell: low is what is spent, the others are None.
    """

    low: int
    expected: int | None
    high: int | None


def forecast(daily: Sequence[int], spent_this_month: int, now: datetime) -> Forecast:
    """Forecast from the micro-dollars of each whole past UTC day, oldest first, without what happens once; the newest 28 count.

    It simulates the rest of the month, from these days: each time their shares, the level and whether a burst comes are drawn anew
    (a Bayesian bootstrap: Rubin, The Annals of Statistics 9, 1981). The same history always gives the same forecast.
    """
    past = daily[-_DAYS_USED:]
    if not any(past):
        return Forecast(spent_this_month, None, None)
    days_left = (_month_end(now) - now) / timedelta(days=1)
    paths = _paths(past, days_left)
    low, high = paths[int(_TAIL * _PATHS)], paths[-1 - int(_TAIL * _PATHS)]
    expected = min(max(fmean(past) * days_left, low), high)
    return Forecast(spent_this_month + math.floor(low), spent_this_month + round(expected), spent_this_month + math.ceil(high))


def _paths(past: Sequence[int], days_left: float) -> list[float]:
    """What the days left may cost, from the cheapest course to the dearest. Of today, the rest counts."""
    dice = Random(0)
    days = [*past, _BURST_SIZE * (median(past) or fmean(past))]
    burst = len(past) / (_BURST_EVERY - 1 + len(past))
    deviation = math.hypot(_DRIFT, _ONE_DAY / math.sqrt(len(past)))
    whole = int(days_left)

    def path() -> float:
        shares = [*(dice.expovariate(1) for _ in past), dice.gammavariate(burst, 1)]
        today, *others = dice.choices(days, shares, k=whole + 1)
        return dice.lognormvariate(0, deviation) * (today * (days_left - whole) + sum(others))

    return sorted(path() for _ in range(_PATHS))


def _month_end(now: datetime) -> datetime:
    today = now.astimezone(UTC)
    first = today.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)
