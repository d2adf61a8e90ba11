"""A spend guard on a store of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.clock import SimulatedClock
from bot.store import Store
from bot.workflow.context import Context
from bot.workflow.money.spend_guard import LedgerSpendGuard
from tests.support.database import create_database
from tests.support.woken import woken_by
from tests.support.worlds.spend_guard import AMPLE_BUDGET, NOON, SpendGuardWorld


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[SpendGuardWorld]:
    clock = SimulatedClock(NOON, speed=0)
    store = await Store.open(create_database(tmp_path / "mutuals.sqlite3"), account_id=42)
    yield SpendGuardWorld(store, clock, woken_by(store), LedgerSpendGuard(Context(store, clock, AMPLE_BUDGET)))
    await store.close()
