"""Listeners for changes."""

from __future__ import annotations

from collections.abc import Callable


class Observable:
    """Calls its listeners, without arguments, after each change."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after any change of this world and after any call to it; returns how to stop listening."""
        self._listeners.append(callback)

        def stop() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return stop

    def _changed(self) -> None:
        for listener in tuple(self._listeners):
            listener()
