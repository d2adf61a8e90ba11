"""What the tests of this room are given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.clock import SimulatedClock
from bot.store import Store
from bot.workflow.context import Context, Job
from bot.workflow.money.spend_guard import LedgerMeter
from tests.database import lay_out
from tests.workflow.office import NOON, WELL_OFF, Office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    clock = SimulatedClock(NOON, speed=0)
    store = await Store.open(lay_out(tmp_path / "mutuals.sqlite3"), account_id=42)
    woken: list[Job] = []
    yield Office(store, clock, woken, LedgerMeter(Context(store, clock, WELL_OFF, woken.append)))
    await store.close()
