"""Who left is found out by reading all followers now and then, within the money for it, and nobody is named because X's list is faulty."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.x import Person
from bot.demo.x.conditions import PaginationFault
from bot.domain import MICROS, ActivityEvent, Departure, Purpose, SuggestionState
from bot.domain.jobs import Job
from tests.support.world import World

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FOLLOWERS = 250
TWO_PAGES = 1_200
"""Followers whom X does not list on one page."""
LEFT, SUSPENDED, DELETED, UNKNOWN = Departure.LEFT, Departure.SUSPENDED, Departure.DELETED, Departure.UNKNOWN


def unknown(folder: Path, population: int = FOLLOWERS, **flags: Any) -> World:
    return World(folder, population=population, identified=False, guarded=False, **flags)


async def go_on(world: World, span: timedelta, step: timedelta = 6 * HOUR) -> None:
    """Polls and sweeps again and again, as they are due."""
    for _ in range(span // step):
        await world.poll_followers(step)
        await world.run(Job.SWEEP)


async def became(world: World) -> dict[int, Departure | None]:
    """What is said of those who left."""
    async with world.store.read() as tx:
        return {lost.follower.profile.user_id: lost.follower.departure for lost in (await tx.lost.page(10_000)).rows}


async def sweep_micros(world: World) -> int:
    async with world.store.read() as tx:
        return await tx.ledger.spent(purpose=Purpose.SWEEP)


def old(world: World, n: int) -> list[Person]:
    """Some who have followed for long, so that polls do not come upon them."""
    return list(world.x.followers[130 : 130 + n])


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with unknown(tmp_path) as world:
        await world.poll_followers()
        yield world


async def test_who_left_is_found_out_with_what_became_of_them(world: World) -> None:
    ada, bo, cy = old(world, 3)
    world.x.unfollows(ada)
    world.x.suspends(bo)
    world.x.leaves_x(cy)
    world.advance(DAY)
    await go_on(world, DAY)

    assert await became(world) == {ada.id: LEFT, bo.id: SUSPENDED, cy.id: DELETED}
    assert 10_000 < await sweep_micros(world) <= (FOLLOWERS - 3) * 1_000 + 10_000
    assert world.x.spent_micros == await world.charged()


async def test_it_is_known_between_which_sightings_somebody_left(world: World) -> None:
    (ada,) = old(world, 1)
    seen = world.clock.now()
    await go_on(world, DAY)
    world.x.unfollows(ada)
    await go_on(world, DAY)

    async with world.store.read() as tx:
        (lost,) = (await tx.lost.page(5)).rows
    assert not lost.follower.left_exactly
    assert lost.follower.last_seen_at <= seen < (lost.follower.unfollowed_at or seen)


async def test_nothing_is_read_while_nobody_has_left_or_too_few_for_it_to_pay(tmp_path: Path) -> None:
    async with unknown(tmp_path, TWO_PAGES) as world:
        await world.poll_followers()
        for person in old(world, 4):
            world.x.unfollows(person)
        await go_on(world, 2 * DAY)
        assert await sweep_micros(world) == 0

        world.x.unfollows(old(world, 1)[0])
        await go_on(world, 2 * DAY)
        assert len(await became(world)) == 5


@pytest.mark.parametrize("policy", [{"leavers_budget": 0}, {"leavers_budget": 100_000}, {"stream": frozenset({ActivityEvent.UNFOLLOW})}])
async def test_nothing_is_read_where_it_may_not_cost_anything_or_x_tells_who_leaves(tmp_path: Path, policy: dict[str, Any]) -> None:
    async with unknown(tmp_path, **policy) as world:
        await world.poll_followers()
        for person in old(world, 10):
            world.x.unfollows(person)
        await go_on(world, 2 * DAY)

        assert await sweep_micros(world) == 0


async def test_the_suggestion_to_follow_back_who_left_is_closed(world: World) -> None:
    ada = world.x.gains_follower("ada", followers=900, following=300, posts=800)
    await go_on(world, 12 * HOUR)
    assert await world.state(ada) is SuggestionState.OPEN
    world.x.unfollows(ada)
    await go_on(world, DAY)

    assert await became(world) == {ada.id: LEFT}
    assert await world.state(ada) is SuggestionState.EXPIRED


async def test_who_follows_again_or_is_back_on_x_has_returned(world: World) -> None:
    ada, bo, cy, di = old(world, 4)
    world.x.unfollows(ada)
    world.x.suspends(bo)
    await go_on(world, DAY)
    assert set(await became(world)) == {ada.id, bo.id}

    world.x.follows(ada)
    world.x.reinstates(bo)
    world.x.unfollows(cy)
    world.x.unfollows(di)
    await go_on(world, 3 * DAY)

    assert set(await became(world)) == {cy.id, di.id}
    async with world.store.read() as tx:
        assert await tx.followers.times_returned([ada.id, bo.id, cy.id]) == {ada.id: 1, bo.id: 1}


async def test_a_sweep_is_spread_over_days_and_goes_on_where_it_was_after_a_restart(tmp_path: Path) -> None:
    """400 followers a day, of which polls list some again."""
    async with unknown(tmp_path, TWO_PAGES) as world:
        await world.poll_followers()
        world.advance(DAY)
        world.context.policy = replace(world.policy, daily_budget=MICROS)
        left = old(world, 20)
        for person in left:
            world.x.unfollows(person)
        for _ in range(5):
            await go_on(world, DAY, 3 * HOUR)
            world.restart()
        async with world.store.read() as tx:
            days = [day.charged for day in await tx.ledger.by_day(date.min) if day.purpose is Purpose.SWEEP]

        assert set(await became(world)) == {person.id for person in left}
        assert len(days) > 2
        assert max(days) <= 400_000
        assert sum(days) <= TWO_PAGES * 1_000 + 20 * 10_000


async def test_a_month_never_costs_more_than_is_allowed(tmp_path: Path) -> None:
    allowed = 700_000
    async with unknown(tmp_path, leavers_budget=allowed) as world:
        await world.poll_followers()
        for _ in range(9):
            for person in old(world, 4):
                world.x.unfollows(person)
            await go_on(world, 3 * DAY, 12 * HOUR)
            assert await sweep_micros(world) <= allowed

        assert len(await became(world)) > 4


async def test_none_is_begun_that_this_month_s_money_would_not_end(tmp_path: Path) -> None:
    async with unknown(tmp_path, leavers_budget=400_000) as world:
        await world.poll_followers()
        async with world.store.write() as tx:
            await tx.ledger.reserve(purpose=Purpose.SWEEP, endpoint="GET /", micros=200_000, at=world.clock.now())
        for person in old(world, 4):
            world.x.unfollows(person)
        await go_on(world, 10 * DAY, DAY)
        assert await sweep_micros(world) == 200_000

        await go_on(world, 24 * DAY, DAY)
        assert len(await became(world)) == 4


async def test_where_x_refuses_the_place_in_the_list_it_is_read_from_the_top(tmp_path: Path) -> None:
    async with unknown(tmp_path, TWO_PAGES) as world:
        await world.poll_followers()
        left = old(world, 8)
        for person in left:
            world.x.unfollows(person)
        await world.poll_followers(HOUR)
        async with world.store.write() as tx:
            account = await tx.accounts.get()
            await tx.sweeps.begin(world.clock.now(), account.followers or 0, account.counted_at or world.clock.now())
            await tx.sweeps.progress(1, "expired", 1_000)
        again_at = await world.run(Job.SWEEP)
        assert again_at is not None
        assert again_at > world.clock.now()
        await go_on(world, DAY)

        assert set(await became(world)) == {person.id for person in left}


@pytest.mark.parametrize("fault", ["ends_early", "skips_pages", "empty_pages"])
async def test_a_faulty_list_names_nobody_who_follows_and_the_next_one_settles_it(tmp_path: Path, fault: PaginationFault) -> None:
    async with unknown(tmp_path, TWO_PAGES) as world:
        await world.poll_followers()
        left = old(world, 8)
        for person in left:
            world.x.unfollows(person)
        world.x.pagination_fault = fault
        await go_on(world, 18 * HOUR)
        assert await became(world) == {}

        world.x.pagination_fault = "none"
        await go_on(world, 2 * DAY)
        assert set(await became(world)) == {person.id for person in left}


async def test_a_list_that_stays_faulty_names_only_whom_x_confirms(tmp_path: Path) -> None:
    async with unknown(tmp_path, TWO_PAGES) as world:
        await world.poll_followers()
        left = old(world, 8)
        for person in left:
            world.x.unfollows(person)
        world.x.pagination_fault = "ends_early"
        await go_on(world, 5 * DAY)

        assert set(await became(world)) <= {person.id for person in left}
        assert UNKNOWN not in (await became(world)).values()


async def test_a_wrong_count_names_nobody(world: World) -> None:
    await go_on(world, DAY)
    world.x.reported_followers = FOLLOWERS // 2
    await go_on(world, DAY)

    assert await became(world) == {}


async def test_those_skipped_where_pages_shift_are_looked_up_and_not_named(tmp_path: Path) -> None:
    """The places of one page's end move up while it is read: whoever stood there is on no page."""
    async with unknown(tmp_path, TWO_PAGES, pagination="offset") as world:
        await world.poll_followers()
        left = old(world, 8)
        for person in left[:5]:
            world.x.unfollows(person)
        rest = iter(left[5:])

        def shift() -> None:
            sweeping = [call for call in world.x.calls if call.path.endswith("/followers") and call.query.get("max_results") == "1000"]
            if len(sweeping) == 3 and (person := next(rest, None)):
                world.x.unfollows(person)

        stop = world.x.on_change(shift)
        await go_on(world, DAY)
        stop()

        assert set(await became(world)) <= {person.id for person in left}
        assert set(await became(world)) >= {person.id for person in left[:5]}


async def test_where_many_left_those_who_matter_are_looked_up_and_of_the_others_it_is_not_known(tmp_path: Path) -> None:
    async with unknown(tmp_path) as world:
        await world.poll_followers()
        for person in old(world, 120):
            world.x.suspends(person)
        await go_on(world, 2 * DAY)

        found = list((await became(world)).values())
        assert (found.count(SUSPENDED), found.count(UNKNOWN)) == (100, 20)
