"""Discord's ids ("snowflakes"): a moment in the upper bits, so that newer things have larger ids."""

from __future__ import annotations

import time

from bot.demo.clock import SimulatedClock

DISCORD_EPOCH_MS = 1_420_070_400_000
"""The first moment of 2015, from which Discord counts milliseconds."""


def snowflake(unix_ms: float) -> int:
    return (int(unix_ms) - DISCORD_EPOCH_MS) << 22


class Ids:
    """Hands out ids, each larger than the one before of its kind."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock
        self._last_message = 0
        self._last_real = 0

    def message(self) -> int:
        """An id whose moment is the simulated clock's: what a channel is sorted and dated by."""
        self._last_message = max(self._last_message + 1, snowflake(self._clock.now().timestamp() * 1000))
        return self._last_message

    def real(self) -> int:
        """An id whose moment is the machine's: discord.py works out from an interaction's id when it expires."""
        self._last_real = max(self._last_real + 1, snowflake(time.time() * 1000))
        return self._last_real
