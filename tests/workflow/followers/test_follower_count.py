"""A count of X's that nothing explains is no loss until a second one says the same, and what turns out wrong is corrected."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from bot.demo.x import Person
from bot.domain import AnnouncementKind, Digest
from bot.views.digest.digest import digest_view
from bot.workflow.digest.digest import DigestService, read_digest
from bot.workflow.followers.follower_count import CONFIRM_AFTER
from bot.workflow.money.budget_service import measure
from tests.support.cards import text
from tests.support.worlds.x import POLICY
from tests.workflow.followers.test_poll import FollowersWorld, followers_world

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BEFORE = 300


class FollowerCountWorld(FollowersWorld):
    """Polls that count, and the digests that rest on them; the digest is due at nine."""

    async def run(self, span: timedelta, step: timedelta = 10 * MINUTE) -> list[Digest]:
        """Looks again and again, and makes digests as they are due; returns those that were made."""
        digest, told = DigestService(self.context), len(await self.digests())
        for _ in range(span // step):
            await self.poll(step)
            await digest.make_if_due()
        return (await self.digests())[told:]

    async def digests(self) -> list[Digest]:
        async with self.store.read() as tx:
            found = await tx.announcements.unposted(100)
        return [read_digest(one.body) for one in found if one.kind is AnnouncementKind.DIGEST]

    def lose_followers(self, n: int) -> list[Person]:
        leaving = list(self.x.followers[130 : 130 + n])
        for person in leaving:
            self.x.suspends(person)
        self.x._changed()
        return leaving

    async def lost_per_day(self) -> float:
        async with self.store.read() as tx:
            measured = await measure(tx, await tx.accounts.get(), POLICY, self.clock.now())
        return measured.lost.per_day

    async def follower_count(self) -> int | None:
        return (await self.account()).followers


@asynccontextmanager
async def follower_count_world(folder: Path) -> AsyncIterator[FollowerCountWorld]:
    """Two quiet days have gone by, with a digest each."""
    async with followers_world(folder, population=BEFORE) as base:
        world = FollowerCountWorld(base.base)
        assert [digest.lost for digest in await world.run(2 * DAY, 4 * HOUR)] == [0, 0]
        yield world


@pytest.mark.parametrize("glitch", [0, BEFORE - 100, 5 * BEFORE, "null"])
async def test_a_count_that_x_shows_for_a_moment_is_told_by_nobody(tmp_path: Path, glitch: int | Literal["null"]) -> None:
    """On the very minute of the digest, which waits for a second one."""
    async with follower_count_world(tmp_path) as world:
        await world.run(22 * HOUR, 2 * HOUR)
        await world.run(50 * MINUTE, 50 * MINUTE)
        world.x.gains_followers(10)
        world.x.reported_followers = glitch
        told = await world.run(20 * MINUTE)
        assert (await world.follower_count(), told) == (BEFORE, [])
        world.x.reported_followers = None
        (digest,) = await world.run(HOUR, 10 * MINUTE)

        assert (digest.gained, digest.lost, digest.followers) == (10, 0, BEFORE + 10)
        assert digest.miscounted_since is None
        assert await world.lost_per_day() == 0


async def test_a_count_below_what_the_list_shows_is_never_taken(tmp_path: Path) -> None:
    async with follower_count_world(tmp_path) as world:
        world.x.reported_followers = 0
        told = await world.run(DAY, HOUR)

        assert [digest.lost for digest in told] == [0]
        assert await world.follower_count() == BEFORE


async def test_many_who_really_left_are_told_once_a_second_count_says_so(tmp_path: Path) -> None:
    async with follower_count_world(tmp_path) as world:
        world.lose_followers(100)
        await world.run(40 * MINUTE, 40 * MINUTE)
        assert await world.follower_count() == BEFORE
        await world.run(CONFIRM_AFTER, CONFIRM_AFTER)
        assert await world.follower_count() == BEFORE - 100

        (digest,) = await world.run(DAY, 4 * HOUR)
        assert (digest.lost, digest.followers, digest.miscounted_since) == (100, BEFORE - 100, None)
        assert await world.lost_per_day() > 25


async def test_bots_that_x_removes_for_hours_are_told_the_same_day(tmp_path: Path) -> None:
    async with follower_count_world(tmp_path) as world:
        for _ in range(8):
            world.lose_followers(20)
            await world.run(CONFIRM_AFTER, CONFIRM_AFTER)
        (digest,) = await world.run(DAY, 2 * HOUR)

        assert digest.lost == 160


async def test_a_few_who_leave_are_told_without_a_second_count(tmp_path: Path) -> None:
    async with follower_count_world(tmp_path) as world:
        world.lose_followers(3)
        await world.run(40 * MINUTE, 40 * MINUTE)
        assert await world.follower_count() == BEFORE - 3


@pytest.mark.parametrize("glitch", [BEFORE - 100, 5 * BEFORE])
async def test_a_wrong_count_that_lasted_is_corrected_in_the_next_digest_and_the_rates(tmp_path: Path, glitch: int) -> None:
    async with follower_count_world(tmp_path) as world:
        world.x.reported_followers = glitch
        (wrong,) = await world.run(DAY, 2 * HOUR)
        assert wrong.lost == max(0, BEFORE - glitch)
        world.x.gains_followers(10)
        world.lose_followers(2)
        world.x.reported_followers = None
        (right,) = await world.run(DAY, 2 * HOUR)

        assert (right.lost, right.followers) == (2, BEFORE + 8)
        assert right.miscounted_since is not None
        assert "**Correction:** X had counted your followers wrongly" in text(digest_view(right))
        assert sum(day.lost for day in right.days) <= 2
        assert await world.lost_per_day() < 1
        (later,) = await world.run(DAY, 4 * HOUR)
        assert (later.lost, later.miscounted_since) == (0, None)


async def test_a_wrong_count_after_a_downtime_is_held_too(tmp_path: Path) -> None:
    async with follower_count_world(tmp_path) as world:
        world.clock.advance(3 * DAY)
        world.x.reported_followers = BEFORE // 2
        await world.run(10 * MINUTE)
        world.x.reported_followers = None
        told = await world.run(HOUR, 20 * MINUTE)

        assert [digest.lost for digest in told] == [0]
