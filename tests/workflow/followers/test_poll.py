"""Every new follower is found exactly once, whatever happens on X between two polls and while one is under way."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.x import Person, SimulatedX
from bot.demo.x.conditions import PaginationFault
from bot.domain import MICROS, Account, BaselineStatus
from bot.planning.poll_interval import OVERLAP
from bot.views.team.announcements import announcement_view
from bot.workflow.followers.bursts import BurstService
from bot.workflow.followers.poll import PollFollowers
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.people.assessor import Assessor
from bot.workflow.portions import LONGEST
from bot.x.errors import IncompleteList, OverBudget, XError
from tests.support.cards import text
from tests.support.examples import one_in
from tests.support.worlds.x import POLICY, XWorld, x_world


class FollowersWorld:
    """Polling a simulated X, without Discord."""

    def __init__(self, base: XWorld) -> None:
        self.x, self.clock, self.store, self.client = base.x, base.clock, base.store, base.client
        self.base, self.context = base, base.context
        assessor = Assessor(base.context)
        self.stream_health = StreamHealth()
        self.poll_followers = PollFollowers(base.context, self.client, assessor, BurstService(base.context, assessor), self.stream_health)

    async def poll(self, after: timedelta = timedelta(minutes=1)) -> None:
        self.clock.advance(after)
        await self.poll_followers.run()

    async def new_followers(self) -> list[int]:
        """Everyone reported as new, newest first."""
        async with self.store.read() as tx:
            return [follower.profile.user_id for follower in await tx.followers.newest(100_000)]

    async def find_suggestion(self) -> int:
        async with self.store.read() as tx:
            return sum((await tx.suggestions.counts()).values())

    async def account(self) -> Account:
        async with self.store.read() as tx:
            account = await tx.accounts.get()
        assert account is not None
        return account


@asynccontextmanager
async def followers_world(
    folder: Path,
    *,
    population: int = 60,
    baseline_usd: float = 5,
    owns_app: bool = True,
    pagination: Literal["cursor", "offset"] = "cursor",
    shuffle: int = 0,
    daily_budget: int = 1_000 * MICROS,
) -> AsyncIterator[FollowersWorld]:
    policy = replace(POLICY, baseline_micros=int(baseline_usd * MICROS), daily_budget=daily_budget)
    async with x_world(folder, policy=policy, population=population, owns_app=owns_app, pagination=pagination, shuffle=shuffle) as world:
        yield FollowersWorld(world)


def after_each_page(x: SimulatedX, act: Callable[[int], None]) -> Callable[[], None]:
    """Call `act` with the number of follower pages asked for so far, after each; returns how to stop that."""
    answered = 0
    acting = False

    def changed() -> None:
        nonlocal answered, acting
        pages = sum(call.path.endswith("/followers") for call in x.calls)
        if pages > answered and not acting:
            answered, acting = pages, True
            act(pages)
            acting = False

    return x.on_change(changed)


async def test_the_first_poll_is_the_initial_sync_and_reports_nobody(tmp_path: Path) -> None:
    async with followers_world(tmp_path, population=2400) as world:
        await world.poll()

        assert await world.new_followers() == []
        assert (await world.account()).baseline is BaselineStatus.COMPLETE
        assert (await world.account()).baseline_read == 2400


async def test_the_initial_sync_goes_on_where_it_was_after_an_outage(tmp_path: Path) -> None:
    async with followers_world(tmp_path, population=2400) as world:

        def fail(pages: int) -> None:
            world.x.down = world.x.down or pages == 1

        stop_failing = after_each_page(world.x, fail)
        with pytest.raises(XError):
            await world.poll()
        stop_failing()
        world.x.down = False
        newcomer = world.x.gains_follower("ada")
        await world.poll()
        await world.poll()

        assert (await world.account()).baseline is BaselineStatus.COMPLETE
        assert await world.new_followers() == [newcomer.id]
        assert world.x.spent_micros <= (2400 + 60 + 10) * 1000


async def test_the_initial_sync_begins_anew_when_x_no_longer_knows_the_place(tmp_path: Path) -> None:
    async with followers_world(tmp_path, population=2400) as world:
        async with world.store.write() as tx:
            await tx.accounts.set_baseline(BaselineStatus.PENDING, "a-place-of-last-year", 1000, world.clock.now())
        await world.poll()

        assert (await world.account()).baseline is BaselineStatus.COMPLETE
        assert (await world.account()).baseline_read == 2400


async def test_the_initial_sync_stays_within_its_budget_and_older_followers_are_never_reported(tmp_path: Path) -> None:
    async with followers_world(tmp_path, population=900, baseline_usd=0.2) as world:
        await world.poll()
        assert (await world.account()).baseline is BaselineStatus.PARTIAL
        assert world.x.spent_micros <= 200_000 + 10_000

        for person in world.x.followers[:195]:
            world.x.suspends(person)
        newcomer = world.x.gains_follower("ada")
        await world.poll()
        await world.poll()

        assert await world.new_followers() == [newcomer.id]


async def test_without_a_budget_for_the_initial_sync_only_those_who_come_later_are_new(tmp_path: Path) -> None:
    async with followers_world(tmp_path, population=100, baseline_usd=0) as world:
        await world.poll()
        await world.poll()
        newcomer = world.x.gains_follower("ada")
        await world.poll()

        assert await world.new_followers() == [newcomer.id]


async def test_a_burst_larger_than_a_page_is_found_whole(tmp_path: Path) -> None:
    async with followers_world(tmp_path) as world:
        await world.poll()
        burst = world.x.gains_followers(700)
        await world.poll()

        assert set(await world.new_followers()) == {person.id for person in burst}


async def test_a_flood_that_is_cut_short_while_it_is_stored_is_found_whole_afterwards(tmp_path: Path) -> None:
    async with followers_world(tmp_path, population=60) as world:
        await world.poll()
        flood = world.x.gains_followers(3 * LONGEST)
        full = f"WHEN (SELECT count(*) FROM followers) > {60 + LONGEST} BEGIN SELECT RAISE(ABORT, 'full'); END"
        with closing(sqlite3.connect(tmp_path / "mutuals.sqlite3")) as database:
            database.execute(f"CREATE TRIGGER full BEFORE INSERT ON followers {full}")
            with pytest.raises(Exception, match="full"):
                await world.poll()
            assert 0 < len(await world.new_followers()) <= LONGEST
            database.execute("DROP TRIGGER full")
        await world.poll()

        assert await world.new_followers() == [person.id for person in reversed(flood)]


@pytest.mark.parametrize("pagination", ["cursor", "offset"])
async def test_people_who_leave_while_pages_are_read_hide_nobody_on_the_seam(
    tmp_path: Path, pagination: Literal["cursor", "offset"]
) -> None:
    async with followers_world(tmp_path, pagination=pagination) as world:
        await world.poll()
        burst = world.x.gains_followers(90)
        leaving = list(world.x.followers[:12])

        def leave(pages: int) -> None:
            if leaving:
                for _ in range(6):
                    world.x.unfollows(leaving.pop())

        after_each_page(world.x, leave)
        await world.poll()

        stayed = {person.id for person in burst} & {person.id for person in world.x.followers}
        assert stayed <= set(await world.new_followers())


async def test_a_poll_that_breaks_off_is_repeated_and_loses_nobody(tmp_path: Path) -> None:
    async with followers_world(tmp_path) as world:
        await world.poll()
        burst = world.x.gains_followers(90)

        def fail(pages: int) -> None:
            world.x.down = world.x.down or pages == before + 1

        before = sum(call.path.endswith("/followers") for call in world.x.calls)
        stop_failing = after_each_page(world.x, fail)
        with pytest.raises(XError):
            await world.poll()
        assert await world.new_followers() == []
        stop_failing()
        world.x.down = False
        await world.poll()

        assert set(await world.new_followers()) == {person.id for person in burst}


async def test_who_left_and_returns_is_not_reported_again_and_hides_nobody(tmp_path: Path) -> None:
    async with followers_world(tmp_path) as world:
        await world.poll()
        below = world.x.gains_follower("ada")
        for person in world.x.followers[5:20]:
            world.x.unfollows(person)
            world.x.follows(person)
        above = world.x.gains_followers(20)
        await world.poll()

        assert set(await world.new_followers()) == {below.id} | {person.id for person in above}


async def test_an_idle_day_costs_a_page_and_the_account(tmp_path: Path) -> None:
    async with followers_world(tmp_path) as world:
        await world.poll()
        spent = world.x.spent_micros
        world.clock.advance(timedelta(days=1))
        for _ in range(30):
            await world.poll(after=timedelta(minutes=10))

        assert world.x.spent_micros - spent <= 2 * (100 * 1000 + 10_000)


moves = st.one_of(
    st.tuples(st.just("new"), st.integers(1, 45)),
    st.tuples(st.just("leave"), st.integers(1, 15)),
    st.tuples(st.just("return"), st.integers(1, 15)),
    st.tuples(st.just("vanish"), st.integers(0, 10_000)),
    st.tuples(st.just("poll"), st.integers(1, 90)),
    st.tuples(st.just("sleep"), st.integers(2, 200)),
)


class History:
    """Plays moves and keeps the truth: whom a poll could see."""

    def __init__(self, world: FollowersWorld) -> None:
        self.world = world
        self.baseline = {person.id for person in world.x.followers}
        self.left: list[Person] = []
        self.visible: set[int] = set()
        self.returned_since_poll = 0

    async def play(self, move: str, amount: int) -> None:
        x = self.world.x
        if move == "new":
            x.gains_followers(amount)
        elif move == "leave":
            for person in x.followers[:amount]:
                x.unfollows(person)
                self.left.append(person)
        elif move == "vanish" and x.followers:
            x.suspends(x.followers[amount % len(x.followers)])
        elif move == "return":
            for _ in range(min(amount, len(self.left), OVERLAP - 1 - x.shuffle - self.returned_since_poll)):
                x.follows(self.left.pop(0))
                self.returned_since_poll += 1
        elif move in {"poll", "sleep"}:
            await self.poll(timedelta(hours=amount) if move == "sleep" else timedelta(minutes=amount))

    async def poll(self, after: timedelta = timedelta(minutes=1)) -> None:
        await self.world.poll(after)
        self.visible |= {person.id for person in self.world.x.followers} - self.baseline
        self.returned_since_poll = 0


@settings(max_examples=one_in(2))
@given(st.lists(moves, max_size=30), st.sampled_from(["cursor", "offset"]), st.integers(0, 4))
def test_any_history_is_seen_as_it_was(history: list[tuple[str, int]], pagination: Literal["cursor", "offset"], shuffle: int) -> None:
    async def story(folder: Path) -> None:
        async with followers_world(folder, pagination=pagination, shuffle=shuffle) as world:
            await world.poll()
            told = History(world)
            for move, amount in history:
                await told.play(move, amount)
            await told.poll()

            found = await world.new_followers()
            assert len(found) == len(set(found))
            assert set(found) == told.visible

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))


async def test_a_rush_is_read_in_pages_that_there_is_money_for(tmp_path: Path) -> None:
    """Where each follower costs ten times as much, a large page alone would be more than a day's budget."""
    async with followers_world(tmp_path, owns_app=False, daily_budget=10 * MICROS) as world:
        await world.poll()
        world.x.gains_followers(500)
        await world.poll()

        assert len(await world.new_followers()) == 500
        assert world.x.spent_micros <= 9_700_000


async def test_polls_get_rarer_as_the_money_runs_short_and_stop_before_it_is_gone(tmp_path: Path) -> None:
    async with followers_world(tmp_path, daily_budget=400_000) as world:
        await world.poll()
        waits: list[timedelta] = []

        async def goes_on() -> None:
            while again_at := await world.poll_followers.run():
                waits.append(again_at - world.clock.now())
                world.x.gains_followers(5)
                world.clock.advance(timedelta(minutes=1))

        with pytest.raises(OverBudget) as refusal:
            await goes_on()

        assert refusal.value.until == datetime(2026, 3, 3, tzinfo=UTC)
        assert waits[0] == timedelta(minutes=1)
        assert waits == sorted(waits)
        assert waits[-1] > timedelta(minutes=4)
        assert 360_000 < world.x.spent_micros <= 0.97 * 400_000


async def test_who_had_no_room_in_the_budget_is_found_when_there_is_money_again(tmp_path: Path) -> None:
    async with followers_world(tmp_path, daily_budget=200_000) as world:
        await world.poll()
        world.x.gains_followers(400)
        with pytest.raises(OverBudget):
            await world.poll()
        found = 0
        for _ in range(4):
            world.clock.advance(timedelta(days=1))
            with suppress(OverBudget):
                await world.poll_followers.run()
            found = len(await world.new_followers())

        assert found == 400


@pytest.mark.parametrize("pagination_fault", ["loop", "empty_pages"])
@pytest.mark.parametrize("baseline_usd", [5, 0.02])
async def test_who_stands_where_x_does_not_lead_is_found_once_it_does(
    tmp_path: Path, pagination_fault: PaginationFault, baseline_usd: float
) -> None:
    """What was found above is shown, and nobody who stands below is taken for old or for nobody."""
    async with followers_world(tmp_path, baseline_usd=baseline_usd) as world:
        await world.poll()
        burst = world.x.gains_followers(700)
        world.x.pagination_fault = pagination_fault
        for _ in range(2):
            with pytest.raises(IncompleteList):
                await world.poll()
        found = await world.new_followers()
        assert len(found) == 0 if baseline_usd < 5 else 20 < len(found) < 200
        assert len([call for call in world.x.calls if call.path.endswith("/followers")]) < 60

        world.x.pagination_fault = "none"
        for _ in range(2):
            await world.poll()
        assert set(await world.new_followers()) == {person.id for person in burst}


@pytest.mark.parametrize("pagination_fault", ["loop", "empty_pages"])
async def test_the_initial_sync_ends_where_x_leads_nowhere_and_takes_nobody_for_new(
    tmp_path: Path, pagination_fault: PaginationFault
) -> None:
    async with followers_world(tmp_path, population=2400) as world:
        world.x.pagination_fault = pagination_fault
        await world.poll()
        account = await world.account()
        assert (account.baseline, account.baseline_page_token) == (BaselineStatus.PARTIAL, None)
        async with world.store.read() as tx:
            (told,) = await tx.announcements.unposted(10)
        assert "X did not show the rest of the list." in text(announcement_view(told))
        assert 1000 <= account.baseline_read < 2400

        world.x.pagination_fault = "none"
        for person in world.x.followers[: account.baseline_read - 5]:
            world.x.suspends(person)
        newcomer = world.x.gains_follower("ada")
        for _ in range(2):
            await world.poll()
        assert await world.new_followers() == [newcomer.id]
