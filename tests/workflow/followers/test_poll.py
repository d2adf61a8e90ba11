"""Every new follower is found exactly once, whatever happens on X between two polls and while one is under way."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.x import Person
from bot.demo.x.conditions import PaginationFault
from bot.domain import MICROS
from bot.domain.jobs import Job
from bot.planning.poll_interval import OVERLAP
from bot.workflow.portions import LONGEST
from bot.x.errors import IncompleteList, OverBudget, XError
from tests.support.pytest_plugins.examples import one_in
from tests.support.world import World
from tests.workflow.followers.test_initial_sync import after_each_page, unknown


async def test_a_burst_larger_than_a_page_is_found_whole(tmp_path: Path) -> None:
    async with unknown(tmp_path) as world:
        await world.poll_followers()
        burst = world.x.gains_followers(700)
        await world.poll_followers()

        assert set(await world.new_followers()) == {person.id for person in burst}


async def test_a_flood_that_is_cut_short_while_it_is_stored_is_found_whole_afterwards(tmp_path: Path) -> None:
    async with unknown(tmp_path, population=60) as world:
        await world.poll_followers()
        flood = world.x.gains_followers(3 * LONGEST)
        full = f"WHEN (SELECT count(*) FROM followers) >= {60 + LONGEST} BEGIN SELECT RAISE(ABORT, 'full'); END"
        with closing(sqlite3.connect(tmp_path / "mutuals.sqlite3")) as database:
            database.execute(f"CREATE TRIGGER full BEFORE INSERT ON followers {full}")
            with pytest.raises(Exception, match="full"):
                await world.poll_followers()
            assert 0 < len(await world.new_followers()) <= LONGEST
            database.execute("DROP TRIGGER full")
        await world.poll_followers()

        assert await world.new_followers() == [person.id for person in reversed(flood)]


@pytest.mark.parametrize("pagination", ["cursor", "offset"])
async def test_people_who_leave_while_pages_are_read_hide_nobody_on_the_seam(
    tmp_path: Path, pagination: Literal["cursor", "offset"]
) -> None:
    async with unknown(tmp_path, pagination=pagination) as world:
        await world.poll_followers()
        burst = world.x.gains_followers(90)
        leaving = list(world.x.followers[:12])

        def leave(pages: int) -> None:
            if leaving:
                for _ in range(6):
                    world.x.unfollows(leaving.pop())

        after_each_page(world.x, leave)
        await world.poll_followers()

        stayed = {person.id for person in burst} & {person.id for person in world.x.followers}
        assert stayed <= set(await world.new_followers())


async def test_a_poll_that_breaks_off_is_repeated_and_loses_nobody(tmp_path: Path) -> None:
    async with unknown(tmp_path) as world:
        await world.poll_followers()
        burst = world.x.gains_followers(90)

        def fail(pages: int) -> None:
            world.x.down = world.x.down or pages == before + 1

        before = sum(call.path.endswith("/followers") for call in world.x.calls)
        stop_failing = after_each_page(world.x, fail)
        with pytest.raises(XError):
            await world.poll_followers()
        assert await world.new_followers() == []
        stop_failing()
        world.x.down = False
        await world.poll_followers()

        assert set(await world.new_followers()) == {person.id for person in burst}


async def test_who_left_and_returns_is_not_reported_again_and_hides_nobody(tmp_path: Path) -> None:
    async with unknown(tmp_path) as world:
        await world.poll_followers()
        below = world.x.gains_follower("ada")
        for person in world.x.followers[5:20]:
            world.x.unfollows(person)
            world.x.follows(person)
        above = world.x.gains_followers(20)
        await world.poll_followers()

        assert set(await world.new_followers()) == {below.id} | {person.id for person in above}


async def test_an_idle_day_costs_a_page_and_the_account(tmp_path: Path) -> None:
    async with unknown(tmp_path) as world:
        await world.poll_followers()
        spent = world.x.spent_micros
        world.advance(timedelta(days=1))
        for _ in range(30):
            await world.poll_followers(after=timedelta(minutes=10))

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

    def __init__(self, world: World) -> None:
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
        await self.world.poll_followers(after)
        self.visible |= {person.id for person in self.world.x.followers} - self.baseline
        self.returned_since_poll = 0


@settings(max_examples=one_in(2))
@given(st.lists(moves, max_size=30), st.sampled_from(["cursor", "offset"]), st.integers(0, 4))
def test_any_history_is_seen_as_it_was(history: list[tuple[str, int]], pagination: Literal["cursor", "offset"], shuffle: int) -> None:
    async def story(folder: Path) -> None:
        async with unknown(folder, pagination=pagination, shuffle=shuffle) as world:
            await world.poll_followers()
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
    async with unknown(tmp_path, owns_app=False, daily_budget=10 * MICROS) as world:
        await world.poll_followers()
        world.x.gains_followers(500)
        await world.poll_followers()

        assert len(await world.new_followers()) == 500
        assert world.x.spent_micros <= 9_700_000


async def test_polls_get_rarer_as_the_money_runs_short_and_stop_before_it_is_gone(tmp_path: Path) -> None:
    async with unknown(tmp_path, daily_budget=400_000) as world:
        await world.poll_followers()
        waits: list[timedelta] = []

        async def goes_on() -> None:
            while again_at := await world.run(Job.POLL_FOLLOWERS):
                waits.append(again_at - world.clock.now())
                world.x.gains_followers(10)
                world.advance(timedelta(minutes=1))

        with pytest.raises(OverBudget) as refusal:
            await goes_on()

        assert refusal.value.until == datetime(2026, 3, 3, tzinfo=UTC)
        assert waits[0] == timedelta(minutes=1)
        assert waits == sorted(waits)
        assert waits[-1] > timedelta(minutes=4)
        assert 360_000 < world.x.spent_micros <= 0.97 * 400_000


async def test_who_had_no_room_in_the_budget_is_found_when_there_is_money_again(tmp_path: Path) -> None:
    async with unknown(tmp_path, daily_budget=200_000) as world:
        await world.poll_followers()
        world.x.gains_followers(400)
        with pytest.raises(OverBudget):
            await world.poll_followers()
        found = 0
        for _ in range(4):
            world.advance(timedelta(days=1))
            with suppress(OverBudget):
                await world.run(Job.POLL_FOLLOWERS)
            found = len(await world.new_followers())

        assert found == 400


@pytest.mark.parametrize("pagination_fault", ["loop", "empty_pages"])
@pytest.mark.parametrize("baseline_micros", [5 * MICROS, 20_000])
async def test_who_stands_where_x_does_not_lead_is_found_once_it_does(
    tmp_path: Path, pagination_fault: PaginationFault, baseline_micros: int
) -> None:
    """What was found above is shown, and nobody who stands below is taken for old or for nobody."""
    async with unknown(tmp_path, baseline_micros=baseline_micros) as world:
        await world.poll_followers()
        burst = world.x.gains_followers(700)
        world.x.pagination_fault = pagination_fault
        for _ in range(2):
            with pytest.raises(IncompleteList):
                await world.poll_followers()
        found = await world.new_followers()
        assert len(found) == 0 if baseline_micros < MICROS else 20 < len(found) < 200
        assert len([call for call in world.x.calls if call.path.endswith("/followers")]) < 60

        world.x.pagination_fault = "none"
        for _ in range(2):
            await world.poll_followers()
        assert set(await world.new_followers()) == {person.id for person in burst}
