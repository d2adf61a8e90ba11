"""A count of X's that nothing explains is no loss until a second one says the same, and what turns out wrong is corrected."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from bot.domain import AnnouncementKind, Digest
from bot.views.digest.digest import digest_view
from bot.workflow.digest.digest import read_digest
from bot.workflow.followers.follower_count import CONFIRM_AFTER
from bot.workflow.money.budget_service import measure
from tests.support.samples.cards import text
from tests.support.team import POLICY
from tests.support.world import World
from tests.workflow.followers.test_initial_sync import unknown

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BEFORE = 300


async def poll_for(world: World, span: timedelta, step: timedelta = 10 * MINUTE) -> list[Digest]:
    """Polls again and again, and makes digests as they are due, at nine; returns those that were made."""
    told = len(await digests(world))
    for _ in range(span // step):
        await world.poll_followers(step)
        await world.services.digest.make_if_due()
    return (await digests(world))[told:]


async def digests(world: World) -> list[Digest]:
    return [read_digest(told) for told in await world.announcements(AnnouncementKind.DIGEST)]


def lose_followers(world: World, n: int) -> None:
    for person in list(world.x.followers[130 : 130 + n]):
        world.x.suspends(person)


async def lost_per_day(world: World) -> float:
    async with world.store.read() as tx:
        measured = await measure(tx, await tx.accounts.get(), POLICY, world.clock.now())
    return measured.lost.per_day


async def follower_count(world: World) -> int | None:
    return (await world.account()).followers


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Two quiet days have gone by, with a digest each."""
    async with unknown(tmp_path, population=BEFORE) as world:
        assert [digest.lost for digest in await poll_for(world, 2 * DAY, 8 * HOUR)] == [0, 0]
        yield world


@pytest.mark.parametrize("glitch", [0, BEFORE - 100, 5 * BEFORE, "null"])
async def test_a_count_that_x_shows_for_a_moment_is_told_by_nobody(world: World, glitch: int | Literal["null"]) -> None:
    """On the very minute of the digest, which waits for a second one."""
    await poll_for(world, 22 * HOUR, 11 * HOUR)
    await poll_for(world, 50 * MINUTE, 50 * MINUTE)
    world.x.gains_followers(10)
    world.x.reported_followers = glitch
    told = await poll_for(world, 20 * MINUTE)
    assert (await follower_count(world), told) == (BEFORE, [])
    world.x.reported_followers = None
    (digest,) = await poll_for(world, HOUR, 10 * MINUTE)

    assert (digest.gained, digest.lost, digest.followers) == (10, 0, BEFORE + 10)
    assert digest.miscounted_since is None
    assert await lost_per_day(world) == 0


async def test_a_count_below_what_the_list_shows_is_never_taken(world: World) -> None:
    world.x.reported_followers = 0
    told = await poll_for(world, DAY, HOUR)

    assert [digest.lost for digest in told] == [0]
    assert await follower_count(world) == BEFORE


async def test_many_who_really_left_are_told_once_a_second_count_says_so(world: World) -> None:
    lose_followers(world, 100)
    await poll_for(world, 40 * MINUTE, 40 * MINUTE)
    assert await follower_count(world) == BEFORE
    await poll_for(world, CONFIRM_AFTER, CONFIRM_AFTER)
    assert await follower_count(world) == BEFORE - 100

    (digest,) = await poll_for(world, DAY, 8 * HOUR)
    assert (digest.lost, digest.followers, digest.miscounted_since) == (100, BEFORE - 100, None)
    assert await lost_per_day(world) > 25


async def test_bots_that_x_removes_for_hours_are_told_the_same_day(world: World) -> None:
    for _ in range(8):
        lose_followers(world, 20)
        await poll_for(world, CONFIRM_AFTER, CONFIRM_AFTER)
    (digest,) = await poll_for(world, DAY, 4 * HOUR)

    assert digest.lost == 160


async def test_a_few_who_leave_are_told_without_a_second_count(world: World) -> None:
    lose_followers(world, 3)
    await poll_for(world, 40 * MINUTE, 40 * MINUTE)
    assert await follower_count(world) == BEFORE - 3


@pytest.mark.parametrize("glitch", [BEFORE - 100, 5 * BEFORE])
async def test_a_wrong_count_that_lasted_is_corrected_in_the_next_digest_and_the_rates(world: World, glitch: int) -> None:
    world.x.reported_followers = glitch
    (wrong,) = await poll_for(world, DAY, 4 * HOUR)
    assert wrong.lost == max(0, BEFORE - glitch)
    world.x.gains_followers(10)
    lose_followers(world, 2)
    world.x.reported_followers = None
    (right,) = await poll_for(world, DAY, 4 * HOUR)

    assert (right.lost, right.followers) == (2, BEFORE + 8)
    assert right.miscounted_since is not None
    assert "**Correction:** X's count was wrong after" in text(digest_view(right))
    assert sum(day.lost for day in right.days) <= 2
    assert await lost_per_day(world) < 1
    (later,) = await poll_for(world, DAY, 8 * HOUR)
    assert (later.lost, later.miscounted_since) == (0, None)


async def test_a_wrong_count_after_a_downtime_is_held_too(world: World) -> None:
    world.clock.advance(3 * DAY)
    world.x.reported_followers = BEFORE // 2
    await poll_for(world, 10 * MINUTE)
    world.x.reported_followers = None
    told = await poll_for(world, HOUR, 20 * MINUTE)

    assert [digest.lost for digest in told] == [0]
