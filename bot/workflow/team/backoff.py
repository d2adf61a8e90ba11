"""How long to wait before connecting again."""

from __future__ import annotations

from datetime import timedelta
from random import Random

FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(minutes=15)
WORKED = timedelta(minutes=2)
"""A connection that stood for so long was a good one."""


class Patience:
    """Waits that double from one short-lived connection to the next, each cut by up to a half, so that not everybody comes back at once."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._failures = 0

    def rest(self, lasted: timedelta) -> timedelta:
        """lasted: how long the connection stood that has just ended; nothing when none came about."""
        if lasted >= WORKED:
            self._failures = 0
        longest: timedelta = min(LONGEST_REST, FIRST_REST * 2 ** min(self._failures, 10))
        self._failures += 1
        return longest * self._dice.uniform(0.5, 1.0)
