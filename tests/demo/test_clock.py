"""Waiting on the simulated clock: it may run, jump or stand still."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.demo.clock import SimulatedClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOON = NOON + timedelta(minutes=10)


async def started(clock: SimulatedClock) -> asyncio.Task[None]:
    waiting = asyncio.create_task(clock.reaches(SOON))
    await asyncio.sleep(0)
    return waiting


async def test_a_jump_that_is_long_enough_ends_the_wait() -> None:
    clock = SimulatedClock(NOON, speed=0)
    waiting = await started(clock)

    clock.advance(timedelta(minutes=9))
    await asyncio.sleep(0)
    assert not waiting.done()
    clock.advance(timedelta(minutes=1))

    async with asyncio.timeout(20):
        await waiting


async def test_a_clock_that_is_set_going_ends_the_wait() -> None:
    clock = SimulatedClock(NOON, speed=0)
    waiting = await started(clock)

    clock.run_at(60_000)

    async with asyncio.timeout(20):
        await waiting
    assert clock.now() >= SOON


async def test_what_has_passed_is_not_waited_for() -> None:
    clock = SimulatedClock(NOON, speed=0)

    async with asyncio.timeout(20):
        await clock.reaches(NOON - timedelta(days=1))
