"""The team's pace holds at the spend guard, whoever asks for a follow."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.domain import Purpose
from bot.x.errors import TooFast
from tests.workflow.money.conftest import NOON, SpendGuardWorld


async def test_no_more_follows_pass_than_the_team_s_pace_allows_whoever_asks(world: SpendGuardWorld) -> None:
    world.set_policy(follow_backs_per_hour=2, follow_backs_per_day=3)
    for _ in range(2):
        await world.spend(0.015)
    with pytest.raises(TooFast) as refusal:
        await world.spend(0.015)
    assert refusal.value.until == world.clock.now() + timedelta(hours=1)
    await world.spend(0.01, Purpose.CONFIRMATION)

    world.clock.advance(timedelta(hours=1))
    await world.spend(0.015)
    world.clock.advance(timedelta(hours=2))
    with pytest.raises(TooFast) as refusal:
        await world.spend(0.015)
    assert refusal.value.until == NOON + timedelta(days=1)


async def test_x_s_own_limit_holds_where_the_team_s_cap_says_more(world: SpendGuardWorld) -> None:
    world.set_policy(follow_backs_per_hour=10_000, follow_backs_per_day=10_000)
    now = world.clock.now()
    async with world.store.write() as tx:
        for _ in range(400):
            sent = await tx.ledger.reserve(purpose=Purpose.FOLLOW_BACK, endpoint="GET /", micros=0, at=now)
            await tx.ledger.settle_request(sent, 0, now, 200)
    with pytest.raises(TooFast):
        await world.spend(0.0)


async def test_in_quiet_hours_no_follow_passes(world: SpendGuardWorld) -> None:
    world.set_policy(quiet_hours=(time(12), time(14)))
    with pytest.raises(TooFast) as refusal:
        await world.spend(0.015)

    assert refusal.value.until == NOON + timedelta(hours=1)
    await world.reserve(0.02, Purpose.DETECTION)


async def test_a_follow_that_never_reached_x_takes_nobody_s_place(world: SpendGuardWorld) -> None:
    world.set_policy(follow_backs_per_hour=1)
    await world.spend_guard.release(await world.reserve(0.015, write=True), status=0, limit=None)

    await world.spend(0.015)
