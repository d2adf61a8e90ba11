"""No connection is made without money, and running short, what X tells shrinks to what is needed most."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import MICROS, ActivityEvent, Purpose
from bot.x.errors import OverBudget
from tests.workflow.loopback import POLICY
from tests.workflow.wire import Wire, wire

FOLLOW, UNFOLLOW, MENTION = ActivityEvent.FOLLOW, ActivityEvent.UNFOLLOW, ActivityEvent.MENTION


def asked_for(town: Wire) -> set[str]:
    return {subscription.wish.type.value for subscription in town.x.subscriptions}


async def test_without_money_no_connection_is_made(tmp_path: Path) -> None:
    async with wire(tmp_path, policy=replace(POLICY, daily_budget=MICROS // 10)) as town:
        with pytest.raises(OverBudget) as refused:
            await town.streaming.run()

        assert town.connections == []
        assert refused.value.until > town.clock.now()
        assert await town.standing() == town.x.spent_micros == 0


async def spend(town: Wire, micros: int) -> None:
    async with town.store.write() as tx:
        reservation = await tx.ledger.reserve(purpose=Purpose.BASELINE, endpoint="elsewhere", micros=micros, at=town.clock.now())
        await tx.ledger.settle_request(reservation, micros, town.clock.now(), 200)


async def test_running_short_who_left_is_given_up_first_then_mentions(tmp_path: Path) -> None:
    async with wire(tmp_path, policy=replace(POLICY, daily_budget=10 * MICROS)) as town:
        await spend(town, 8 * MICROS)
        async with town.connected():
            assert asked_for(town) == {FOLLOW, MENTION}
        await spend(town, 1 * MICROS)
        async with town.connected():
            assert asked_for(town) == {FOLLOW}
            town.clock.advance(timedelta(days=1))
            town.x.gains_follower("ada")
            await town.until(lambda: town.x.streams == 0)
        async with town.connected():
            assert asked_for(town) == {FOLLOW, UNFOLLOW, MENTION}


async def test_when_the_money_for_niceties_is_gone_the_rest_goes_on(tmp_path: Path) -> None:
    async with wire(tmp_path, policy=replace(POLICY, daily_budget=10 * MICROS), events=frozenset({FOLLOW, UNFOLLOW})) as town:
        await spend(town, 74 * MICROS // 10)
        fickle = town.x.gains_followers(60)
        async with town.connected() as job:
            for person in fickle:
                town.x.unfollows(person)
            async with asyncio.timeout(20):
                again_at = await job
        assert again_at is not None
        assert again_at - town.clock.now() <= timedelta(seconds=5)
        async with town.connected():
            assert asked_for(town) == {FOLLOW}
            ada = town.x.gains_follower("ada")
            await town.until(lambda: town.knows(ada))

        assert await town.spent() - 74 * MICROS // 10 == town.x.spent_micros


async def test_the_stream_ends_with_the_budget_and_x_s_bill_with_it(tmp_path: Path) -> None:
    budget = 6 * MICROS // 10
    async with wire(tmp_path, policy=replace(POLICY, daily_budget=budget), events=frozenset({FOLLOW})) as town:
        async with town.connected() as job:
            while not job.done():
                told = town.agreement.told
                town.x.gains_follower()
                await town.until(lambda told=told: job.done() or town.agreement.told > told)
            with pytest.raises(OverBudget):
                await job

        assert await town.spent() == town.x.spent_micros <= budget
        assert town.agreement.told == town.told // 10_000
