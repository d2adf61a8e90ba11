"""How often X is asked who is new, and for how many people at once: as fresh as wanted, as cheap as X's prices let it be.

X charges each person it returns once a UTC day, so asking often costs nothing more; what costs is the length of a day's first page.
"""

from __future__ import annotations

import math
from datetime import timedelta

from bot.domain import SLOWS_FROM, Rank
from bot.x.parse.pagination import LARGEST_PAGE

OVERLAP = 20
"""Known followers in a row that end a reading: more people than come back to one account between two looks."""

OVERLAP_AFTER_DOWNTIME = 100
"""The same after a silence in which more people may have come back."""

DOWNTIME = timedelta(minutes=90)
"""A longer silence than the longest wait that a team can ask for, an hour."""

SLOWEST = timedelta(minutes=30)
"""Between two looks when the money is nearly gone; well within DOWNTIME, after which a look has to read more."""

BESIDE_EVENTS = timedelta(minutes=15)
"""Between two looks while X tells of every follow as it happens: they only check that it does."""

_ROOM_DEVIATIONS = 3
_ROOM_AT_LEAST = 2


def overlap_after(silence: timedelta | None) -> int:
    """Known followers in a row that prove that nobody new is below. silence: since the last look, None before the first."""
    return OVERLAP_AFTER_DOWNTIME if silence is None or silence > DOWNTIME else OVERLAP


def first_page(expected: float, overlap: int) -> int:
    """Followers to ask for at first: the overlap, and room for so many newcomers that a second page is rarely needed.

    expected: newcomers that the account's rhythm brings in the time since the last look.
    """
    room = expected + _ROOM_DEVIATIONS * math.sqrt(expected) + _ROOM_AT_LEAST
    return min(LARGEST_PAGE, overlap + math.ceil(room))


def until_next_look(freshness: timedelta, share_spent: float, *, told_by_events: bool) -> timedelta:
    """How long to wait after a look. freshness: wanted. share_spent: of the scarcer budget, 0 to 1.

    From SLOWS_FROM on the wait doubles and doubles again, up to SLOWEST where detection has to stop.
    """
    wait = max(freshness, BESIDE_EVENTS) if told_by_events else freshness
    short = (share_spent - SLOWS_FROM) / (Rank.DETECTION.share - SLOWS_FROM)
    if short <= 0 or wait >= SLOWEST:
        return wait
    return timedelta(seconds=wait.total_seconds() * (SLOWEST / wait) ** min(1.0, short))
