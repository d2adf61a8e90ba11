"""An audit tells for free what is known, and what looking at more would cost."""

from datetime import timedelta
from pathlib import Path

from bot.domain import BaselineStatus, Verdict
from bot.workflow.context import Job
from bot.workflow.followers.audit import NotAllowed, Nothing, Offer, UnderWay
from tests.workflow.audit_town import EACH, MAYA, SAM, town
from tests.workflow.loopback import START


async def test_what_is_known_is_told_for_free(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        spent = there.x.spent_micros
        overview = await there.desk.overview()

        assert there.x.spent_micros == spent
        assert overview.baseline is BaselineStatus.PARTIAL
        assert (overview.report.looked_at, overview.report.followers) == (400, 2_400)
        assert overview.report.never_looked_at == 2_000
        assert sum(overview.report.by_verdict.values()) == 400
        assert all(share.low < share.high for share in overview.report.shares.values())
        assert 0 < len(overview.report.suspicious) <= 5
        assert all(assessment.verdict is Verdict.SUSPICIOUS for _, assessment in overview.report.suspicious)
        sizes = [profile.followers or 0 for profile, _ in overview.report.suspicious]
        assert sizes == sorted(sizes, reverse=True)
        assert 0 < len(overview.report.neglected) <= 5


async def test_more_is_offered_at_a_price_that_grows_and_with_a_margin_that_shrinks(tmp_path: Path) -> None:
    async with town(tmp_path, population=7_000) as there:
        offers = (await there.desk.overview()).offers

        assert [offer.more for offer in offers] == [1_000, 5_000, 6_600]
        assert [offer.cost for offer in offers] == [1_000 * EACH, 5_000 * EACH, 6_600 * EACH]
        first, second, everyone = offers
        assert first.margin is not None
        assert second.margin is not None
        assert first.margin > second.margin > 0
        assert everyone.everyone
        assert not second.everyone


async def test_an_app_of_somebody_else_pays_ten_times_as_much(tmp_path: Path) -> None:
    async with town(tmp_path, population=2_400, owns_app=False) as there:
        assert (await there.desk.overview()).offers[0].cost == 1_000 * 10 * EACH


async def test_where_everybody_is_known_nothing_is_offered_and_nothing_is_estimated(tmp_path: Path) -> None:
    async with town(tmp_path, population=300) as there:
        overview = await there.desk.overview()

        assert overview.baseline is BaselineStatus.COMPLETE
        assert overview.offers == ()
        assert all(share.low == share.value == share.high for share in overview.report.shares.values())
        assert await there.desk.quote(1_000, MAYA) == Nothing(BaselineStatus.COMPLETE)
        assert await there.desk.approve(1_000, 10**9, MAYA) == Nothing(BaselineStatus.COMPLETE)


async def test_before_stock_was_taken_there_is_nothing_to_ask_for(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        async with there.store.write() as tx:
            await tx.accounts.set_baseline(BaselineStatus.PENDING, None, 400, START)
        assert (await there.desk.overview()).offers == ()
        assert await there.desk.quote(1_000, MAYA) == Nothing(BaselineStatus.PENDING)


async def test_only_who_may_decide_spends_money(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        assert await there.desk.quote(1_000, SAM) == NotAllowed()
        assert await there.desk.approve(1_000, 10**9, SAM) == NotAllowed()
        spent = there.x.spent_micros
        assert await there.reading.run() is None

        assert there.x.spent_micros == spent


async def test_a_reading_looks_at_exactly_as_many_as_were_agreed_and_tells_the_team(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        spent, before = there.x.spent_micros, await there.account()
        offer = await there.agrees(1_300)
        assert Job.AUDIT in there.woken
        assert await there.reading.run() is None

        assert there.x.spent_micros - spent == offer.cost == 1_300 * EACH
        assert len(await there.known()) == 1_700
        (told,) = await there.finished()
        assert (told.audit.read, told.cost, told.stopped_by, told.baseline) == (1_300, 1_300 * EACH, "", BaselineStatus.PARTIAL)
        assert told.audit.asked_by.name == "Maya"
        assert told.report.looked_at == 1_700
        assert await there.found() == set()
        after = await there.account()
        assert (after.baseline_read, after.baseline_finished_at) == (1_700, before.baseline_finished_at)
        assert Job.SHOW in there.woken


async def test_everyone_is_everyone_and_nobody_is_paid_for_twice(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.agrees(1_000)
        await there.reading.run()
        there.clock.advance(timedelta(days=2))
        await there.looks()
        spent = there.x.spent_micros
        offer = await there.agrees(10_000)
        assert (offer.more, offer.everyone) == (1_000, True)
        await there.reading.run()

        assert there.x.spent_micros - spent <= 1_000 * EACH
        assert (await there.account()).baseline is BaselineStatus.COMPLETE
        told = (await there.finished())[-1]
        assert (told.baseline, told.report.looked_at, told.report.never_looked_at) == (BaselineStatus.COMPLETE, 2_400, 0)
        newcomer = there.x.gains_follower("ada")
        await there.looks()
        assert await there.found() == {newcomer.id}


async def test_one_reading_at_a_time(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.agrees(1_000)

        again = await there.desk.approve(1_000, 10**9, MAYA)
        assert isinstance(again, UnderWay)
        overview = await there.desk.overview()
        assert (overview.running, overview.offers) == (again.audit, ())


async def test_what_would_cost_more_by_now_is_asked_again(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        offer = await there.desk.quote(1_000, MAYA)
        assert isinstance(offer, Offer)
        async with there.store.write() as tx:
            await tx.accounts.set_baseline(BaselineStatus.PARTIAL, None, 400, START)

        dearer = await there.desk.approve(1_000, offer.cost, MAYA)
        assert isinstance(dearer, Offer)
        assert (dearer.to_read, dearer.cost) == (1_400, 1_400 * EACH)
        assert (await there.desk.overview()).running is None
