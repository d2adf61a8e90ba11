"""Many people who come within an hour: followers whom somebody buys, or those whom a post brings that goes viral."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from bot.demo.clock import SimulatedClock
from bot.demo.x import Kind, Person, SimulatedX

PURCHASE: Final = 300
PURCHASE_OVER: Final = timedelta(minutes=40)
"""A vendor delivers at an even pace."""

VIRAL: Final = 250
VIRAL_OVER: Final = timedelta(minutes=60)
"""The readers of a post come mostly at first: two thirds of them in the first third of the time."""
_DECAY: Final = 3.0
"""How often the rate falls to 1/e of what it was in the whole time."""
_TALKATIVE: Final = 0.05
"""Of a post's readers who ever say anything, the share that mentions the account."""


class Crowd(StrEnum):
    """Which people come."""

    PURCHASE = "purchase"
    VIRAL = "viral"


@dataclass(slots=True)
class Rush:
    """One crowd on its way. come: so many of `size` follow already."""

    crowd: Crowd
    size: int
    come: int = 0


class Rushes:
    """Lets a crowd come on the simulated clock, one crowd at a time."""

    def __init__(self, clock: SimulatedClock, x: SimulatedX, seed: int) -> None:
        self._clock = clock
        self._x = x
        self._random = Random(seed)
        self._rush: Rush | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def under_way(self) -> Rush | None:
        """The crowd that is coming now, until the last one has come."""
        return self._rush

    def buys_followers(self, n: int = PURCHASE, over: timedelta = PURCHASE_OVER) -> list[Person]:
        """Somebody buys `n` followers, delivered evenly from now on; returns who will come. Raises RuntimeError while a crowd is coming."""
        self._require_quiet()
        people = self._x.batch(n)
        self._begin(Crowd.PURCHASE, people, sorted(over * self._random.random() for _ in people))
        return people

    def goes_viral(self, n: int = VIRAL, over: timedelta = VIRAL_OVER) -> list[Person]:
        """Somebody with reach passes a post on, and `n` readers come from now on, fewer and fewer; returns who will come.

        Raises RuntimeError while a crowd is coming.
        """
        self._require_quiet()
        self._x.passes_on(self._x.joins(kind=Kind.BIG))
        people = self._x.readers(n)
        self._begin(Crowd.VIRAL, people, sorted(over * self._decaying() for _ in people))
        return people

    async def stop(self) -> None:
        """Whoever has not come yet never will."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        self._rush = None

    def _require_quiet(self) -> None:
        if self._rush is not None:
            raise RuntimeError(f"A crowd is coming: {self._rush}")

    def _decaying(self) -> float:
        """A moment from 0 to 1, early rather than late."""
        return -math.log1p(-self._random.random() * -math.expm1(-_DECAY)) / _DECAY

    def _begin(self, crowd: Crowd, people: Sequence[Person], delays: Sequence[timedelta]) -> None:
        start = self._clock.now()
        arrivals = deque((start + delay, person) for delay, person in zip(delays, people, strict=True))
        self._rush = Rush(crowd, len(people))
        self._task = asyncio.create_task(self._run(self._rush, arrivals))

    async def _run(self, rush: Rush, arrivals: deque[tuple[datetime, Person]]) -> None:
        while arrivals:
            await self._clock.reaches(arrivals[0][0])
            now = self._clock.now()
            due = []
            while arrivals and arrivals[0][0] <= now:
                due.append(arrivals.popleft()[1])
            rush.come += len(due)
            if not arrivals:
                self._rush = None
            self._x.arrive(due)
            if rush.crowd is Crowd.VIRAL:
                self._some_speak(due)

    def _some_speak(self, people: Sequence[Person]) -> None:
        for person in people:
            if person.talks and self._random.random() < _TALKATIVE:
                self._x.speaks_to_account(person)
