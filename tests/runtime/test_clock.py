"""The machine's own clock, and that it notices when somebody sets it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import time_machine

from bot.runtime.clock import STEP, SystemClock


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.runtime.clock.STEP_CHECK_SECONDS", 0.001)


class Listener:
    """Counts what it is told."""

    def __init__(self, clock: SystemClock) -> None:
        self.times = 0
        self.told = asyncio.Event()
        self.stop = clock.on_change(self._hear)

    def _hear(self) -> None:
        self.times += 1
        self.told.set()


def test_what_has_passed_is_not_waited_for() -> None:
    clock = SystemClock()

    assert clock.seconds_until(clock.now() - timedelta(minutes=1)) == 0
    assert 59 < clock.seconds_until(clock.now() + timedelta(minutes=1)) <= 60


@pytest.mark.parametrize("step", [timedelta(hours=-3), timedelta(hours=3), -STEP * 1.5, STEP * 1.5])
async def test_a_step_in_either_direction_is_told_once(step: timedelta) -> None:
    clock = SystemClock()
    listener = Listener(clock)
    with time_machine.travel(clock.now() + step):
        async with asyncio.timeout(20):
            await listener.told.wait()
        await _others_have_looked()
        listener.stop()

    assert listener.times == 1


@pytest.mark.parametrize("correction", [timedelta(), -STEP * 0.5, STEP * 0.5])
async def test_small_corrections_are_no_step(correction: timedelta) -> None:
    clock = SystemClock()
    listener = Listener(clock)
    with time_machine.travel(clock.now() + correction):
        await _others_have_looked()
        listener.stop()

    assert listener.times == 0


async def test_whoever_stopped_listening_is_told_nothing_more() -> None:
    clock = SystemClock()
    listener = Listener(clock)
    listener.stop()
    with time_machine.travel(clock.now() - timedelta(hours=1)):
        await _others_have_looked()

    assert listener.times == 0


async def _others_have_looked() -> None:
    """Wait until somebody who begins to listen only now was told of a step: whoever listened before has looked by then."""
    with time_machine.travel(SystemClock().now() + timedelta(days=1)):
        clock = SystemClock()
    later = Listener(clock)
    async with asyncio.timeout(20):
        await later.told.wait()
    later.stop()
