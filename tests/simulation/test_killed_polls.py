"""A crash loop in the middle of reading: the ledger is never below X's bill, and the budget is not eaten by calls that died."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX
from tests.simulation import poll_process
from tests.support.databases.migrated import create_database

EACH = 1_000
"""Micro-dollars for a follower."""


@dataclass
class CrashLoop:
    """The follower poll as a process that is started again and again."""

    x: SimulatedX
    clock: SimulatedClock
    file: Path

    async def run(self, *, killed_at: int | None = None) -> None:
        """killed_at: the page in this life that X gives and charges, and that nobody reads any more."""
        before = self._pages()
        process = await poll_process.start(f"sqlite+aiosqlite:///{self.file}", self.x, self.clock.now())

        def kill_in_time(*_: object) -> None:
            if killed_at is not None and self._pages() >= before + killed_at and process.returncode is None:
                process.kill()

        stop = self.x.on_change(kill_in_time)
        await process.wait()
        stop()
        assert process.returncode == (0 if killed_at is None else -9)

    def _pages(self) -> int:
        return sum(call.path.endswith("/followers") for call in self.x.calls)

    def on_the_ledger(self) -> int:
        with closing(sqlite3.connect(self.file)) as connection:
            return int(connection.execute("SELECT sum(coalesce(charged, reserved)) FROM charges").fetchone()[0])

    def known(self) -> int:
        with closing(sqlite3.connect(self.file)) as connection:
            return int(connection.execute("SELECT count(*) FROM followers").fetchone()[0])


@pytest.fixture
async def crash_loop(tmp_path: Path) -> AsyncIterator[CrashLoop]:
    clock = SimulatedClock(datetime(2026, 3, 2, 10, tzinfo=UTC), speed=0)
    x = SimulatedX(clock, population=1_200)
    x.charges_per_list = True
    await x.start()
    file = tmp_path / "mutuals.sqlite3"
    create_database(file)
    yield CrashLoop(x, clock, file)
    await x.stop()


@pytest.mark.timeout(300)
async def test_calls_that_died_cost_what_x_billed_for_them_and_no_more(crash_loop: CrashLoop) -> None:
    for page in (1, 1, 2):
        await crash_loop.run(killed_at=page)
    await crash_loop.run()
    assert crash_loop.known() == 1_200
    assert crash_loop.on_the_ledger() == crash_loop.x.spent_micros == 10_000 + 1_200 * EACH

    crash_loop.clock.advance(timedelta(days=1))
    came = 0
    for _ in range(2):
        came += len(crash_loop.x.gains_followers(2))
        crash_loop.clock.advance(timedelta(minutes=1))
        await crash_loop.run(killed_at=1)
    crash_loop.clock.advance(timedelta(minutes=1))
    await crash_loop.run()
    assert crash_loop.known() == 1_200 + came
    assert crash_loop.x.spent_micros <= crash_loop.on_the_ledger() <= crash_loop.x.spent_micros + came * EACH
