"""Calls that were never answered: what stands for them, over restarts, and what becomes of it when their question is answered."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.domain import Coverage, Purpose
from bot.x.errors import OverBudget
from tests.workflow.office import Office

EACH = 1_000
TOP = "GET /followers top"


async def asks(office: Office, size: int, question: str = TOP) -> int:
    return await office.meter.reserve(
        purpose=Purpose.DETECTION, endpoint="GET /followers", micros=size * EACH, write=False, question=question
    )


async def hears(office: Office, reservation: int, people: Sequence[object], coverage: Coverage = Coverage.WHOLE) -> int:
    return await office.meter.settle(
        reservation,
        price="Owned: Read",
        resource_ids=[str(person) for person in people],
        unit_micros=EACH,
        status=200,
        limit=None,
        coverage=coverage,
    )


async def dies(office: Office, daily: float = 10) -> None:
    """The process is killed and started again, as `Store.open` does for whoever opens it alone: only what is on record remains."""
    async with office.store.write() as tx:
        await tx.ledger.doubt_all()
    office.budgets(daily=daily)


async def test_however_often_a_call_dies_its_question_stands_once_and_goes_when_it_is_answered(office: Office) -> None:
    office.budgets(daily=10)
    for _ in range(30):
        await asks(office, 1_000)
        await dies(office)
    assert await office.spent() == 1_000 * EACH

    await hears(office, await asks(office, 1_000), range(700))

    assert await office.spent() == 700 * EACH


async def test_what_x_did_not_answer_stands_for_the_next_try_too(office: Office) -> None:
    for _ in range(3):
        await office.meter.doubt(await asks(office, 50))
    assert await office.spent() == 50 * EACH

    await office.meter.release(await asks(office, 50), status=503, limit=None)
    assert await office.spent() == 50 * EACH

    await hears(office, await asks(office, 50), range(20))
    assert await office.spent() == 20 * EACH


async def test_two_calls_under_way_each_have_money_of_their_own(office: Office) -> None:
    await office.meter.doubt(await asks(office, 50))
    first, second = await asks(office, 50), await asks(office, 50)
    assert await office.spent() == 100 * EACH

    await hears(office, first, range(20))
    await hears(office, second, range(20))
    assert await office.spent() == 20 * EACH


async def test_only_what_is_more_than_stands_already_is_set_aside_and_there_must_be_money_for_it(office: Office) -> None:
    office.budgets(daily=0.1)
    await office.meter.doubt(await asks(office, 60))
    await office.meter.doubt(await asks(office, 90))
    assert await office.spent() == 90 * EACH
    with pytest.raises(OverBudget):
        await asks(office, 1_000)
    with pytest.raises(OverBudget):
        await asks(office, 60, "another question")
    await hears(office, await asks(office, 90), range(90))
    assert await office.spent() == 90 * EACH


async def test_what_an_answer_does_not_cover_is_charged(office: Office) -> None:
    await office.meter.doubt(await asks(office, 100))
    await hears(office, await asks(office, 40), range(40), Coverage.AS_ASKED)
    assert await office.spent() == 100 * EACH

    office.clock.advance(timedelta(days=1))
    before = await office.spent()
    await office.meter.doubt(await asks(office, 20))
    await hears(office, await asks(office, 20), [-2, -1, *range(18)], Coverage.TOP)
    assert await office.spent() - before == 22 * EACH


async def test_an_answer_says_nothing_about_the_day_before_or_another_question(office: Office) -> None:
    await office.meter.doubt(await asks(office, 20))
    await hears(office, await asks(office, 20, "GET /followers next"), range(5))
    await hears(office, await asks(office, 20, ""), range(5))
    office.clock.advance(timedelta(days=1))
    await hears(office, await asks(office, 20), range(5))
    assert await office.spent() == (20 + 5 + 5) * EACH

    await office.meter.doubt(await asks(office, 20))
    await hears(office, await asks(office, 20), range(5), Coverage.NOTHING)
    assert await office.spent() == (20 + 5 + 5 + 20) * EACH


@pytest.mark.parametrize("seed", range(3))
async def test_under_any_kills_the_ledger_is_at_least_what_x_billed_and_near_it(office: Office, seed: int) -> None:
    """A list grows at its top, and its reader dies after X has answered, for hours and days."""
    dice = random.Random(seed)
    office.budgets()
    people = list(range(500))
    billed: set[tuple[object, int]] = set()
    came = 0
    await hears(office, await asks(office, 500), people)
    billed |= {(office.clock.now().date(), person) for person in people}
    for _ in range(120):
        arrivals = dice.choice([0, 0, 0, 1, 2])
        came += arrivals
        people = [*range(-came, -came + arrivals), *people]
        office.clock.advance(timedelta(minutes=dice.choice([1, 1, 20, 300])))
        size = dice.choice([10, 20, 20, 40])
        reservation = await asks(office, size)
        billed |= {(office.clock.now().date(), person) for person in people[:size]}
        if dice.random() < 0.5:
            await dies(office, daily=10_000)
        else:
            await hears(office, reservation, people[:size], Coverage.TOP)
            assert await office.spent() >= len(billed) * EACH
    assert await office.spent() <= len(billed) * EACH * 1.5
