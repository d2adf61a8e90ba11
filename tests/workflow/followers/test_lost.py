"""What the team is told of who left: whom it knows by name, page by page, how many besides, and what names would cost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain import ActivityEvent, AnnouncementKind, NameSource
from tests.support.store import StoreWorld, add_followers

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


async def begin(world: StoreWorld, followers: int = 2_000) -> None:
    """Nine follow, and the initial sync counts so many."""
    await world.identify(followers=followers)
    async with world.store.write() as tx:
        await tx.announcements.add(AnnouncementKind.BASELINE, "first", {"followers": followers}, world.clock.now())
        await add_followers(tx, *range(1, 10), at=world.clock.now(), baseline=True)
    await count(world, followers)


async def count(world: StoreWorld, followers: int) -> None:
    async with world.store.write() as tx:
        await tx.accounts.count(followers, world.clock.now())
        await tx.digest_counts.save_count(world.policy.local_date(world.clock.now()), followers, world.clock.now())


async def test_pages_lead_to_one_another(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        await begin(world)
        for user_id in range(1, 8):
            async with world.store.write() as tx:
                await tx.followers.mark_unfollowed([user_id], world.clock.now())
            world.advance(MINUTE)
        lost = world.services.lost

        first = await lost.page(3)
        second = await lost.page(3, first.people.below)
        third = await lost.page(3, second.people.below)
        pages = [[one.follower.profile.user_id for _day, one in page.people.rows] for page in (first, second, third)]
        assert pages == [[7, 6, 5], [4, 3, 2], [1]]
        assert (first.people.above, third.people.below) == (None, None)
        assert await lost.page(3, third.people.above) == second
        assert await lost.page(3, second.people.above) == first


async def test_a_page_whose_place_is_the_last_one_by_now_is_the_first(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        await begin(world)
        async with world.store.write() as tx:
            await tx.followers.mark_unfollowed([1, 2, 3], world.clock.now())
        page = await world.services.lost.page(2)
        async with world.store.write() as tx:
            await tx.followers.mark_refollowed([3], world.clock.now())
        turned = await world.services.lost.page(2, page.people.below)

        assert (turned.people.rows, turned.people.above, turned.people.below) == (page.people.rows, None, None)


async def test_how_many_left_on_each_day_and_how_many_have_no_name(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        await begin(world)
        for followers in (1_998, 1_998, 1_993):
            world.advance(DAY)
            await count(world, followers)
        async with world.store.write() as tx:
            await tx.followers.mark_seen([1], world.clock.now())
            await tx.followers.mark_unfollowed([1], world.clock.now())
        page = await world.services.lost.page(8)

        assert [day.lost for day in page.days] == [0, 2, 0, 5]
        assert page.unnamed == 6


@pytest.mark.parametrize(
    ("policy", "followers", "source"),
    [
        ({}, 2_000, NameSource.SWEEPS),
        ({}, 50_000, NameSource.NONE),
        ({"leavers_budget": 0}, 2_000, NameSource.NONE),
        ({"stream": frozenset({ActivityEvent.UNFOLLOW})}, 2_000, NameSource.EVENTS),
    ],
)
async def test_how_names_come_and_what_they_cost(tmp_path: Path, policy: dict[str, Any], followers: int, source: NameSource) -> None:
    async with StoreWorld(tmp_path, **policy) as world:
        await begin(world, followers)
        names = (await world.services.lost.page(8)).names

        assert (names.source, names.enough, names.read) == (source, followers // 250, None)
        assert (names.sweep_micros, names.event_micros) == (followers * 1_000 + min(100, followers // 250) * 10_000, 10_000)
        async with world.store.write() as tx:
            await tx.sweeps.begin(world.clock.now(), followers, world.clock.now())
        assert (await world.services.lost.page(8)).names.read == 0
