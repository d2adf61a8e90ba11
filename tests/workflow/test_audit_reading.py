"""An audit reads older followers for at most what was agreed to, and takes nobody new for old."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.demo.x.conditions import Continuation
from bot.domain import BaselineStatus, Purpose
from bot.planning.poll_interval import OVERLAP
from bot.workflow.delivery.recovery import Recovery
from bot.workflow.followers.audit_run import Place
from bot.x.errors import OutOfCredits, OverBudget, RateLimited, XError
from tests.views.people import ada
from tests.workflow.audit_town import EACH, town


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
        there.x.refuse(1, status=403, path_contains="/followers")
        assert await there.reading.run() is None

        (told,) = await there.finished()
        assert (told.audit.read, told.cost) == (0, 0)
        assert "did not allow" in told.stopped_by
        await there.agrees(1_000)
        await there.reading.run()
        assert len(await there.known()) == 1_400


async def test_a_reading_waits_until_the_credits_are_back(tmp_path: Path) -> None:
    async with town(tmp_path) as there:
        await there.agrees(1_000)
        there.x.credits = False
        with pytest.raises(OutOfCredits):
            await there.reading.run()
        there.x.credits = True
        there.clock.advance(timedelta(minutes=16))
        await Recovery(there.context, there.door).run()
        await there.looks()
        await there.reading.run()

        assert len(await there.known()) == 1_400


async def test_a_reading_goes_on_when_there_is_money_again(tmp_path: Path) -> None:
    async with town(tmp_path, budget=1_000) as there:
        await there.agrees(1_000)
        with pytest.raises(OverBudget) as refusal:
            await there.reading.run()
        known = len(await there.known())
        there.clock.advance(refusal.value.until - there.clock.now())
        await there.looks()
        await there.reading.run()

        assert 400 <= known < len(await there.known())


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
            await tx.ledger.reserve(purpose=Purpose.AUDIT, endpoint="followers", micros=700 * EACH, at=there.clock.now())
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
        assert again_at == there.clock.now() + there.context.policy.freshness
        assert there.x.spent_micros == spent
        await there.looks()
        assert await there.reading.run() is None

        assert len(await there.known()) == 1_400


async def test_who_leaves_makes_no_count_negative_and_no_share_larger_than_all(tmp_path: Path) -> None:
    async with town(tmp_path, population=1_000, baseline=800) as there:
        for person in there.x.followers[:700]:
            there.x.vanishes(person)
        await there.looks(timedelta(hours=1))
        await there.looks(timedelta(hours=1))  # so many are believed to have left when a second count says so
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


@settings(max_examples=10, phases=[Phase.explicit, Phase.generate])
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


@pytest.mark.parametrize("continuation", ["circle", "empty"])
async def test_a_reading_that_x_leads_nowhere_ends_and_says_so(tmp_path: Path, continuation: Continuation) -> None:
    async with town(tmp_path) as there:
        await there.agrees(1_500)
        there.x.continuation = continuation
        await there.reading.run()

        (told,) = await there.finished()
        assert "X did not show the rest of the list" in told.stopped_by
        assert told.baseline is BaselineStatus.PARTIAL
        assert len(there.x.calls) < 60
