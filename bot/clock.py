"""Time, as something that is handed in: the demo runs it faster, tests move it by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What Mutuals needs to know about time."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""

    def seconds_until(self, moment: datetime) -> float:
        """Real seconds to wait until this clock shows `moment`; 0 once it has passed, `inf` while the clock stands still."""

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back whenever the clock jumps or changes speed; returns how to stop listening."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def seconds_until(self, moment: datetime) -> float:
        return max(0.0, (moment - self.now()).total_seconds())

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        return lambda: None
