"""The times inside X's ids, and what to think of times that lie ahead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_SNOWFLAKE_EPOCH_MS = 1_288_834_974_657
"""The moment that X's ids count from, in Unix milliseconds; the time is in the bits above the lowest 22."""
_CLOCK_TOLERANCE = timedelta(days=1)


def snowflake_moment(post_id: int) -> datetime:
    """When the post of this id was made; ids from before November 2010 hold no time and give that month.

    post_id: positive, of 63 bits at most.
    """
    return datetime.fromtimestamp(((post_id >> 22) + _SNOWFLAKE_EPOCH_MS) / 1000, UTC)


def first_id_at(moment: datetime) -> int:
    """The lowest id that a post of this moment can have; 0 before X's ids began to hold the time."""
    return max(0, round(moment.timestamp() * 1000) - _SNOWFLAKE_EPOCH_MS) << 22


def unless_future(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment, unless it lies further ahead than clocks that go wrong explain."""
    return moment if moment and moment - now <= _CLOCK_TOLERANCE else None
