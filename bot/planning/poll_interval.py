"""How often X is polled for new followers, and for how many at once: as fresh as wanted, as cheap as X's prices allow.

X charges each person it returns once a UTC day, so asking often costs nothing more; what costs is the length of a day's first page.
"""

from __future__ import annotations

import math
from datetime import timedelta

from bot.domain import SLOWDOWN_SHARE, Priority
from bot.x.parse.pagination import LARGEST_PAGE

OVERLAP = 20
"""Known followers in a row that end a reading: more people than come back to one account between two polls."""

OVERLAP_AFTER_DOWNTIME = 100
"""The same after a silence in which more people may have come back."""

DOWNTIME = timedelta(minutes=90)
"""A longer silence than the longest wait that a team can ask for, an hour."""

LONGEST_POLL_INTERVAL = timedelta(minutes=30)
"""Between two polls when the money is nearly gone; well within DOWNTIME, after which a poll has to read more."""

POLL_INTERVAL_WITH_EVENTS = timedelta(minutes=15)
"""Between two polls while X reports every follow as it happens: they only check that it does."""

_ROOM_DEVIATIONS = 3
_ROOM_AT_LEAST = 2


def overlap_after(silence: timedelta | None) -> int:
    """Known followers in a row that prove that nobody new is below. silence: since the last poll, None before the first."""
    return OVERLAP_AFTER_DOWNTIME if silence is None or silence > DOWNTIME else OVERLAP


def first_page(expected: float, overlap: int) -> int:
    """Followers to ask for at first: the overlap, and room for so many newcomers that a second page is rarely needed.

    expected: newcomers that the arrival model predicts for the time since the last poll.
    """
    room = expected + _ROOM_DEVIATIONS * math.sqrt(expected) + _ROOM_AT_LEAST
    return min(LARGEST_PAGE, overlap + math.ceil(room))


def until_next_poll(freshness: timedelta, share_spent: float, *, has_events: bool) -> timedelta:
    """How long to wait after a poll. freshness: wanted. share_spent: of the scarcer budget, 0 to 1.

    From SLOWDOWN_SHARE on the wait doubles and doubles again, up to LONGEST_POLL_INTERVAL where detection has to stop.
    """
    wait = max(freshness, POLL_INTERVAL_WITH_EVENTS) if has_events else freshness
    short = (share_spent - SLOWDOWN_SHARE) / (Priority.DETECTION.share - SLOWDOWN_SHARE)
    if short <= 0 or wait >= LONGEST_POLL_INTERVAL:
        return wait
    return timedelta(seconds=wait.total_seconds() * (LONGEST_POLL_INTERVAL / wait) ** min(1.0, short))
