"""Polling and an audit over a simulated X, without Discord."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

from bot.domain import Account, AnnouncementKind, Member
from bot.workflow.followers.audit import AuditResult, AuditService, Offer, Started, parse_result
from bot.workflow.followers.audit_run import AuditRun
from bot.workflow.followers.bursts import BurstService
from bot.workflow.followers.initial_sync import InitialSync
from bot.workflow.followers.poll import PollFollowers
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.people.assessor import Assessor
from bot.x.billing.pricing import PriceList
from tests.support.worlds.x import POLICY, START, XWorld, x_world

MAYA = Member(11, "Maya", manages_server=True)
SAM = Member(12, "Sam")
EACH = 1_000
"""What X charges for a follower of the account's own, in micro-dollars."""


class AuditWorld:
    """Polling and an audit over a simulated X, without Discord."""

    def __init__(self, base: XWorld) -> None:
        self.x, self.clock, self.store, self.client = base.x, base.clock, base.store, base.client
        self.context, self.woken = base.context, base.woken
        self.assessor = Assessor(self.context)
        self.poll_followers = PollFollowers(
            self.context, self.client, self.assessor, BurstService(self.context, self.assessor), StreamHealth()
        )
        self.service = AuditService(self.context)
        self.restart()

    def restart(self) -> None:
        """What an audit keeps in memory is gone."""
        self.audit_run = AuditRun(self.context, self.client, InitialSync(self.context, self.client, self.assessor))

    async def poll(self, after: timedelta = timedelta(minutes=1)) -> None:
        self.clock.advance(after)
        await self.poll_followers.run()

    async def approve_audit(self, more: int) -> Offer:
        """Maya says yes to whatever assessing so many more costs."""
        self.clock.advance(timedelta(seconds=1))
        offer = await self.service.quote(more, MAYA)
        assert isinstance(offer, Offer)
        assert isinstance(await self.service.approve(more, offer.cost, MAYA), Started)
        return offer

    async def finished_audits(self) -> list[AuditResult]:
        """What the team was told about audits, and has not seen yet."""
        async with self.store.read() as tx:
            told = await tx.announcements.unposted(100)
        return [parse_result(one.body) for one in told if one.kind is AnnouncementKind.AUDIT]

    async def new_followers(self) -> set[int]:
        """Everyone reported as new."""
        async with self.store.read() as tx:
            return {follower.profile.user_id for follower in await tx.followers.newest(100_000)}

    async def known_followers(self) -> set[int]:
        async with self.store.read() as tx:
            return await tx.followers.known([person.id for person in self.x.followers])

    async def account(self) -> Account:
        async with self.store.read() as tx:
            return await tx.accounts.get()

    async def lose_page_token(self) -> None:
        """X no longer accepts the list's page token."""
        account = await self.account()
        async with self.store.write() as tx:
            at = account.baseline_finished_at or START
            await tx.accounts.set_baseline(account.baseline, "a-place-of-last-year", account.baseline_read, at)


@asynccontextmanager
async def audit_world(
    folder: Path,
    *,
    population: int = 2_400,
    baseline: int = 400,
    owns_app: bool = True,
    pagination: Literal["cursor", "offset"] = "cursor",
    shuffle: int = 0,
    budget: int = 1_000_000,
) -> AsyncIterator[AuditWorld]:
    """The initial sync has reached as far as BASELINE_USD allows. baseline: for how many followers that pays; budget: DAILY_BUDGET_USD."""
    each = PriceList(owns_app=owns_app).own_list.micros
    policy = replace(POLICY, baseline_micros=baseline * each, daily_budget=budget * each, monthly_budget=30 * budget * each)
    async with x_world(folder, policy=policy, population=population, owns_app=owns_app, pagination=pagination, shuffle=shuffle) as base:
        world = AuditWorld(base)
        await world.poll()
        await world.poll()
        yield world
