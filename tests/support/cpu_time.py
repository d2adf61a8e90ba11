"""How the time that something takes grows with what it is given, by the processor's clock: a busy machine makes no difference to it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")

SHORT, LONG = 4_000, 32_000
MOST_GROWTH = 24
"""Where eight times as much is given: linear is 8, n log n is 10, quadratic is 64. What no longer fits into a processor's cache takes up to
13 times as long."""
_LEAST = 0.001
"""Seconds that count as nothing: below, the clock and the caches decide."""


def growth(work: Callable[[Given], object], short: Given, long: Given) -> float:
    """How many times as long the long one takes, each at its best of several tries."""
    return _best(work, long, 3) / max(_best(work, short, 5), _LEAST)


def of_length(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _best(work: Callable[[Given], object], given: Given, tries: int) -> float:
    took = []
    gc.disable()  # it would look through everything that was made before, again and again
    try:
        for _ in range(tries):
            begun = time.process_time()
            work(given)
            took.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(took)
