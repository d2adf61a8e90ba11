"""The store of each test: on SQLite as in production, or on PostgreSQL where MUTUALS_TEST_STORE names it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.support.databases.migrated import create_database
from tests.support.databases.postgresql import PostgreSQL, PostgreSQLStore, running_postgresql
from tests.support.store import NOW

ACCOUNT = 2**63 - 1

ON_POSTGRESQL = os.environ.get("MUTUALS_TEST_STORE") == "postgresql"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    if ON_POSTGRESQL:
        pytest.skip("about SQLite's file")
    return tmp_path / "data" / "mutuals.sqlite3"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A server of this session's own; skips where there is no PostgreSQL."""
    with running_postgresql() as server:
        asyncio.run(server.prepare())
        yield server


@pytest.fixture
async def postgresql_store(postgresql: PostgreSQL) -> AsyncIterator[Store]:
    """A database on PostgreSQL whose account is known."""
    async with postgresql.new_database() as url:
        store = PostgreSQLStore(url, ACCOUNT)
        await _identify(store)
        yield store
        await store.close()


@pytest.fixture
async def sqlite_store(file: Path) -> AsyncIterator[Store]:
    """A database in a file whose account is known."""
    store = await Store.open(create_database(file), account_id=ACCOUNT)
    await _identify(store)
    yield store
    await store.close()


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Store:
    """A database whose account is known."""
    store: Store = request.getfixturevalue("postgresql_store" if ON_POSTGRESQL else "sqlite_store")
    return store


@pytest.fixture
async def second(store: Store, url: str) -> AsyncIterator[Store]:
    """Another process's view: the same database through connections of its own."""
    second = await Store.open(url, account_id=ACCOUNT)
    yield second
    await second.close()


async def _identify(store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.ensure()
        await tx.accounts.identify("acme", "Acme", 2400, NOW)
