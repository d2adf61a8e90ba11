"""An audit tells for free what is known, and what assessing more would cost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain import AnnouncementKind, BaselineStatus, Verdict
from bot.domain.jobs import Job
from bot.workflow.followers.audit import AlreadyRunning, AuditResult, NothingToRead, Offer, parse_result
from bot.workflow.permission import NotPermitted
from bot.x.billing.pricing import PriceList
from tests.support.team import MAYA, SAM, START
from tests.support.world import World

EACH = 1_000
"""What X charges for a follower of the account's own, in micro-dollars."""


@asynccontextmanager
async def partly_known(
    folder: Path, *, population: int = 2_400, baseline: int = 400, budget: int = 1_000_000, owns_app: bool = True, **flags: Any
) -> AsyncIterator[World]:
    """The initial sync has reached as far as BASELINE_USD allows. baseline: for how many followers that pays; budget: DAILY_BUDGET_USD."""
    each = PriceList(owns_app=owns_app).own_list.micros
    flags |= {"baseline_micros": baseline * each, "daily_budget": budget * each, "monthly_budget": 30 * budget * each}
    async with World(folder, population=population, owns_app=owns_app, identified=False, guarded=False, **flags) as world:
        await world.poll_followers()
        await world.poll_followers()
        yield world


async def finished_audits(world: World) -> list[AuditResult]:
    """What the team was told about audits."""
    return [parse_result(told) for told in await world.announcements(AnnouncementKind.AUDIT)]


async def test_what_is_known_is_told_for_free(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        spent = world.x.spent_micros
        overview = await world.services.audit.overview()

        assert world.x.spent_micros == spent
        assert overview.baseline is BaselineStatus.PARTIAL
        assert (overview.report.assessed, overview.report.followers) == (400, 2_400)
        assert overview.report.never_assessed == 2_000
        assert sum(overview.report.by_verdict.values()) == 400
        assert all(share.low < share.high for share in overview.report.shares.values())
        assert 0 < len(overview.report.suspicious) <= 5
        assert all(assessment.verdict is Verdict.SUSPICIOUS for _, assessment in overview.report.suspicious)
        sizes = [profile.followers or 0 for profile, _ in overview.report.suspicious]
        assert sizes == sorted(sizes, reverse=True)
        assert 0 < len(overview.report.neglected) <= 5


async def test_more_is_offered_at_a_price_that_grows_and_with_a_margin_that_shrinks(tmp_path: Path) -> None:
    async with partly_known(tmp_path, population=7_000) as world:
        offers = (await world.services.audit.overview()).offers

        assert [offer.more for offer in offers] == [1_000, 5_000, 6_600]
        assert [offer.cost for offer in offers] == [1_000 * EACH, 5_000 * EACH, 6_600 * EACH]
        first, second, everyone = offers
        assert first.margin is not None
        assert second.margin is not None
        assert first.margin > second.margin > 0
        assert everyone.everyone
        assert not second.everyone


async def test_an_app_of_somebody_else_pays_ten_times_as_much(tmp_path: Path) -> None:
    async with partly_known(tmp_path, population=2_400, owns_app=False) as world:
        assert (await world.services.audit.overview()).offers[0].cost == 1_000 * 10 * EACH


async def test_where_everybody_is_known_nothing_is_offered_and_nothing_is_estimated(tmp_path: Path) -> None:
    async with partly_known(tmp_path, population=300) as world:
        overview = await world.services.audit.overview()

        assert overview.baseline is BaselineStatus.COMPLETE
        assert overview.offers == ()
        assert all(share.low == share.value == share.high for share in overview.report.shares.values())
        assert await world.services.audit.quote(1_000, MAYA) == NothingToRead(BaselineStatus.COMPLETE)
        assert await world.services.audit.approve(1_000, 10**9, MAYA) == NothingToRead(BaselineStatus.COMPLETE)


async def test_before_stock_was_taken_there_is_nothing_to_ask_for(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        async with world.store.write() as tx:
            await tx.accounts.set_baseline(BaselineStatus.PENDING, None, 400, START)
        assert (await world.services.audit.overview()).offers == ()
        assert await world.services.audit.quote(1_000, MAYA) == NothingToRead(BaselineStatus.PENDING)


async def test_only_who_may_decide_spends_money(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        with pytest.raises(NotPermitted):
            await world.services.audit.quote(1_000, SAM)
        with pytest.raises(NotPermitted):
            await world.services.audit.approve(1_000, 10**9, SAM)
        spent = world.x.spent_micros
        assert await world.run(Job.AUDIT) is None

        assert world.x.spent_micros == spent


async def test_a_run_assesses_exactly_as_many_as_were_agreed_and_tells_the_team(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        spent, before = world.x.spent_micros, await world.account()
        offer = await world.approve_audit(1_300)
        assert Job.AUDIT in world.woken
        assert await world.run(Job.AUDIT) is None

        assert world.x.spent_micros - spent == offer.cost == 1_300 * EACH
        assert len(await world.known_followers()) == 1_700
        (told,) = await finished_audits(world)
        assert (told.audit.read, told.cost, told.stopped_by, told.baseline) == (1_300, 1_300 * EACH, None, BaselineStatus.PARTIAL)
        assert told.audit.requested_by.name == "Maya"
        assert told.report.assessed == 1_700
        assert await world.new_followers() == []
        after = await world.account()
        assert (after.baseline_read, after.baseline_finished_at) == (1_700, before.baseline_finished_at)
        assert Job.POST_MESSAGES in world.woken


async def test_everyone_is_everyone_and_nobody_is_paid_for_twice(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        await world.approve_audit(1_000)
        await world.run(Job.AUDIT)
        world.advance(timedelta(days=2))
        await world.poll_followers()
        spent = world.x.spent_micros
        offer = await world.approve_audit(10_000)
        assert (offer.more, offer.everyone) == (1_000, True)
        await world.run(Job.AUDIT)

        assert world.x.spent_micros - spent <= 1_000 * EACH
        assert (await world.account()).baseline is BaselineStatus.COMPLETE
        told = (await finished_audits(world))[-1]
        assert (told.baseline, told.report.assessed, told.report.never_assessed) == (BaselineStatus.COMPLETE, 2_400, 0)
        newcomer = world.x.gains_follower("ada")
        await world.poll_followers()
        assert await world.new_followers() == [newcomer.id]


async def test_one_reading_at_a_time(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        await world.approve_audit(1_000)

        again = await world.services.audit.approve(1_000, 10**9, MAYA)
        assert isinstance(again, AlreadyRunning)
        overview = await world.services.audit.overview()
        assert (overview.running, overview.offers) == (again.audit, ())


async def test_what_would_cost_more_by_now_is_asked_again(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        offer = await world.services.audit.quote(1_000, MAYA)
        assert isinstance(offer, Offer)
        async with world.store.write() as tx:
            await tx.accounts.set_baseline(BaselineStatus.PARTIAL, None, 400, START)

        dearer = await world.services.audit.approve(1_000, offer.cost, MAYA)
        assert isinstance(dearer, Offer)
        assert (dearer.max_profiles, dearer.cost) == (1_400, 1_400 * EACH)
        assert (await world.services.audit.overview()).running is None
