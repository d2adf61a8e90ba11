from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Store
from bot.store.schema import prepare
from tests.store.people import NOW

ACCOUNT = 2**63 - 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "mutuals.sqlite3"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of this version, to be copied: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("migrated") / "mutuals.sqlite3"
    prepare(file)
    return file


@pytest.fixture
async def store(url: str, file: Path, migrated: Path) -> AsyncIterator[Store]:
    """A database whose account is known."""
    file.parent.mkdir()
    shutil.copy(migrated, file)
    store = await Store.open(url, account_id=ACCOUNT)
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
