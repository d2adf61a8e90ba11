"""An audit tells for free what is known, reads older followers for at most what was agreed to, and takes nobody new for old."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import time, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.model import Account, AnnouncementKind, BaselineStatus, Member, Policy, Verdict
from bot.workflow.audit import AuditDesk, Begun, Finished, NotAllowed, Nothing, Offer, UnderWay, read_finished
from bot.workflow.audit_reading import PURPOSE, AuditReading, Place
from bot.workflow.bursts import Bursts
from bot.workflow.context import Context, Job
from bot.workflow.judge import Judge
from bot.workflow.stock import StockTaking
from bot.workflow.watch import OVERLAP, Watch
from bot.x.errors import RateLimited, XError
from tests.views.people import ada
from tests.workflow.loopback import START, Loopback, loopback

MAYA = Member(11, "Maya", manages_server=True)
SAM = Member(12, "Sam")
EACH = 1_000
"""What X charges for a follower of the account's own, in micro-dollars."""


class Town:
    """A watch and an audit over a simulated X, without Discord."""

    def __init__(self, there: Loopback, policy: Policy) -> None:
        self.x, self.clock, self.store, self.door = there.x, there.clock, there.store, there.door
        self.woken: list[Job] = []
        self.context = Context(self.store, self.clock, policy, self.woken.append)
        self.judge = Judge(self.context)
        self.watch = Watch(self.context, self.door, self.judge, Bursts(self.context, self.judge))
        self.desk = AuditDesk(self.context, self.door.price_of_page)
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
) -> AsyncIterator[Town]:
    """Taking stock has reached as far as BASELINE_USD allows. baseline: how many followers that pays for."""
    async with loopback(folder, population=population, owns_app=owns_app, pagination=pagination, shuffle=shuffle) as there:
        policy = Policy(ZoneInfo("UTC"), time(9), baseline_micros=there.door.price_of_page(baseline))
        town = Town(there, policy)
        await town.looks()
        await town.looks()
        yield town


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


async def test_a_reading_goes_on_after_an_outage_and_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        spent = there.x.spent_micros
        await there.agrees(1_500)

        def fail() -> None:
            there.x.down = True

        stop = there.x.on_change(fail)
        with pytest.raises(XError):
            await there.reading.run()
        stop()
        there.x.down = False
        there.restarts()
        running = (await there.desk.overview()).running
        assert running is not None
        assert running.read == 1_000
        await there.reading.run()

        assert there.x.spent_micros - spent == 1_500 * EACH
        assert len(await there.known()) == 1_900
        assert [told.audit.read for told in await there.finished()] == [1_500]


async def test_the_kill_switch_stops_a_reading_until_mutuals_goes_on(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.agrees(1_000)
        async with there.store.write() as tx:
            await tx.accounts.pause(there.clock.now(), "Leo")
        spent = there.x.spent_micros
        assert await there.reading.run() is None
        assert there.x.spent_micros == spent
        async with there.store.write() as tx:
            await tx.accounts.resume()
        await there.reading.run()

        assert len(await there.known()) == 1_400


async def test_what_x_refuses_for_good_ends_a_reading_with_what_was_read(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.agrees(1_000)
        there.x.credits = False
        assert await there.reading.run() is None

        (told,) = await there.finished()
        assert (told.audit.read, told.cost) == (0, 0)
        assert "credits" in told.stopped_by
        there.x.credits = True
        await there.agrees(1_000)
        await there.reading.run()
        assert len(await there.known()) == 1_400


async def test_a_reading_waits_out_what_mends_itself(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.agrees(1_000)
        there.x.rate_limit("followers")
        with pytest.raises(RateLimited):
            await there.reading.run()
        there.clock.advance(timedelta(minutes=16))
        await there.reading.run()

        assert len(await there.known()) == 1_400


async def test_what_may_have_been_charged_already_counts_against_what_was_agreed(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.agrees(1_000)
        async with there.store.write() as tx:
            await tx.ledger.reserve(purpose=PURPOSE, endpoint="followers", micros=700 * EACH, at=there.clock.now())
        spent = there.x.spent_micros
        await there.reading.run()

        assert there.x.spent_micros - spent == 300 * EACH
        (told,) = await there.finished()
        assert (told.audit.read, told.cost) == (300, 1_000 * EACH)
        assert told.stopped_by


async def test_a_reading_waits_until_the_newest_followers_were_looked_at(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        there.clock.advance(timedelta(hours=5))
        await there.agrees(1_000)
        spent = there.x.spent_micros
        again_at = await there.reading.run()
        assert again_at == there.clock.now() + there.context.policy.poll_every
        assert there.x.spent_micros == spent
        await there.looks()
        assert await there.reading.run() is None

        assert len(await there.known()) == 1_400


async def test_who_leaves_makes_no_count_negative_and_no_share_larger_than_all(tmp_path: Path) -> None:
    async with town(tmp_path, population=1_000, baseline=800) as there:
        for person in there.x.followers[:700]:
            there.x.vanishes(person)
        await there.looks(timedelta(hours=1))
        report = (await there.desk.overview()).report

        assert report.followers == 300
        assert report.looked_at >= 800
        assert report.never_looked_at == 0
        assert all(0 <= share.low <= share.value <= share.high <= 1 for share in report.shares.values())
        (offer,) = (await there.desk.overview()).offers
        assert offer.everyone


async def test_without_xs_own_count_everyone_is_not_offered(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        with closing(sqlite3.connect(tmp_path / "mutuals.sqlite3")) as database, database:
            database.execute("UPDATE accounts SET followers = NULL")
        overview = await there.desk.overview()
        assert overview.report.followers is None
        assert [(offer.more, offer.margin, offer.everyone) for offer in overview.offers] == [(1_000, None, False), (5_000, None, False)]


async def test_begun_at_the_top_again_it_pays_for_known_ones_too_and_still_reads_no_more_than_agreed(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.loses_the_place()
        there.clock.advance(timedelta(days=1))
        await there.looks()
        spent = there.x.spent_micros
        await there.agrees(1_000)
        await there.reading.run()

        assert there.x.spent_micros - spent <= 1_000 * EACH
        assert len(await there.known()) == 1_000
        (told,) = await there.finished()
        assert told.audit.read == 1_000
        offer = await there.agrees(1_400)
        assert (offer.everyone, offer.to_read) == (True, 1_400)
        await there.reading.run()
        assert (await there.account()).baseline is BaselineStatus.COMPLETE


async def test_older_followers_read_later_make_nobody_above_them_look_as_if_they_had_come_back(tmp_path: Path) -> None:
    async with town(tmp_path, population=1_000, baseline=90) as there:
        await there.looks(timedelta(hours=1))
        await there.agrees(500)
        await there.reading.run()
        there.clock.advance(timedelta(hours=3))
        there.x.gains_followers(40)
        await there.looks()

        async with there.store.read() as tx:
            assert await tx.followers.times_returned([person.id for person in there.x.followers]) == {}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.explicit, Phase.generate])
@given(
    newcomers=st.integers(0, 60),
    returned=st.integers(0, OVERLAP - 6),
    vanished=st.integers(0, 120),
    lost=st.booleans(),
    pagination=st.sampled_from(["cursor", "offset"]),
    shuffle=st.integers(0, 4),
    amounts=st.lists(st.integers(60, 500), min_size=1, max_size=3),
)
def test_nobody_new_is_ever_taken_for_old(
    newcomers: int,
    returned: int,
    vanished: int,
    lost: bool,
    pagination: Literal["cursor", "offset"],
    shuffle: int,
    amounts: list[int],
) -> None:
    async def story(folder: Path) -> None:
        async with town(folder, population=600, baseline=150, pagination=pagination, shuffle=shuffle) as there:
            old = {person.id for person in there.x.followers}
            if lost:
                await there.loses_the_place()
            for person in there.x.followers[20 : 20 + vanished]:
                there.x.vanishes(person)
            for person in there.x.followers[5 : 5 + returned]:
                there.x.unfollows(person)
                there.x.follows(person)
            new: set[int] = set()
            for amount in amounts:
                new |= {person.id for person in there.x.gains_followers(newcomers)}
                if (await there.account()).baseline is BaselineStatus.PARTIAL:
                    spent = there.x.spent_micros
                    offer = await there.agrees(amount)
                    await there.reading.run()
                    assert there.x.spent_micros - spent <= offer.cost
                await there.looks()

            found = await there.found()
            assert found >= new
            if pagination == "cursor" and not shuffle:
                # A token that counts places skips people when others leave, and out of order somebody old stands above known ones.
                assert not found & old

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))


def test_at_the_top_only_who_stands_below_the_last_known_one_is_old() -> None:
    known = set(range(100, 100 + OVERLAP))
    page = [ada(user_id=n) for n in [1, 2, *sorted(known), 3, 99, 4, 5]]
    assert [p.user_id for p in Place().old_among(page, {*known, 99})] == [4, 5]


def test_too_few_known_ones_in_a_row_prove_nothing() -> None:
    known = set(range(100, 100 + OVERLAP - 1))
    page = [ada(user_id=n) for n in [1, *sorted(known), 2]]
    assert Place().old_among(page, known) == []
    assert not Place().after(page, known, "next").settled


def test_known_ones_in_a_row_are_counted_across_pages() -> None:
    known = set(range(100, 100 + OVERLAP))
    upper = [ada(user_id=n) for n in sorted(known)[:12]]
    lower = [ada(user_id=n) for n in [*sorted(known)[12:], 7]]
    place = Place().after(upper, known, "next")

    assert place == Place("next", 12, 12)
    assert [p.user_id for p in place.old_among(lower, known)] == [7]


def test_below_a_settled_place_everybody_unknown_is_old() -> None:
    page = [ada(user_id=n) for n in [1, 100, 2]]
    assert [p.user_id for p in Place("next", 400, OVERLAP).old_among(page, {100})] == [1, 2]
