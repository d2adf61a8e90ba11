"""Until when a task may wait for the database: somebody waits for its answer, and what comes too late is better not done at all."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from weakref import WeakKeyDictionary

MIN_SECONDS = 0.25
"""How long is waited even after the deadline: Mutuals' own writers take turns of about so long, and a slow answer is no reason to lose."""


_STEP_MS = 250


@dataclass(slots=True)
class Deadline:
    """at: by `time.monotonic`. committed: whether anything this task wrote is in the database by now."""

    at: float
    committed: bool = False

    @property
    def seconds_left(self) -> float:
        return max(MIN_SECONDS, self.at - time.monotonic())

    @property
    def whole_steps_left(self) -> int:
        """Milliseconds, in steps: to tell SQLite another number costs every click a statement."""
        return max(_STEP_MS, int(self.seconds_left * 1_000) // _STEP_MS * _STEP_MS)


# By task, and not in a context: a job that a click wakes inherits its context, and must not inherit its deadline.
_deadlines: WeakKeyDictionary[asyncio.Task[object], Deadline] = WeakKeyDictionary()


def set_deadline(seconds: float) -> Deadline:
    """From now on this task waits for the database so long in all, for other writers of Mutuals and for other programs together."""
    task = asyncio.current_task()
    if task is None:
        raise RuntimeError("Only a task can have a deadline.")
    return _deadlines.setdefault(task, Deadline(time.monotonic() + seconds))


def current_deadline() -> Deadline | None:
    """This task's; None while it may take its time."""
    task = asyncio.current_task()
    return None if task is None else _deadlines.get(task)
