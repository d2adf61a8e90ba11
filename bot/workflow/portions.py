"""How much is written in one transaction, where it is long: a click waits for the writer's lock meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

SHORTEST, LONGEST = 10, 500
"""Of what is written at once."""
TARGET = 0.02
"""Real seconds for which one portion may hold the lock."""
_MOST_CHANGE = 2.0
"""A single slow or quick one says little about the next."""

T = TypeVar("T")


class Portions:
    """Sized by how long the last one took."""

    def __init__(self, first: int = 50) -> None:
        self.size = first

    def of(self, rows: Sequence[T]) -> Iterator[Sequence[T]]:
        """The rows in portions, in order; each is as large as the one before says."""
        start = 0
        while start < len(rows):
            portion = rows[start : start + self.size]
            start += len(portion)
            yield portion

    @contextmanager
    def holding(self, count: int) -> Iterator[None]:
        """While the lock is held for so many rows."""
        begun = time.monotonic()
        yield
        took = max(time.monotonic() - begun, 1e-6)
        fitting = min(self.size * _MOST_CHANGE, max(self.size / _MOST_CHANGE, count * TARGET / took))
        self.size = max(SHORTEST, min(LONGEST, int(fitting)))
