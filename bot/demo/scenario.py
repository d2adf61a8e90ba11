"""What happens on the simulated X by itself: people come, leave, return, vanish and agree, as on a small and busy account."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Final

from bot.demo.clock import SimulatedClock
from bot.demo.x import Kind, Person, SimulatedX

OPENING: Final = (
    (timedelta(seconds=4), Kind.ENGAGED),
    (timedelta(seconds=50), Kind.ORDINARY),
    (timedelta(seconds=95), Kind.SUSPICIOUS),
    (timedelta(seconds=150), Kind.QUIET),
    (timedelta(seconds=240), Kind.BIG),
)
"""The first minutes, counted from the start: one of nearly everything, so that nobody who opens the demo has to wait."""

KINDS: Final = {Kind.ENGAGED: 24, Kind.ORDINARY: 38, Kind.QUIET: 18, Kind.SUSPICIOUS: 10, Kind.PROTECTED: 7, Kind.BIG: 3}
"""Of a hundred who come."""

DAY: Final = timedelta(minutes=6)
NIGHT: Final = timedelta(minutes=20)
"""Between two happenings on average, from 8 to 22 h UTC and at other times."""

BURST: Final = (6, 14)
"""From how many to how many people come at once when somebody with reach has mentioned the account."""

_RECENT: Final = 300
"""Those who leave are among so many newest followers."""


class Scenario:
    """Makes things happen on the simulated clock: the same seed tells the same story.

    Whoever is to be noticed as new must come after the bot has taken stock, so start it then.
    """

    def __init__(self, clock: SimulatedClock, x: SimulatedX, seed: int) -> None:
        self._clock = clock
        self._x = x
        self._random = Random(seed)
        self._left: deque[Person] = deque(maxlen=50)
        self._vanished: deque[Person] = deque(maxlen=20)
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._happenings: dict[Callable[[], None], int] = {
            self._somebody_comes: 82,
            self._many_come: 2,
            self._somebody_leaves: 9,
            self._somebody_returns: 3,
            self._somebody_vanishes: 1,
            self._somebody_reappears: 1,
            self._somebody_agrees: 2,
        }

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(self._clock.now()))

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self, start: datetime) -> None:
        stop_listening = self._clock.on_change(self._wake.set)
        try:
            for after, kind in OPENING:
                await self._until(start + after)
                self._x.gains_follower(kind=kind)
            moment = start + OPENING[-1][0]
            while True:
                moment += self._pause(moment)
                await self._until(moment)
                self._pick()()
        finally:
            stop_listening()

    async def _until(self, moment: datetime) -> None:
        while (seconds := self._clock.seconds_until(moment)) > 0:
            self._wake.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None if math.isinf(seconds) else seconds):
                    await self._wake.wait()
        # After a jump much is overdue at once: let the others have their turn in between.
        await asyncio.sleep(0)

    def _pause(self, moment: datetime) -> timedelta:
        mean = DAY if 8 <= moment.hour < 22 else NIGHT
        return mean * self._random.expovariate(1)

    def _pick(self) -> Callable[[], None]:
        return self._random.choices(list(self._happenings), list(self._happenings.values()))[0]

    def _somebody_comes(self) -> None:
        self._x.gains_follower(kind=self._random.choices(list(KINDS), list(KINDS.values()))[0])

    def _many_come(self) -> None:
        for _ in range(self._random.randint(*BURST)):
            self._somebody_comes()

    def _somebody_leaves(self) -> None:
        if followers := self._x.followers[:_RECENT]:
            person = self._random.choice(followers)
            self._x.unfollows(person)
            self._left.append(person)

    def _somebody_returns(self) -> None:
        if self._left:
            self._x.follows(self._left.popleft())

    def _somebody_vanishes(self) -> None:
        if followers := self._x.followers[:_RECENT]:
            person = self._random.choice(followers)
            self._x.vanishes(person)
            self._vanished.append(person)

    def _somebody_reappears(self) -> None:
        if self._vanished:
            self._x.comes_back(self._vanished.popleft())

    def _somebody_agrees(self) -> None:
        """The protected person whom the account asked first, by id, lets it follow."""
        if self._x.requested:
            self._x.accepts(min(self._x.requested, key=lambda person: person.id))
