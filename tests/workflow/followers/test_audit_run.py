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

from bot.demo.x.conditions import PaginationFault
from bot.domain import AuditStop, BaselineStatus, Note, Purpose
from bot.domain.jobs import Job
from bot.planning.poll_interval import OVERLAP
from bot.workflow.followers.audit_run import Position
from bot.x.errors import OutOfCredits, OverBudget, RateLimited, XCode, XError
from tests.support.pytest_plugins.examples import one_in
from tests.support.samples.cards import ada
from tests.support.team import START
from tests.support.world import World
from tests.workflow.followers.test_audit import EACH, finished_audits, partly_known


async def lose_page_token(world: World) -> None:
    """X no longer accepts the list's page token."""
    account = await world.account()
    async with world.store.write() as tx:
        at = account.baseline_finished_at or START
        await tx.accounts.set_baseline(account.baseline, "a-place-of-last-year", account.baseline_read, at)


async def test_a_run_goes_on_after_an_outage_and_a_restart(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        spent = world.x.spent_micros
        await world.approve_audit(1_500)

        def fail() -> None:
            world.x.down = True

        stop = world.x.on_change(fail)
        with pytest.raises(XError):
            await world.run(Job.AUDIT)
        stop()
        world.x.down = False
        world.restart()
        running = (await world.services.audit.overview()).running
        assert running is not None
        assert running.read == 1_000
        await world.run(Job.AUDIT)

        assert world.x.spent_micros - spent == 1_500 * EACH
        assert len(await world.known_followers()) == 1_900
        assert [told.audit.read for told in await finished_audits(world)] == [1_500]


async def test_the_kill_switch_stops_a_run_until_mutuals_goes_on(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        await world.approve_audit(1_000)
        async with world.store.write() as tx:
            await tx.accounts.pause(world.clock.now(), "Leo")
        spent = world.x.spent_micros
        assert await world.run(Job.AUDIT) is None
        assert world.x.spent_micros == spent
        async with world.store.write() as tx:
            await tx.accounts.resume()
        await world.run(Job.AUDIT)

        assert len(await world.known_followers()) == 1_400


async def test_what_x_refuses_for_good_ends_a_run_with_what_was_read(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        await world.approve_audit(1_000)
        world.x.refuse(1, status=403, path_contains="/followers")
        assert await world.run(Job.AUDIT) is None

        (told,) = await finished_audits(world)
        assert (told.audit.read, told.cost) == (0, 0)
        assert told.stopped_by == Note(XCode.NOT_ALLOWED)
        await world.approve_audit(1_000)
        await world.run(Job.AUDIT)
        assert len(await world.known_followers()) == 1_400


async def test_a_run_waits_until_the_credits_are_back(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        await world.approve_audit(1_000)
        world.x.credits = False
        with pytest.raises(OutOfCredits):
            await world.run(Job.AUDIT)
        world.x.credits = True
        world.advance(timedelta(minutes=16))
        await world.run(Job.RECOVERY)
        await world.poll_followers()
        await world.run(Job.AUDIT)

        assert len(await world.known_followers()) == 1_400


async def test_a_run_goes_on_when_there_is_money_again(tmp_path: Path) -> None:
    async with partly_known(tmp_path, budget=1_000) as world:
        await world.approve_audit(1_000)
        with pytest.raises(OverBudget) as refusal:
            await world.run(Job.AUDIT)
        known = len(await world.known_followers())
        world.advance(refusal.value.until - world.clock.now())
        await world.poll_followers()
        await world.run(Job.AUDIT)

        assert 400 <= known < len(await world.known_followers())


async def test_a_run_waits_out_what_mends_itself(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        await world.approve_audit(1_000)
        world.x.rate_limit("followers")
        with pytest.raises(RateLimited):
            await world.run(Job.AUDIT)
        world.advance(timedelta(minutes=16))
        await world.run(Job.AUDIT)

        assert len(await world.known_followers()) == 1_400


async def test_what_may_have_been_charged_already_counts_against_what_was_agreed(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        await world.approve_audit(1_000)
        async with world.store.write() as tx:
            await tx.ledger.reserve(purpose=Purpose.AUDIT, endpoint="followers", micros=700 * EACH, at=world.clock.now())
        spent = world.x.spent_micros
        await world.run(Job.AUDIT)

        assert world.x.spent_micros - spent == 300 * EACH
        (told,) = await finished_audits(world)
        assert (told.audit.read, told.cost) == (300, 1_000 * EACH)
        assert told.stopped_by


async def test_a_run_waits_until_the_newest_followers_were_polled(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        world.advance(timedelta(hours=5))
        await world.approve_audit(1_000)
        spent = world.x.spent_micros
        again_at = await world.run(Job.AUDIT)
        assert again_at == world.clock.now() + world.context.policy.freshness
        assert world.x.spent_micros == spent
        await world.poll_followers()
        assert await world.run(Job.AUDIT) is None

        assert len(await world.known_followers()) == 1_400


async def test_who_leaves_makes_no_count_negative_and_no_share_larger_than_all(tmp_path: Path) -> None:
    async with partly_known(tmp_path, population=1_000, baseline=800) as world:
        for person in world.x.followers[:700]:
            world.x.suspends(person)
        await world.poll_followers(timedelta(hours=1))
        await world.poll_followers(timedelta(hours=1))  # so many are believed to have left when a second count says so
        report = (await world.services.audit.overview()).report

        assert report.followers == 300
        assert report.assessed >= 800
        assert report.never_assessed == 0
        assert all(0 <= share.low <= share.value <= share.high <= 1 for share in report.shares.values())
        (offer,) = (await world.services.audit.overview()).offers
        assert offer.everyone


async def test_without_xs_own_count_everyone_is_not_offered(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        with closing(sqlite3.connect(tmp_path / "mutuals.sqlite3")) as database, database:
            database.execute("UPDATE accounts SET followers = NULL")
        overview = await world.services.audit.overview()
        assert overview.report.followers is None
        assert [(offer.more, offer.margin, offer.everyone) for offer in overview.offers] == [(1_000, None, False), (5_000, None, False)]


async def test_begun_at_the_top_again_it_pays_for_known_ones_too_and_still_reads_no_more_than_agreed(tmp_path: Path) -> None:
    async with partly_known(tmp_path) as world:
        await lose_page_token(world)
        world.advance(timedelta(days=1))
        await world.poll_followers()
        spent = world.x.spent_micros
        await world.approve_audit(1_000)
        await world.run(Job.AUDIT)

        assert world.x.spent_micros - spent <= 1_000 * EACH
        assert len(await world.known_followers()) == 1_000
        (told,) = await finished_audits(world)
        assert told.audit.read == 1_000
        offer = await world.approve_audit(1_400)
        assert (offer.everyone, offer.max_profiles) == (True, 1_400)
        await world.run(Job.AUDIT)
        assert (await world.account()).baseline is BaselineStatus.COMPLETE


async def test_older_followers_read_later_make_nobody_above_them_look_as_if_they_had_come_back(tmp_path: Path) -> None:
    async with partly_known(tmp_path, population=1_000, baseline=90) as world:
        await world.poll_followers(timedelta(hours=1))
        await world.approve_audit(500)
        await world.run(Job.AUDIT)
        world.advance(timedelta(hours=3))
        world.x.gains_followers(40)
        await world.poll_followers()

        async with world.store.read() as tx:
            assert await tx.followers.times_returned([person.id for person in world.x.followers]) == {}


@settings(max_examples=one_in(4), phases=[Phase.explicit, Phase.generate])
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
        async with partly_known(folder, population=600, baseline=150, pagination=pagination, shuffle=shuffle) as world:
            old = {person.id for person in world.x.followers}
            if lost:
                await lose_page_token(world)
            for person in world.x.followers[20 : 20 + vanished]:
                world.x.suspends(person)
            for person in world.x.followers[5 : 5 + returned]:
                world.x.unfollows(person)
                world.x.follows(person)
            new: set[int] = set()
            for amount in amounts:
                new |= {person.id for person in world.x.gains_followers(newcomers)}
                if (await world.account()).baseline is BaselineStatus.PARTIAL:
                    spent = world.x.spent_micros
                    offer = await world.approve_audit(amount)
                    await world.run(Job.AUDIT)
                    assert world.x.spent_micros - spent <= offer.cost
                await world.poll_followers()

            found = set(await world.new_followers())
            assert found >= new
            if pagination == "cursor" and not shuffle:
                # A token that counts places skips people when others leave, and out of order somebody old stands above known ones.
                assert not found & old

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))


def test_at_the_top_only_who_stands_below_the_last_known_one_is_old() -> None:
    known = set(range(100, 100 + OVERLAP))
    page = [ada(user_id=n) for n in [1, 2, *sorted(known), 3, 99, 4, 5]]
    assert [p.user_id for p in Position().old_among(page, {*known, 99})] == [4, 5]


def test_too_few_known_ones_in_a_row_prove_nothing() -> None:
    known = set(range(100, 100 + OVERLAP - 1))
    page = [ada(user_id=n) for n in [1, *sorted(known), 2]]
    assert Position().old_among(page, known) == []
    assert not Position().after(page, known, "next").past_newcomers


def test_known_ones_in_a_row_are_counted_across_pages() -> None:
    known = set(range(100, 100 + OVERLAP))
    upper = [ada(user_id=n) for n in sorted(known)[:12]]
    lower = [ada(user_id=n) for n in [*sorted(known)[12:], 7]]
    position = Position().after(upper, known, "next")

    assert position == Position("next", 12, 12)
    assert [p.user_id for p in position.old_among(lower, known)] == [7]


def test_below_a_settled_place_everybody_unknown_is_old() -> None:
    page = [ada(user_id=n) for n in [1, 100, 2]]
    assert [p.user_id for p in Position("next", 400, OVERLAP).old_among(page, {100})] == [1, 2]


@pytest.mark.parametrize("pagination_fault", ["loop", "empty_pages"])
async def test_a_run_that_x_leads_nowhere_ends_and_says_so(tmp_path: Path, pagination_fault: PaginationFault) -> None:
    async with partly_known(tmp_path) as world:
        await world.approve_audit(1_500)
        world.x.pagination_fault = pagination_fault
        await world.run(Job.AUDIT)

        (told,) = await finished_audits(world)
        assert told.stopped_by == Note(AuditStop.LIST_BROKEN)
        assert told.baseline is BaselineStatus.PARTIAL
        assert len(world.x.calls) < 60
