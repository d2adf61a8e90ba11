"""Bursts of followers within an hour: bought ones, or the readers of a post that goes viral."""

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
from bot.demo.x import Person, Persona, SimulatedX

PURCHASE: Final = 300
PURCHASE_OVER: Final = timedelta(minutes=40)
"""A vendor delivers at an even pace."""

VIRAL: Final = 250
VIRAL_OVER: Final = timedelta(minutes=60)
"""The readers of a post come mostly at first: two thirds of them in the first third of the time."""
_DECAY: Final = 3.0
"""How often the rate falls to 1/e of what it was in the whole time."""
_POSTING_SHARE: Final = 0.05
"""Of a post's readers who post publicly, the share that mentions the account."""


class BurstKind(StrEnum):
    """What kind of followers arrive."""

    PURCHASE = "purchase"
    VIRAL = "viral"


@dataclass(slots=True)
class Burst:
    """A burst in progress. arrived: how many of `size` follow already."""

    kind: BurstKind
    size: int
    arrived: int = 0


class FollowerBursts:
    """Runs bursts on the simulated clock, one at a time."""

    def __init__(self, clock: SimulatedClock, x: SimulatedX, seed: int) -> None:
        self._clock = clock
        self._x = x
        self._random = Random(seed)
        self._burst: Burst | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def current(self) -> Burst | None:
        """The burst in progress, until its last follower has arrived."""
        return self._burst

    def buys_followers(self, n: int = PURCHASE, over: timedelta = PURCHASE_OVER) -> list[Person]:
        """Deliver `n` bought followers evenly from now on; returns them. Raises RuntimeError while a burst is running."""
        self._require_idle()
        people = self._x.bought_accounts(n)
        self._begin(BurstKind.PURCHASE, people, sorted(over * self._random.random() for _ in people))
        return people

    def goes_viral(self, n: int = VIRAL, over: timedelta = VIRAL_OVER) -> list[Person]:
        """Somebody with reach recommends the account, and `n` readers follow at a decreasing rate; returns them.

        Raises RuntimeError while a burst is running.
        """
        self._require_idle()
        self._x.recommends_account(self._x.joins(persona=Persona.BIG))
        people = self._x.readers(n)
        self._begin(BurstKind.VIRAL, people, sorted(over * self._decaying() for _ in people))
        return people

    async def stop(self) -> None:
        """Cancel the burst in progress: whoever has not followed yet never will."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        self._burst = None

    def _require_idle(self) -> None:
        if self._burst is not None:
            raise RuntimeError(f"A burst is running: {self._burst}")

    def _decaying(self) -> float:
        """A moment from 0 to 1, early rather than late."""
        return -math.log1p(-self._random.random() * -math.expm1(-_DECAY)) / _DECAY

    def _begin(self, kind: BurstKind, people: Sequence[Person], delays: Sequence[timedelta]) -> None:
        start = self._clock.now()
        arrivals = deque((start + delay, person) for delay, person in zip(delays, people, strict=True))
        self._burst = Burst(kind, len(people))
        self._task = asyncio.create_task(self._run(self._burst, arrivals))

    async def _run(self, burst: Burst, arrivals: deque[tuple[datetime, Person]]) -> None:
        while arrivals:
            await self._clock.reaches(arrivals[0][0])
            now = self._clock.now()
            due = []
            while arrivals and arrivals[0][0] <= now:
                due.append(arrivals.popleft()[1])
            burst.arrived += len(due)
            if not arrivals:
                self._burst = None
            self._x.all_follow(due)
            if burst.kind is BurstKind.VIRAL:
                self._some_post(due)

    def _some_post(self, people: Sequence[Person]) -> None:
        for person in people:
            if person.posts_publicly and self._random.random() < _POSTING_SHARE:
                self._x.speaks_to_account(person)
