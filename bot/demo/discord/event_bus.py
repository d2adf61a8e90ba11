"""Publishes changes to listeners, and waits for one without polling."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.demo.discord.errors import NotPossible
from bot.demo.discord.json_types import Json

Listener = Callable[[Json], None]


class EventBus:
    """Sends every change to every listener, in order."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call back with each event; returns how to stop."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def publish(self, kind: str, **facts: object) -> None:
        event: Json = {"type": kind, **facts}
        for listener in tuple(self._listeners):
            listener(event)

    async def until(self, holds: Callable[[], bool], within: float, describe: Callable[[], str]) -> None:
        """Return as soon as `holds` is true after some change.

        within: real seconds. Raises NotPossible (an AssertionError) with what `describe` says once they are over.
        """
        changed = asyncio.Event()
        stop = self.listen(lambda event: changed.set())
        try:
            async with asyncio.timeout(within):
                while not holds():
                    await changed.wait()
                    changed.clear()
        except TimeoutError:
            if not holds():
                raise NotPossible(f"Not within {within:g} s. {describe()}") from None
        finally:
            stop()
