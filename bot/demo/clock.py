"""A clock that can run faster, stop, or jump either way; the simulators and the bot share one."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SimulatedClock:
    """Starts at `start` and runs at `speed` simulated seconds a real second (0 stands still)."""

    def __init__(self, start: datetime | None = None, speed: float = 1.0) -> None:
        self._origin = start or datetime.now(UTC)
        self._since = time.monotonic()
        self._speed = speed
        self._listeners: list[Callable[[], None]] = []

    @property
    def speed(self) -> float:
        return self._speed

    def now(self) -> datetime:
        return self._origin + timedelta(seconds=(time.monotonic() - self._since) * self._speed)

    def seconds_until(self, moment: datetime) -> float:
        remaining = (moment - self.now()).total_seconds()
        if remaining <= 0:
            return 0.0
        return remaining / self._speed if self._speed else math.inf

    def run_at(self, speed: float) -> None:
        """Continue from the current moment at another speed."""
        if speed < 0 or not math.isfinite(speed):
            raise ValueError("A clock cannot run backwards: the speed must be 0 or more.")
        self._restart(self.now(), speed)

    def advance(self, by: timedelta) -> None:
        """Jump ahead, or back where `by` is negative, as when somebody sets the clock."""
        self._restart(self.now() + by, self._speed)

    async def reaches(self, moment: datetime) -> None:
        """Wait until the clock shows `moment`, however it gets there: it may change its speed, stand still or jump meanwhile."""
        changed = asyncio.Event()
        stop_listening = self.on_change(changed.set)
        try:
            while (seconds := self.seconds_until(moment)) > 0:
                changed.clear()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(None if math.isinf(seconds) else seconds):
                        await changed.wait()
        finally:
            stop_listening()
        # After a jump much is overdue at once: let the others have their turn in between.
        await asyncio.sleep(0)

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(callback)

        def stop() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return stop

    def _restart(self, origin: datetime, speed: float) -> None:
        self._origin, self._since, self._speed = origin, time.monotonic(), speed
        for listener in tuple(self._listeners):
            listener()
