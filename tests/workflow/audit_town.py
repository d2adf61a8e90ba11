"""A watch and an audit over a simulated X, without Discord."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

from bot.domain import Account, AnnouncementKind, Member
from bot.workflow.followers.audit import AuditDesk, Begun, Finished, Offer, read_finished
from bot.workflow.followers.audit_run import AuditReading
from bot.workflow.followers.bursts import Bursts
from bot.workflow.followers.initial_sync import StockTaking
from bot.workflow.followers.poll import Watch
from bot.workflow.followers.stream_health import Agreement
from bot.workflow.people.assessor import Judge
from bot.x.billing.pricing import PriceList
from tests.workflow.loopback import POLICY, START, Loopback, loopback

MAYA = Member(11, "Maya", manages_server=True)
SAM = Member(12, "Sam")
EACH = 1_000
"""What X charges for a follower of the account's own, in micro-dollars."""


class Town:
    """A watch and an audit over a simulated X, without Discord."""

    def __init__(self, there: Loopback) -> None:
        self.x, self.clock, self.store, self.door = there.x, there.clock, there.store, there.door
        self.context, self.woken = there.context, there.woken
        self.judge = Judge(self.context)
        self.watch = Watch(self.context, self.door, self.judge, Bursts(self.context, self.judge), Agreement())
        self.desk = AuditDesk(self.context)
        self.restarts()

    def restarts(self) -> None:
        """What a reading keeps in memory is gone."""
        self.reading = AuditReading(self.context, self.door, StockTaking(self.context, self.door, self.judge))

    async def looks(self, after: timedelta = timedelta(minutes=1)) -> None:
        self.clock.advance(after)
        await self.watch.run()

    async def agrees(self, more: int) -> Offer:
        """Maya says yes to whatever looking at so many more costs."""
        self.clock.advance(timedelta(seconds=1))
        offer = await self.desk.quote(more, MAYA)
        assert isinstance(offer, Offer)
        assert isinstance(await self.desk.approve(more, offer.cost, MAYA), Begun)
        return offer

    async def finished(self) -> list[Finished]:
        """What the team was told about readings, and has not seen yet."""
        async with self.store.read() as tx:
            told = await tx.announcements.unposted(100)
        return [read_finished(one.body) for one in told if one.kind is AnnouncementKind.AUDIT]

    async def found(self) -> set[int]:
        """Everyone reported as new."""
        async with self.store.read() as tx:
            return {follower.profile.user_id for follower in await tx.followers.newest(100_000)}

    async def known(self) -> set[int]:
        async with self.store.read() as tx:
            return await tx.followers.known([person.id for person in self.x.followers])

    async def account(self) -> Account:
        async with self.store.read() as tx:
            return await tx.accounts.get()

    async def loses_the_place(self) -> None:
        """X no longer knows how to go on."""
        account = await self.account()
        async with self.store.write() as tx:
            at = account.baseline_finished_at or START
            await tx.accounts.set_baseline(account.baseline, "a-place-of-last-year", account.baseline_read, at)


@asynccontextmanager
async def town(
    folder: Path,
    *,
    population: int = 2_400,
    baseline: int = 400,
    owns_app: bool = True,
    pagination: Literal["cursor", "offset"] = "cursor",
    shuffle: int = 0,
    budget: int = 1_000_000,
) -> AsyncIterator[Town]:
    """Taking stock has reached as far as BASELINE_USD allows. baseline: for how many followers that pays; budget: DAILY_BUDGET_USD."""
    each = PriceList(owns_app=owns_app).own_list.micros
    policy = replace(POLICY, baseline_micros=baseline * each, daily_budget=budget * each, monthly_budget=30 * budget * each)
    async with loopback(folder, policy=policy, population=population, owns_app=owns_app, pagination=pagination, shuffle=shuffle) as there:
        town = Town(there)
        await town.looks()
        await town.looks()
        yield town
