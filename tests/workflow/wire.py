"""A streaming job beside a simulated X and the job that looks at its followers, without Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.demo.x import Person
from bot.demo.x.prices import Price
from bot.domain import ActivityEvent, BaselineStatus, Capability, Permission, Policy
from bot.workflow.followers.bursts import Bursts
from bot.workflow.followers.poll import Watch
from bot.workflow.followers.stream import Agreement, Streaming
from bot.workflow.followers.stream_health import SETTLES
from bot.workflow.money.spend_guard import LedgerMeter
from bot.workflow.people.assessor import Judge
from bot.x.client import X
from tests.workflow.loopback import POLICY, START, Loopback, loopback
from tests.x.conftest import keys_of

PATIENCE = 20.0
"""Real seconds that a test waits for what must come."""


class Wire:
    """agreement: what the stream and the looks know of each other. stumbles: whether news of a follower cannot be taken in."""

    def __init__(self, there: Loopback, door: X) -> None:
        self.x, self.clock, self.store, self.door, self.woken = there.x, there.clock, there.store, door, there.woken
        self.agreement = Agreement()
        self.stumbles = False
        self._looks: set[asyncio.Task[None]] = set()
        self._one_look = asyncio.Lock()
        self._judge = judge = Judge(there.context)
        self.watch = Watch(there.context, door, judge, Bursts(there.context, judge), self.agreement)
        self.streaming = Streaming(there.context, door, self.agreement, self._look, self._judge.reassess, dice=Random(7))

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[asyncio.Task[datetime | None]]:
        """While a connection stands; gives the job, which is ended after what it is about, if it has not come to an end by itself."""
        job = asyncio.create_task(self.streaming.run())
        try:
            await self.until(lambda: job.done() or self.door.events.connected)
            yield job
        finally:
            await self.until(lambda: self._has_ended(job))
            await asyncio.gather(job, *self._looks, return_exceptions=True)

    def _has_ended(self, job: asyncio.Task[datetime | None]) -> bool:
        self.door.events.close()
        return job.done()

    def _look(self) -> None:
        if self.stumbles:
            raise OSError("the disk is full")
        self._looks.add(asyncio.ensure_future(self._look_in_turn()))

    async def _look_in_turn(self) -> None:
        async with self._one_look:
            await self.watch.run()

    async def settles(self) -> None:
        """Time passes until X's list can be relied on to show what the events told, and a look is made."""
        self.clock.advance(SETTLES + timedelta(seconds=1))
        await self._look_in_turn()

    async def rests(self) -> None:
        """Wait for the looks that are under way."""
        await asyncio.gather(*self._looks)

    async def until(self, holds: Callable[[], bool] | Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(PATIENCE):
            while True:
                held = holds()
                if held if isinstance(held, bool) else await held:
                    return
                await asyncio.sleep(0.005)

    async def found(self) -> list[int]:
        """Everyone who is known as a new follower and has not left, newest first."""
        async with self.store.read() as tx:
            return [follower.profile.user_id for follower in await tx.followers.newest(1_000)]

    async def knows(self, *people: Person) -> bool:
        return {person.id for person in people} <= set(await self.found())

    async def spent(self) -> int:
        """Micro-dollars that the ledger says were charged."""
        async with self.store.read() as tx:
            return sum(day.charged for day in await tx.ledger.by_day(START.date()))

    @property
    def told(self) -> int:
        """Micro-dollars that X charged for what it told."""
        charged = self.x.bill.in_all.micros_by_price
        return charged[Price.FOLLOW_EVENT] + charged[Price.POST_EVENT]

    async def standing(self) -> int:
        """Micro-dollars that are set aside."""
        async with self.store.read() as tx:
            return sum(day.reserved for day in await tx.ledger.by_day(START.date()))

    async def permission(self) -> Permission | None:
        async with self.store.read() as tx:
            return await tx.permissions.get(Capability.STREAM)

    async def pause(self) -> None:
        async with self.store.write() as tx:
            await tx.accounts.pause(self.clock.now(), "Maya")

    async def resume(self) -> None:
        async with self.store.write() as tx:
            await tx.accounts.resume()

    @property
    def connections(self) -> list[int]:
        """What X answered to each attempt to connect."""
        return [call.status for call in self.x.calls if call.path.endswith("/stream")]


@asynccontextmanager
async def wire(
    folder: Path,
    *,
    policy: Policy = POLICY,
    events: frozenset[ActivityEvent] = frozenset(ActivityEvent),
    bearer: bool = True,
    silence: float = PATIENCE,
) -> AsyncIterator[Wire]:
    async with loopback(folder, policy=replace(policy, stream=events)) as there:
        there.x.keep_alive = 0.02
        keys = keys_of(there.x)
        door = X(
            keys if bearer else replace(keys, bearer_token=None),
            url=there.x.url,
            clock=there.clock,
            meter=LedgerMeter(there.context),
            prices=there.context.prices,
            sleep=_at_once,
            silence=silence,
        )
        listening = Wire(there, door)
        async with there.store.write() as tx:
            await tx.accounts.identify(there.x.account.username, there.x.account.name, 0, START)
            await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 0, START)
        try:
            yield listening
        finally:
            await door.close()


async def _at_once(seconds: float) -> None:
    return
