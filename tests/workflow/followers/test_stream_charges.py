"""No connection is made without money, and running short, what X tells shrinks to what is needed most."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import MICROS, ActivityEvent, Purpose
from bot.domain.jobs import Job
from bot.x.errors import OverBudget
from tests.support.world import World
from tests.workflow.followers.test_stream_events import charged_for_events, streaming

FOLLOW, UNFOLLOW, MENTION = ActivityEvent.FOLLOW, ActivityEvent.UNFOLLOW, ActivityEvent.MENTION


def asked_for(world: World) -> set[str]:
    return {subscription.event_filter.type.value for subscription in world.x.subscriptions}


async def test_without_money_no_connection_is_made(tmp_path: Path) -> None:
    async with streaming(tmp_path, daily_budget=MICROS // 10) as world:
        with pytest.raises(OverBudget) as refused:
            await world.run(Job.STREAM)

        assert world.call_statuses("/stream") == []
        assert refused.value.until > world.clock.now()
        assert await world.reserved() == world.x.spent_micros == 0


async def spend(world: World, micros: int) -> None:
    async with world.store.write() as tx:
        reservation = await tx.ledger.reserve(purpose=Purpose.BASELINE, endpoint="elsewhere", micros=micros, at=world.clock.now())
        await tx.ledger.settle_request(reservation, micros, world.clock.now(), 200)


async def test_running_short_who_left_is_given_up_first_then_mentions(tmp_path: Path) -> None:
    async with streaming(tmp_path, daily_budget=10 * MICROS) as world:
        await spend(world, 8 * MICROS)
        async with world.connected():
            assert asked_for(world) == {FOLLOW, MENTION}
        await spend(world, 1 * MICROS)
        async with world.connected():
            assert asked_for(world) == {FOLLOW}
            world.advance(timedelta(days=1))
            world.x.gains_follower("ada")
            await world.until(lambda: world.x.streams == 0)
        async with world.connected():
            assert asked_for(world) == {FOLLOW, UNFOLLOW, MENTION}


async def test_when_the_money_for_niceties_is_gone_the_rest_goes_on(tmp_path: Path) -> None:
    async with streaming(tmp_path, daily_budget=10 * MICROS, events={FOLLOW, UNFOLLOW}) as world:
        await spend(world, 74 * MICROS // 10)
        fickle = world.x.gains_followers(60)
        async with world.connected() as job:
            for person in fickle:
                world.x.unfollows(person)
            async with asyncio.timeout(20):
                again_at = await job
        assert again_at is not None
        assert again_at - world.clock.now() <= timedelta(seconds=5)
        async with world.connected():
            assert asked_for(world) == {FOLLOW}
            ada = world.x.gains_follower("ada")
            await world.until(lambda: world.all_known(ada))

        assert await world.charged() - 74 * MICROS // 10 == world.x.spent_micros


async def test_the_stream_ends_with_the_budget_and_x_s_bill_with_it(tmp_path: Path) -> None:
    budget = 6 * MICROS // 10
    async with streaming(tmp_path, daily_budget=budget, events={FOLLOW}) as world:
        events = world.client.events
        async with world.connected() as job:
            while not job.done():
                told = world.stream_health.reported
                world.x.gains_follower()
                # One more event after the client has hung up, and X might send and bill it all the same.
                await world.until(lambda told=told: job.done() or (world.stream_health.reported > told and events.connected))
            with pytest.raises(OverBudget):
                await job

        assert await world.charged() == world.x.spent_micros <= budget
        assert world.stream_health.reported == charged_for_events(world) // 10_000
