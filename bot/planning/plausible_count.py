"""Whether X's count of the followers can be true, judged by the account's own losses: now and then X shows a wrong one for a while."""

from __future__ import annotations

from datetime import timedelta
from math import sqrt

MIN_REMARKABLE = 5
"""People more or less are never remarkable."""

REMARKABLE_SHARE = 0.002
"""Of the followers a day, likewise: of 12,000 some 24."""

_USUAL_FACTOR = 3
"""As many as ordinarily leave in the time, so often: ordinary days differ."""
_DEVIATIONS = 3

_MAX_USUAL_SHARE = 0.01
"""Of the followers a day: where more are said to leave, one large loss is among what was measured, and is no habit."""

_DAY = timedelta(days=1)


def plausible(before: int, after: int, *, gained: int, lost_per_day: float, span: timedelta) -> bool:
    """Whether a count may follow another one after so long. gained: who came meanwhile, by name; whoever else is missing has left.

    Above what that accounts for there may be a few whom nobody has noticed yet, and people whom X had suspended for a while.
    """
    left = before + gained - after
    days = max(0.0, span / _DAY)
    ordinary = max(MIN_REMARKABLE, before * REMARKABLE_SHARE * max(1.0, days))
    usual = min(lost_per_day, before * _MAX_USUAL_SHARE) * days
    return -ordinary <= left <= max(ordinary, _USUAL_FACTOR * usual + _DEVIATIONS * sqrt(usual))
