"""A machine whose clock somebody sets, while true time passes as before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.demo.clock import SimulatedClock


class SkewedClock:
    """True time, plus the skew that was set."""

    def __init__(self, true_clock: SimulatedClock) -> None:
        self._true_clock = true_clock
        self._skew = timedelta()
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return self._true_clock.now() + self._skew

    def seconds_until(self, moment: datetime) -> float:
        return self._true_clock.seconds_until(moment - self._skew)

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        stop = self._true_clock.on_change(callback)
        self._listeners.append(callback)

        def stop_both() -> None:
            stop()
            self._listeners.remove(callback)

        return stop_both

    def set(self, by: timedelta) -> None:
        """Set it ahead, or back where `by` is negative."""
        self._skew += by
        for listener in tuple(self._listeners):
            listener()
