"""Tells whoever has to go on what has changed."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.domain.changes import Changes

log = logging.getLogger(__name__)


Subscriber = Callable[[Changes], None]


class ChangeFeed:
    """Tells its subscribers of changes, in the order in which they were committed."""

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []

    def subscribe(self, subscriber: Subscriber) -> None:
        """From now on it is called, at once and in the publisher's task, with whatever changes: it must be quick."""
        self._subscribers.append(subscriber)

    def publish(self, changes: Changes) -> None:
        """Tell every subscriber. One that fails is logged: what was committed stays so, and the others hear of it."""
        if not len(changes):
            return
        for subscriber in self._subscribers:
            try:
                subscriber(changes)
            except Exception:
                log.exception("A change was not heard")
