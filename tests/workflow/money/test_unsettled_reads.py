"""Reads that were never answered: what stays reserved for them, over restarts, and what becomes of it when their query is answered."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.domain import Coverage, Purpose
from bot.x.errors import OverBudget
from tests.workflow.money.conftest import SpendGuardWorld

EACH = 1_000
TOP = "GET /followers top"


async def asks(world: SpendGuardWorld, size: int, query: str = TOP) -> int:
    return await world.spend_guard.reserve(
        purpose=Purpose.DETECTION, endpoint="GET /followers", micros=size * EACH, write=False, query=query
    )


async def hears(world: SpendGuardWorld, reservation: int, people: Sequence[object], coverage: Coverage = Coverage.COMPLETE) -> int:
    return await world.spend_guard.settle(
        reservation,
        price="Owned: Read",
        resource_ids=[str(person) for person in people],
        unit_micros=EACH,
        status=200,
        limit=None,
        coverage=coverage,
    )


async def dies(world: SpendGuardWorld, daily: float = 10) -> None:
    """The process is killed and started again, as `Store.open` does for whoever opens it alone: only what is on record remains."""
    async with world.store.write() as tx:
        await tx.ledger.mark_all_unsettled()
    world.set_budgets(daily=daily)


async def test_however_often_a_call_dies_its_question_stands_once_and_goes_when_it_is_answered(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=10)
    for _ in range(30):
        await asks(world, 1_000)
        await dies(world)
    assert await world.spent() == 1_000 * EACH

    await hears(world, await asks(world, 1_000), range(700))

    assert await world.spent() == 700 * EACH


async def test_what_x_did_not_answer_stands_for_the_next_try_too(world: SpendGuardWorld) -> None:
    for _ in range(3):
        await world.spend_guard.mark_unsettled(await asks(world, 50))
    assert await world.spent() == 50 * EACH

    await world.spend_guard.release(await asks(world, 50), status=503, limit=None)
    assert await world.spent() == 50 * EACH

    await hears(world, await asks(world, 50), range(20))
    assert await world.spent() == 20 * EACH


async def test_two_calls_under_way_each_have_money_of_their_own(world: SpendGuardWorld) -> None:
    await world.spend_guard.mark_unsettled(await asks(world, 50))
    first, second = await asks(world, 50), await asks(world, 50)
    assert await world.spent() == 100 * EACH

    await hears(world, first, range(20))
    await hears(world, second, range(20))
    assert await world.spent() == 20 * EACH


async def test_only_what_is_more_than_is_reserved_already_is_reserved_and_there_must_be_money_for_it(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=0.1)
    await world.spend_guard.mark_unsettled(await asks(world, 60))
    await world.spend_guard.mark_unsettled(await asks(world, 90))
    assert await world.spent() == 90 * EACH
    with pytest.raises(OverBudget):
        await asks(world, 1_000)
    with pytest.raises(OverBudget):
        await asks(world, 60, "another query")
    await hears(world, await asks(world, 90), range(90))
    assert await world.spent() == 90 * EACH


async def test_what_an_answer_does_not_cover_is_charged(world: SpendGuardWorld) -> None:
    await world.spend_guard.mark_unsettled(await asks(world, 100))
    await hears(world, await asks(world, 40), range(40), Coverage.SAME_REQUEST)
    assert await world.spent() == 100 * EACH

    world.clock.advance(timedelta(days=1))
    before = await world.spent()
    await world.spend_guard.mark_unsettled(await asks(world, 20))
    await hears(world, await asks(world, 20), [-2, -1, *range(18)], Coverage.NEWEST_PAGE)
    assert await world.spent() - before == 22 * EACH


async def test_an_answer_says_nothing_about_the_day_before_or_another_question(world: SpendGuardWorld) -> None:
    await world.spend_guard.mark_unsettled(await asks(world, 20))
    await hears(world, await asks(world, 20, "GET /followers next"), range(5))
    await hears(world, await asks(world, 20, ""), range(5))
    world.clock.advance(timedelta(days=1))
    await hears(world, await asks(world, 20), range(5))
    assert await world.spent() == (20 + 5 + 5) * EACH

    await world.spend_guard.mark_unsettled(await asks(world, 20))
    await hears(world, await asks(world, 20), range(5), Coverage.NONE)
    assert await world.spent() == (20 + 5 + 5 + 20) * EACH


@pytest.mark.parametrize("seed", range(3))
async def test_under_any_kills_the_ledger_is_at_least_what_x_billed_and_near_it(world: SpendGuardWorld, seed: int) -> None:
    """A list grows at its top, and its reader dies after X has answered, for hours and days."""
    dice = random.Random(seed)
    world.set_budgets()
    people = list(range(500))
    billed: set[tuple[object, int]] = set()
    came = 0
    await hears(world, await asks(world, 500), people)
    billed |= {(world.clock.now().date(), person) for person in people}
    for _ in range(120):
        arrivals = dice.choice([0, 0, 0, 1, 2])
        came += arrivals
        people = [*range(-came, -came + arrivals), *people]
        world.clock.advance(timedelta(minutes=dice.choice([1, 1, 20, 300])))
        size = dice.choice([10, 20, 20, 40])
        reservation = await asks(world, size)
        billed |= {(world.clock.now().date(), person) for person in people[:size]}
        if dice.random() < 0.5:
            await dies(world, daily=10_000)
        else:
            await hears(world, reservation, people[:size], Coverage.NEWEST_PAGE)
            assert await world.spent() >= len(billed) * EACH
    assert await world.spent() <= len(billed) * EACH * 1.5
