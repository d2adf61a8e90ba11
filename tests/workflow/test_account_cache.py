"""What a job goes by is what the database says, without asking it each time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain import Purpose
from bot.workflow.context import Context
from tests.support.databases.statements import counted_statements
from tests.support.store import StoreWorld

LATE = datetime(2026, 3, 31, 23, tzinfo=UTC)
"""An hour before the next day, and the next month."""


@pytest.fixture
async def context(tmp_path: Path) -> AsyncIterator[Context]:
    async with StoreWorld(tmp_path, at=LATE) as world:
        yield world.context


async def stored(context: Context) -> tuple[object, object]:
    policy = context.policy
    async with context.store.read() as tx:
        return await tx.accounts.get(), await tx.ledger.funds(policy.daily_budget, policy.monthly_budget, context.clock.now())


async def known(context: Context) -> tuple[object, object]:
    state = await context.account_cache.now()
    return state.account, state.funds


async def reserve(context: Context, micros: int) -> int:
    async with context.store.write() as tx:
        return await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="GET /", micros=micros, at=context.clock.now())


async def test_it_follows_whatever_is_committed_without_a_query(context: Context) -> None:
    await context.account_cache.now()

    first, second = await reserve(context, 700), await reserve(context, 40)
    async with context.store.write() as tx:
        await tx.ledger.settle_request(first, 500, context.clock.now(), 200)
        await tx.ledger.release(second, 0, context.clock.now())
        await tx.accounts.pause(context.clock.now(), "Maya")

    with counted_statements() as asked:
        found = await known(context)
    assert asked.executed == []
    assert found == await stored(context)
    account, funds = found
    assert (account.paused_by, funds.today) == ("Maya", 500)  # type: ignore[attr-defined]  # compared above


async def test_what_is_rolled_back_leaves_it_alone(context: Context) -> None:
    before = await known(context)

    async def break_off() -> None:
        async with context.store.write() as tx:
            await tx.accounts.pause(context.clock.now(), "Maya")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await break_off()

    assert await known(context) == before == await stored(context)


async def test_a_new_day_and_a_new_month_begin_with_nothing_spent(context: Context) -> None:
    reservation = await reserve(context, 700)
    await context.account_cache.now()
    context.clock.advance(timedelta(hours=2))  # type: ignore[attr-defined]  # a simulated clock

    assert await known(context) == await stored(context)
    async with context.store.write() as tx:
        await tx.ledger.settle_request(reservation, 900, context.clock.now(), 200)
    await reserve(context, 30)
    assert await known(context) == await stored(context)


async def test_what_is_written_while_it_is_read_is_in_it_once(context: Context) -> None:
    for micros in range(1, 30):
        context = replace(context)  # knows nothing yet
        await asyncio.gather(reserve(context, micros), context.account_cache.now(), reserve(context, 1_000 * micros))

        assert await known(context) == await stored(context)
