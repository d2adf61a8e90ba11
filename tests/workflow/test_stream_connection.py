"""No connection is made in haste or in vain, and each ends when it should."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Access, Capability, Lesson, Permission
from bot.workflow.context import Job
from bot.workflow.team.backoff import LONGEST_REST
from bot.x.billing.prepaid_events import BLOCK
from bot.x.errors import BadBearerToken, OutOfCredits, RateLimited, XError
from tests.workflow.loopback import POLICY
from tests.workflow.wire import Wire, wire


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Wire]:
    async with wire(tmp_path) as listening:
        yield listening


async def an_hour_of_trying(town: Wire) -> int:
    """How many connections are made in an hour in which none of them stands for long."""
    began, before = town.clock.now(), len(town.connections)
    while town.clock.now() - began < timedelta(hours=1):
        async with town.connected() as job:
            town.x.close_streams()
            again_at = await job
        assert again_at is not None
        assert timedelta(seconds=2) <= again_at - town.clock.now() <= LONGEST_REST
        town.clock.advance(again_at - town.clock.now())
    return len(town.connections) - before


async def test_a_stream_that_is_closed_again_and_again_is_asked_for_ever_more_rarely(town: Wire) -> None:
    assert 5 <= await an_hour_of_trying(town) <= 16


async def test_after_a_connection_that_stood_the_next_one_is_made_soon(town: Wire) -> None:
    await an_hour_of_trying(town)

    async with town.connected() as job:
        town.clock.advance(timedelta(minutes=3))
        await town.until(lambda: town.agreement.healthy(town.clock.now()))
        town.x.close_streams()
        again_at = await job

    assert again_at is not None
    assert timedelta(seconds=2) <= again_at - town.clock.now() <= timedelta(seconds=5)
    assert town.woken[-1] is Job.WATCH, "looks become frequent again at once"
    assert not town.agreement.healthy(town.clock.now())


async def test_an_outage_is_sat_out(town: Wire) -> None:
    town.x.down = True
    rests = []
    for _ in range(12):
        again_at = await town.streaming.run()
        assert again_at is not None
        rests.append(again_at - town.clock.now())
        town.clock.advance(rests[-1])
    town.x.down = False

    assert rests[0] <= timedelta(seconds=5)
    assert timedelta(minutes=7) <= rests[-1] <= LONGEST_REST
    assert await town.standing() == 0
    async with town.connected():
        ada = town.x.gains_follower("ada")
        await town.until(lambda: town.knows(ada))


async def test_a_stream_that_falls_silent_is_left(tmp_path: Path) -> None:
    async with wire(tmp_path, silence=0.8) as town:
        async with town.connected() as job:
            await town.until(lambda: job.done() or town.agreement.connected_since is not None)
            town.x.stall_streams = True
            async with asyncio.timeout(20):
                assert await job is not None

        assert town.agreement.connected_since is None


async def test_a_pause_takes_effect_at_the_next_sign_of_life(town: Wire) -> None:
    async with town.connected() as job:
        await town.until(lambda: town.agreement.connected_since is not None)
        await town.pause()
        async with asyncio.timeout(20):
            assert await job is None
    await town.until(lambda: town.x.streams == 0)
    sent = len(town.x.calls)
    assert await town.streaming.run() is None
    assert len(town.x.calls) == sent

    await town.resume()
    async with town.connected():
        ada = town.x.gains_follower("ada")
        await town.until(lambda: town.knows(ada))


async def test_a_stop_ends_it_for_good(town: Wire) -> None:
    async with town.connected() as job:
        await town.until(lambda: town.agreement.connected_since is not None)
        town.streaming.end()
        async with asyncio.timeout(20):
            assert await job is None

    assert await town.streaming.run() is None
    assert (town.connections, await town.standing()) == ([200], 0)


async def test_being_cut_short_leaves_nothing_set_aside(town: Wire) -> None:
    async with town.connected() as job:
        await town.until(lambda: town.agreement.connected_since is not None)
        assert await town.standing() == BLOCK * 25_000
        job.cancel()

    assert await town.standing() == 0


async def test_what_mutuals_stumbles_over_is_told_again(town: Wire) -> None:
    async with town.connected() as job:
        await town.until(lambda: town.agreement.connected_since is not None)
        town.stumbles = True
        ada = town.x.gains_follower("ada")
        with pytest.raises(OSError, match="full"):
            await job
    town.stumbles = False
    town.clock.advance(timedelta(seconds=30))

    async with town.connected():
        await town.until(lambda: town.knows(ada))
    assert (await town.spent(), town.told) == (town.x.spent_micros, 10_000)


async def test_a_refusal_of_the_plan_is_learnt_and_looked_into_a_day_later(town: Wire) -> None:
    town.x.activity = False
    first = town.clock.now()

    assert await town.streaming.run() == first + timedelta(days=1)
    assert await town.permission() == Permission(Capability.STREAM, False, first, Lesson.REFUSAL, Access.AUTO)
    sent = len(town.x.calls)
    town.clock.advance(timedelta(hours=23))
    assert await town.streaming.run() == first + timedelta(days=1)
    assert len(town.x.calls) == sent

    town.clock.advance(timedelta(hours=1))
    town.x.activity = True
    async with town.connected():
        await town.until(lambda: town.agreement.connected_since is not None)
    assert await town.permission() == Permission(Capability.STREAM, True, town.clock.now(), Lesson.SUCCESS, Access.AUTO)


async def test_another_access_is_asked_about_anew(tmp_path: Path) -> None:
    async with wire(tmp_path, policy=replace(POLICY, access=Access.ENTERPRISE)) as town:
        async with town.store.write() as tx:
            await tx.permissions.save(Permission(Capability.STREAM, False, town.clock.now(), Lesson.REFUSAL, Access.SELF_SERVE))
        async with town.connected():
            assert town.connections == [200]


async def test_where_follows_are_not_told_looks_stay_frequent(tmp_path: Path) -> None:
    async with wire(tmp_path) as town:
        town.x.refuse(1, status=403, method="POST")
        async with town.connected():
            town.clock.advance(timedelta(minutes=5))
            ada = town.x.joins("ada")
            town.x.posts(ada, "lovely coffee")
            await town.until(lambda: town.agreement.last_event_at is not None)
            assert not town.agreement.healthy(town.clock.now())


@pytest.mark.parametrize(("status", "error"), [(401, BadBearerToken), (402, OutOfCredits), (429, RateLimited)])
async def test_other_refusals_are_told_to_whoever_runs_it(status: int, error: type[XError], town: Wire) -> None:
    town.x.refuse(1, status=status, path_contains="/stream")

    with pytest.raises(error):
        await town.streaming.run()

    assert town.connections == [status]
    assert await town.standing() == 0


async def test_where_nothing_is_to_be_told_x_is_not_asked(tmp_path: Path) -> None:
    async with wire(tmp_path, events=frozenset()) as town:
        assert await town.streaming.run() is None
        assert not town.x.calls


async def test_without_a_bearer_token_x_is_not_asked(tmp_path: Path) -> None:
    async with wire(tmp_path, bearer=False) as town:
        assert await town.streaming.run() is None
        assert not town.x.calls
