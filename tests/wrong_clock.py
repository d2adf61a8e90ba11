"""The clock of a machine that somebody sets: the rest of the world goes on by its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.demo.clock import SimulatedClock


class WrongClock:
    """Shows the time of the world, ahead by as much as it was set."""

    def __init__(self, world: SimulatedClock) -> None:
        self._world = world
        self._ahead = timedelta()
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return self._world.now() + self._ahead

    def seconds_until(self, moment: datetime) -> float:
        return self._world.seconds_until(moment - self._ahead)

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        stop = self._world.on_change(callback)
        self._listeners.append(callback)

        def stop_both() -> None:
            stop()
            self._listeners.remove(callback)

        return stop_both

    def set(self, by: timedelta) -> None:
        """Set it ahead, or back where `by` is negative."""
        self._ahead += by
        for listener in tuple(self._listeners):
            listener()
