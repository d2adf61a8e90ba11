"""Jobs run when they are due by the injected clock, never overlap themselves, and no wake-up is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.demo.clock import SimulatedClock
from bot.runtime.clock import SystemClock
from bot.runtime.scheduler import MAX_SLEEP, RETRY_AFTER_ERROR, Scheduler

START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(START, speed=0)


@pytest.fixture
async def scheduler(clock: SimulatedClock) -> AsyncIterator[Scheduler]:
    scheduler = Scheduler(clock)
    yield scheduler
    await scheduler.stop(grace=0.1)


class Count:
    """Counts its runs and lets a test wait for one."""

    def __init__(self) -> None:
        self.runs = 0
        self._changed = asyncio.Condition()

    async def up(self) -> None:
        async with self._changed:
            self.runs += 1
            self._changed.notify_all()

    async def reaches(self, runs: int) -> None:
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: self.runs >= runs)


async def test_a_job_runs_at_the_start_and_again_when_the_clock_says_so(clock: SimulatedClock, scheduler: Scheduler) -> None:
    count = Count()

    async def work() -> datetime:
        await count.up()
        return clock.now() + timedelta(hours=1)

    scheduler.add("job", work)
    scheduler.start()
    await count.reaches(1)
    clock.advance(timedelta(minutes=59))
    clock.advance(timedelta(minutes=1))
    await count.reaches(2)

    assert count.runs == 2


async def test_a_wake_up_while_running_makes_it_run_once_more_and_never_at_the_same_time(scheduler: Scheduler) -> None:
    count, inside, most_inside, gate = Count(), 0, 0, asyncio.Event()

    async def work() -> None:
        nonlocal inside, most_inside
        inside += 1
        most_inside = max(most_inside, inside)
        await count.up()
        await gate.wait()
        inside -= 1

    scheduler.add("job", work)
    scheduler.start()
    await count.reaches(1)
    scheduler.wake("job")
    scheduler.wake("job")
    gate.set()
    await count.reaches(2)

    assert most_inside == 1


async def test_a_clock_that_is_set_back_holds_nothing_up(clock: SimulatedClock, scheduler: Scheduler) -> None:
    count = Count()

    async def work() -> datetime:
        await count.up()
        return clock.now() + timedelta(minutes=10)

    scheduler.add("job", work)
    scheduler.start()
    await scheduler.idle()
    clock.advance(timedelta(hours=-3))
    await scheduler.idle()

    assert count.runs == 2
    assert scheduler.next_due == START - timedelta(hours=3) + timedelta(minutes=10)


async def test_no_job_rests_for_longer_than_an_hour_whatever_it_asks_for(clock: SimulatedClock, scheduler: Scheduler) -> None:
    async def work() -> datetime:
        return clock.now() + timedelta(days=300)

    scheduler.add("job", work)
    scheduler.start()
    await scheduler.idle()

    assert scheduler.next_due == START + MAX_SLEEP


@pytest.mark.parametrize("noticed_after_seconds", [0.01, 3600])
@pytest.mark.parametrize("hours", [-3, 3])
async def test_no_job_waits_because_the_machine_s_clock_was_set(
    monkeypatch: pytest.MonkeyPatch, hours: int, noticed_after_seconds: float
) -> None:
    """APScheduler alone looks at the wall clock again when its timer ends, and waits once more for as long as that was put back."""
    monkeypatch.setattr("bot.runtime.clock.STEP_CHECK_SECONDS", noticed_after_seconds)
    clock, count = SystemClock(), Count()
    scheduler = Scheduler(clock)

    async def work() -> datetime:
        await count.up()
        return clock.now() + timedelta(seconds=0.05)

    scheduler.add("job", work)
    scheduler.start()
    await count.reaches(1)
    with time_machine.travel(clock.now() + timedelta(hours=hours)):
        await count.reaches(count.runs + 5)
    await count.reaches(count.runs + 5)
    await scheduler.stop(grace=5)


async def test_a_fault_is_followed_by_a_rest_and_another_try(clock: SimulatedClock, scheduler: Scheduler) -> None:
    count = Count()

    async def work() -> None:
        await count.up()
        if count.runs == 1:
            raise ValueError

    scheduler.add("job", work)
    scheduler.start()
    await count.reaches(1)
    clock.advance(RETRY_AFTER_ERROR)
    await count.reaches(2)


async def test_stopping_lets_a_running_job_end(clock: SimulatedClock) -> None:
    scheduler, count, ended = Scheduler(clock), Count(), False

    async def work() -> None:
        nonlocal ended
        await count.up()
        await asyncio.sleep(0)
        ended = True

    scheduler.add("job", work)
    scheduler.start()
    await count.reaches(1)
    await scheduler.stop(grace=5)

    assert ended


@pytest.mark.parametrize("moments", range(8))
async def test_nothing_is_under_way_after_the_stop_however_close_it_began(clock: SimulatedClock, moments: int) -> None:
    scheduler, under_way = Scheduler(clock), 0

    async def work() -> None:
        nonlocal under_way
        under_way += 1
        try:
            await asyncio.Event().wait()
        finally:
            under_way -= 1

    scheduler.add("job", work)
    scheduler.start()
    for _ in range(moments):
        await asyncio.sleep(0)
    await scheduler.stop(grace=0.01)

    assert under_way == 0


async def test_idle_waits_for_what_runs_and_for_what_that_wakes(clock: SimulatedClock, scheduler: Scheduler) -> None:
    story: list[str] = []

    async def first() -> datetime:
        await asyncio.sleep(0)
        story.append("first")
        scheduler.wake("second")
        return clock.now() + timedelta(hours=1)

    async def second() -> None:
        await asyncio.sleep(0)
        story.append("second")

    scheduler.add("first", first)
    scheduler.add("second", second)
    scheduler.start()
    await scheduler.idle()

    assert "first" in story
    assert story[-1] == "second"
    assert scheduler.next_due == START + timedelta(hours=1)


async def test_from_one_due_moment_to_the_next_every_job_runs_when_it_wants_to(clock: SimulatedClock, scheduler: Scheduler) -> None:
    ran: list[tuple[str, timedelta]] = []

    def every(name: str, pause: timedelta) -> None:
        async def work() -> datetime:
            await asyncio.sleep(0)
            ran.append((name, clock.now() - START))
            return clock.now() + pause

        scheduler.add(name, work)

    every("often", timedelta(minutes=2))
    every("seldom", timedelta(minutes=5))
    scheduler.start()
    await scheduler.idle()
    while (due := scheduler.next_due) is not None and due <= START + timedelta(minutes=10):
        clock.advance(due - clock.now())
        await scheduler.idle()

    assert [moment // timedelta(minutes=1) for name, moment in ran if name == "often"] == [0, 2, 4, 6, 8, 10]
    assert [moment // timedelta(minutes=1) for name, moment in ran if name == "seldom"] == [0, 5, 10]


async def test_whoever_only_waits_to_be_woken_is_never_due(scheduler: Scheduler) -> None:
    async def work() -> None:
        return

    scheduler.add("job", work)
    scheduler.start()
    await scheduler.idle()

    assert scheduler.next_due is None


async def test_after_the_stop_all_is_idle(clock: SimulatedClock) -> None:
    scheduler, count = Scheduler(clock), Count()

    async def work() -> datetime:
        await count.up()
        return clock.now()

    scheduler.add("job", work)
    scheduler.start()
    await count.reaches(3)
    waiting = asyncio.create_task(scheduler.idle())
    await scheduler.stop(grace=5)

    async with asyncio.timeout(20):
        await waiting
