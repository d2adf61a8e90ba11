"""What the team sees of the money is what the ledger and X's own counts say, and nothing is made of what was not measured."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import MICROS, BaselineStatus, Purpose
from bot.planning.features import FeatureName
from bot.workflow.money.budget_service import LOOKBACK, measure
from tests.support.store import StoreWorld, add_followers, add_mention
from tests.support.team import START

DAY = timedelta(days=1)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path, daily_budget=10 * MICROS, monthly_budget=50 * MICROS) as world:
        yield world


async def spend(world: StoreWorld, purpose: Purpose, micros: int, *, settled: bool = True) -> None:
    now = world.clock.now()
    async with world.store.write() as tx:
        reservation = await tx.ledger.reserve(purpose=purpose, endpoint="GET /", micros=micros, at=now)
        if settled:
            await tx.ledger.settle_request(reservation, micros, now, 200)


async def synced(world: StoreWorld, followers: int, ago: timedelta) -> None:
    """The initial sync ended so long ago, when so many followed."""
    at = START - ago
    async with world.store.write() as tx:
        await tx.accounts.identify("acme", "Acme", followers, at)
        await tx.accounts.set_baseline(BaselineStatus.COMPLETE, None, followers, at)
        await tx.digest_counts.save_count(world.policy.local_date(at), followers, at)


async def test_the_money_of_now_is_what_the_ledger_says(world: StoreWorld) -> None:
    await spend(world, Purpose.DETECTION, 300_000)
    await spend(world, Purpose.MENTIONS, 500_000)
    await spend(world, Purpose.DETECTION, 100_000, settled=False)
    overview = await world.services.budget.now()

    assert (overview.funds.today, overview.funds.this_month, overview.reserved) == (900_000, 900_000, 100_000)
    assert [(total.purpose, total.today) for total in overview.purposes] == [(Purpose.MENTIONS, 500_000), (Purpose.DETECTION, 400_000)]
    assert overview.days[-1].total == 900_000


async def test_before_the_initial_sync_nothing_is_measured_and_no_price_is_made_up(world: StoreWorld) -> None:
    overview = await world.services.budget.plan()

    assert (overview.measured.followers, overview.measured.counted, overview.measured.new.over) == (0, False, None)
    assert {feature.name: feature.micros_per_month for feature in (await world.services.budget.now()).features}[
        FeatureName.MENTIONS
    ] is None


async def test_who_came_and_who_spoke_is_measured_since_the_initial_sync(world: StoreWorld) -> None:
    await synced(world, 1_000, 10 * DAY)
    async with world.store.write() as tx:
        await add_followers(tx, *range(1, 21), at=START - 5 * DAY)
        for number in range(30):
            await add_mention(tx, 7, 2**40 + number, at=START - DAY, seen_at=START - DAY)
        await tx.accounts.identify("acme", "Acme", 1_005, START)
        measured = await measure(tx, await tx.accounts.get(), world.policy, START)

    assert (measured.followers, measured.counted) == (1_005, True)
    assert [measured.new.per_day, measured.mentions.per_day] == pytest.approx([2, 3])
    assert measured.new.over == 10 * DAY


async def test_of_a_long_past_only_the_last_weeks_count(world: StoreWorld) -> None:
    await synced(world, 1_000, 100 * DAY)
    async with world.store.write() as tx:
        await add_followers(tx, *range(1, 30), at=START - 90 * DAY)
        await add_followers(tx, *range(50, 64), at=START - 2 * DAY)
        measured = await measure(tx, await tx.accounts.get(), world.policy, START)

    assert measured.new.over == LOOKBACK
    assert measured.new.per_day == pytest.approx(14 / 28)
