"""Time, as something that is handed in: the demo runs it faster, tests move it by hand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

STEP = timedelta(seconds=5)
"""A clock that is off by more than this, against the monotonic one, was set: NTP slews away what is less."""

STEP_CHECK_SECONDS = 2.0
"""How often the clock is checked for steps, in real seconds."""


class Clock(Protocol):
    """What Mutuals needs to know about time."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""

    def seconds_until(self, moment: datetime) -> float:
        """Real seconds to wait until this clock shows `moment`; 0 once it has passed, `inf` while the clock stands still."""

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back whenever the clock jumps, ahead or back, or changes speed; returns how to stop listening."""


class SystemClock:
    """The machine's own clock, which somebody may set: a step of more than `STEP` in either direction is noticed."""

    def __init__(self) -> None:
        self._ahead = time.time() - time.monotonic()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def seconds_until(self, moment: datetime) -> float:
        return max(0.0, (moment - self.now()).total_seconds())

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Checks for clock steps until the returned function is called, on the running event loop."""

        async def watch() -> None:
            while True:
                await asyncio.sleep(STEP_CHECK_SECONDS)
                if self._stepped():
                    callback()

        watcher = asyncio.create_task(watch(), name="clock steps")

        def stop() -> None:
            watcher.cancel()

        return stop

    def _stepped(self) -> bool:
        ahead = time.time() - time.monotonic()
        stepped = abs(ahead - self._ahead) > STEP.total_seconds()
        if stepped:
            self._ahead = ahead
        return stepped
