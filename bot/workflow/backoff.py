"""How long to wait before connecting again."""

from __future__ import annotations

from datetime import timedelta
from random import Random

FIRST_DELAY = timedelta(seconds=5)
MAX_DELAY = timedelta(minutes=15)
WORKED = timedelta(minutes=2)
"""A connection that lasted this long resets the backoff."""


class Backoff:
    """Exponential backoff with jitter: waits double from one short-lived connection to the next, each cut by up to a half."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._failures = 0

    def next_delay(self, lasted: timedelta) -> timedelta:
        """lasted: how long the connection stood that has just ended; nothing when none came about."""
        if lasted >= WORKED:
            self._failures = 0
        longest: timedelta = min(MAX_DELAY, FIRST_DELAY * 2 ** min(self._failures, 10))
        self._failures += 1
        return longest * self._rng.uniform(0.5, 1.0)
