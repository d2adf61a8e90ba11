"""A stream_consumer job beside a simulated X and the job that polls its followers, without Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.demo.x import Person
from bot.demo.x.billing.prices import Price
from bot.domain import ActivityEvent, BaselineStatus, Capability, Permission, Policy
from bot.domain.changes import Changes, FollowReported
from bot.workflow.followers.bursts import BurstService
from bot.workflow.followers.poll import PollFollowers
from bot.workflow.followers.stream import StreamConsumer, StreamHealth
from bot.workflow.followers.stream_health import LIST_LAG
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.workflow.people.assessor import Assessor
from bot.x.client import XClient
from tests.support.worlds.x import POLICY, START, XWorld, x_world
from tests.x.conftest import keys_of

TIMEOUT = 20.0
"""Real seconds to wait for what must come."""


class StreamWorld:
    """stream_health: compares the stream with the polls."""

    def __init__(self, base: XWorld, client: XClient) -> None:
        self.x, self.clock, self.store, self.client, self.woken = base.x, base.clock, base.store, client, base.woken
        self.stream_health = StreamHealth()
        self._polls: set[asyncio.Task[None]] = set()
        self._one_poll = asyncio.Lock()
        self._assessor = assessor = Assessor(base.context)
        self.poll_followers = PollFollowers(base.context, client, assessor, BurstService(base.context, assessor), self.stream_health)
        base.store.changes.subscribe(self._poll_soon)
        self.stream_consumer = StreamConsumer(base.context, client, self.stream_health, self._assessor.reassess, dice=Random(7))

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[asyncio.Task[datetime | None]]:
        """While a connection stands; gives the job, which is ended after what it is about, if it has not come to an end by itself."""
        job = asyncio.create_task(self.stream_consumer.run())
        try:
            await self.until(lambda: job.done() or self.client.events.connected)
            yield job
        finally:
            await self.until(lambda: self._has_ended(job))
            await asyncio.gather(job, *self._polls, return_exceptions=True)

    def _has_ended(self, job: asyncio.Task[datetime | None]) -> bool:
        self.client.events.close()
        return job.done()

    def _poll_soon(self, changes: Changes) -> None:
        if FollowReported() in changes:
            self._polls.add(asyncio.ensure_future(self._poll_in_turn()))

    async def _poll_in_turn(self) -> None:
        async with self._one_poll:
            await self.poll_followers.run()

    async def settle(self) -> None:
        """Time passes until X's list can be relied on to show what the events told, and a poll is made."""
        self.clock.advance(LIST_LAG + timedelta(seconds=1))
        await self._poll_in_turn()

    async def wait_for_polls(self) -> None:
        """Wait for the polls that are under way."""
        await asyncio.gather(*self._polls)

    async def until(self, holds: Callable[[], bool] | Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(TIMEOUT):
            while True:
                held = holds()
                if held if isinstance(held, bool) else await held:
                    return
                await asyncio.sleep(0.005)

    async def new_followers(self) -> list[int]:
        """Everyone who is known as a new follower and has not left, newest first."""
        async with self.store.read() as tx:
            return [follower.profile.user_id for follower in await tx.followers.newest(1_000)]

    async def all_known(self, *people: Person) -> bool:
        return {person.id for person in people} <= set(await self.new_followers())

    async def spent(self) -> int:
        """Micro-dollars that the ledger says were charged."""
        async with self.store.read() as tx:
            return sum(day.charged for day in await tx.ledger.by_day(START.date()))

    @property
    def charged_for_events(self) -> int:
        """Micro-dollars that X charged for events."""
        charged = self.x.bill.all_time.micros_by_price
        return charged[Price.FOLLOW_EVENT] + charged[Price.POST_EVENT]

    async def reserved(self) -> int:
        """Micro-dollars that are reserved."""
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
    def connection_statuses(self) -> list[int]:
        """What X answered to each attempt to connect."""
        return [call.status for call in self.x.calls if call.path.endswith("/stream")]


@asynccontextmanager
async def stream_world(
    folder: Path,
    *,
    policy: Policy = POLICY,
    events: frozenset[ActivityEvent] = frozenset(ActivityEvent),
    bearer: bool = True,
    silence: float = TIMEOUT,
) -> AsyncIterator[StreamWorld]:
    async with x_world(folder, policy=replace(policy, stream=events)) as base:
        base.x.keep_alive = 0.02
        keys = keys_of(base.x)
        client = XClient(
            keys if bearer else replace(keys, bearer_token=None),
            url=base.x.url,
            clock=base.clock,
            spend_guard=LedgerSpendGuard(base.context),
            prices=base.context.prices,
            sleep=_at_once,
            silence=silence,
        )
        listening = StreamWorld(base, client)
        async with base.store.write() as tx:
            await tx.accounts.identify(base.x.account.username, base.x.account.name, 0, START)
            await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, 0, START)
        try:
            yield listening
        finally:
            await client.close()


async def _at_once(seconds: float) -> None:
    return
