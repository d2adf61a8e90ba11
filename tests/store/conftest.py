from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.support.database import create_database
from tests.support.seed import NOW

ACCOUNT = 2**63 - 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "mutuals.sqlite3"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[Store]:
    """A database whose account is known."""
    store = await Store.open(create_database(file), account_id=ACCOUNT)
    async with store.write() as tx:
        await tx.accounts.identify("acme", "Acme", 2400, NOW)
    yield store
    await store.close()


@pytest.fixture
async def second(store: Store, url: str) -> AsyncIterator[Store]:
    """Another process's view: the same database through connections of its own."""
    second = await Store.open(url, account_id=ACCOUNT)
    yield second
    await second.close()
