"""No connection is made in haste or in vain, and each ends when it should."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain import Access, Capability, Evidence, Permission
from bot.domain.jobs import Job
from bot.x.errors import BadBearerToken, OutOfCredits, RateLimited, XError
from bot.x.retries import MAX_RECONNECT
from bot.x.stream.prepaid_events import BLOCK_SIZE
from tests.support.team import MAYA
from tests.support.world import World
from tests.workflow.followers.test_stream_events import streaming


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with streaming(tmp_path) as world:
        yield world


async def an_hour_of_trying(world: World) -> int:
    """How many connections are made in an hour in which none of them stands for long."""
    began, before = world.clock.now(), len(world.call_statuses("/stream"))
    while world.clock.now() - began < timedelta(hours=1):
        async with world.connected() as job:
            world.x.close_streams()
            again_at = await job
        assert again_at is not None
        assert timedelta(seconds=2) <= again_at - world.clock.now() <= MAX_RECONNECT
        world.advance(again_at - world.clock.now())
    return len(world.call_statuses("/stream")) - before


async def test_a_stream_that_is_closed_again_and_again_is_asked_for_ever_more_rarely(world: World) -> None:
    assert 5 <= await an_hour_of_trying(world) <= 16


async def test_after_a_connection_that_stood_the_next_one_is_made_soon(world: World) -> None:
    await an_hour_of_trying(world)

    async with world.connected() as job:
        world.advance(timedelta(minutes=3))
        await world.until(lambda: world.stream_health.healthy(world.clock.now()))
        world.x.close_streams()
        again_at = await job

    assert again_at is not None
    assert timedelta(seconds=2) <= again_at - world.clock.now() <= timedelta(seconds=5)
    assert world.woken[-1] is Job.POLL_FOLLOWERS, "polls become frequent again at once"
    assert not world.stream_health.healthy(world.clock.now())


async def test_an_outage_is_sat_out(world: World) -> None:
    world.x.down = True
    rests = []
    for _ in range(12):
        again_at = await world.run(Job.STREAM)
        assert again_at is not None
        rests.append(again_at - world.clock.now())
        world.advance(rests[-1])
    world.x.down = False

    assert rests[0] <= timedelta(seconds=5)
    assert timedelta(minutes=7) <= rests[-1] <= MAX_RECONNECT
    assert await world.reserved() == 0
    async with world.connected():
        ada = world.x.gains_follower("ada")
        await world.until(lambda: world.all_known(ada))


async def test_a_stream_that_falls_silent_is_left(tmp_path: Path) -> None:
    async with streaming(tmp_path, silence=0.8) as world:
        async with world.connected() as job:
            await world.until(lambda: job.done() or world.stream_health.connected_since is not None)
            world.x.stall_streams = True
            async with asyncio.timeout(20):
                assert await job is not None

        assert world.stream_health.connected_since is None


async def test_a_pause_takes_effect_at_the_next_sign_of_life(world: World) -> None:
    async with world.connected() as job:
        await world.until(lambda: world.stream_health.connected_since is not None)
        await world.services.pause.pause(MAYA)
        async with asyncio.timeout(20):
            assert await job is None
    await world.until(lambda: world.x.streams == 0)
    sent = len(world.x.calls)
    assert await world.run(Job.STREAM) is None
    assert len(world.x.calls) == sent

    await world.services.pause.resume(MAYA)
    async with world.connected():
        ada = world.x.gains_follower("ada")
        await world.until(lambda: world.all_known(ada))


async def test_a_stop_ends_it_for_good(world: World) -> None:
    async with world.connected() as job:
        await world.until(lambda: world.stream_health.connected_since is not None)
        world.stream_consumer.end()
        async with asyncio.timeout(20):
            assert await job is None

    assert await world.run(Job.STREAM) is None
    assert (world.call_statuses("/stream"), await world.reserved()) == ([200], 0)


async def test_being_cut_short_leaves_nothing_reserved(world: World) -> None:
    async with world.connected() as job:
        await world.until(lambda: world.stream_health.connected_since is not None)
        assert await world.reserved() == BLOCK_SIZE * 25_000
        job.cancel()

    assert await world.reserved() == 0


async def test_what_mutuals_stumbles_over_is_told_again(world: World, tmp_path: Path) -> None:
    ada = world.x.gains_follower("ada")
    await world.settle()
    with closing(sqlite3.connect(tmp_path / "mutuals.sqlite3")) as database:
        database.execute("CREATE TRIGGER full BEFORE UPDATE OF unfollowed_at ON followers BEGIN SELECT RAISE(ABORT, 'it is full'); END")
        async with world.connected() as job:
            await world.until(lambda: world.stream_health.connected_since is not None)
            world.x.unfollows(ada)
            with pytest.raises(IntegrityError, match="it is full"):
                await job
        assert await world.all_known(ada)
        database.execute("DROP TRIGGER full")
    world.advance(timedelta(seconds=30))

    async def gone() -> bool:
        return not await world.all_known(ada)

    async with world.connected():
        await world.until(gone)
    assert await world.charged() == world.x.spent_micros


async def test_a_refusal_of_the_plan_is_learnt_and_looked_into_a_day_later(world: World) -> None:
    world.x.activity = False
    first = world.clock.now()

    assert await world.run(Job.STREAM) == first + timedelta(days=1)
    assert await world.permission(Capability.STREAM) == Permission(Capability.STREAM, False, first, Evidence.REFUSAL, Access.AUTO)
    sent = len(world.x.calls)
    world.advance(timedelta(hours=23))
    assert await world.run(Job.STREAM) == first + timedelta(days=1)
    assert len(world.x.calls) == sent

    world.advance(timedelta(hours=1))
    world.x.activity = True
    async with world.connected():
        await world.until(lambda: world.stream_health.connected_since is not None)
    assert await world.permission(Capability.STREAM) == Permission(
        Capability.STREAM, True, world.clock.now(), Evidence.SUCCESS, Access.AUTO
    )


async def test_another_access_is_asked_about_anew(tmp_path: Path) -> None:
    async with streaming(tmp_path, access=Access.ENTERPRISE) as world:
        async with world.store.write() as tx:
            await tx.permissions.save(Permission(Capability.STREAM, False, world.clock.now(), Evidence.REFUSAL, Access.SELF_SERVE))
        async with world.connected():
            assert world.call_statuses("/stream") == [200]


async def test_where_follows_are_not_told_polls_stay_frequent(tmp_path: Path) -> None:
    async with streaming(tmp_path) as world:
        world.x.refuse(1, status=403, method="POST")
        async with world.connected():
            world.advance(timedelta(minutes=5))
            ada = world.x.joins("ada")
            world.x.posts(ada, "lovely coffee")
            await world.until(lambda: world.stream_health.last_event_at is not None)
            assert not world.stream_health.healthy(world.clock.now())


@pytest.mark.parametrize(("status", "error"), [(401, BadBearerToken), (402, OutOfCredits), (429, RateLimited)])
async def test_other_refusals_are_told_to_whoever_runs_it(status: int, error: type[XError], world: World) -> None:
    world.x.refuse(1, status=status, path_contains="/stream")

    with pytest.raises(error):
        await world.run(Job.STREAM)

    assert world.call_statuses("/stream") == [status]
    assert await world.reserved() == 0


async def test_where_nothing_is_to_be_told_x_is_not_asked(tmp_path: Path) -> None:
    async with streaming(tmp_path, events=()) as world:
        assert await world.run(Job.STREAM) is None
        assert not world.x.calls


async def test_without_a_bearer_token_x_is_not_asked(tmp_path: Path) -> None:
    async with streaming(tmp_path, bearer=False) as world:
        assert await world.run(Job.STREAM) is None
        assert not world.x.calls
