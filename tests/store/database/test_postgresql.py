"""Nothing of the store is only for SQLite but its file: PostgreSQL takes the same migrations and answers every question the same.

`MUTUALS_TEST_STORE=postgresql python -m pytest tests/store` plays the store's other tests on it as well.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store import Store, Tx
from bot.store.tables import metadata
from tests.store.database.test_query_plans import CHANGES, QUESTIONS
from tests.support.databases.every_table import fill
from tests.support.databases.postgresql import PostgreSQL
from tests.support.store import profile, rolled_back

pytestmark = pytest.mark.slow

_UNORDERED = {"assessments.stale"}

_DEFINITIONS = (
    """
    SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, collation_name,
           replace(column_default, table_name, '') AS default, is_identity
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name != 'alembic_version' ORDER BY 1, 2
    """,
    """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable, condeferred
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text != 'alembic_version' ORDER BY 1, 2
    """,
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename != 'alembic_version' ORDER BY 1",
)
"""Columns, constraints and indexes, as PostgreSQL understood them."""


def _definitions(connection: Connection) -> list[list[Any]]:
    return [[tuple(row) for row in connection.execute(text(query))] for query in _DEFINITIONS]


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_migrations_build_the_tables_that_the_queries_speak_of(postgresql: PostgreSQL) -> None:
    async with postgresql.new_database() as url, create_async_engine(url, poolclass=NullPool).connect() as connection:
        assert await connection.run_sync(_differences) == []
        by_migrations = await connection.run_sync(_definitions)
    async with postgresql.new_database(migrated=False) as url, create_async_engine(url, poolclass=NullPool).begin() as connection:
        await connection.run_sync(metadata.create_all)
        directly = await connection.run_sync(_definitions)

    assert all(by_migrations)
    assert by_migrations == directly


async def test_every_question_and_change_has_the_same_answer_as_on_sqlite(
    postgresql_store: Store, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "token_urlsafe", lambda length: "nonce")
    answers = []
    for store in (sqlite_store, postgresql_store):
        async with store.write() as tx:
            await fill(tx)
        answers.append({name: await _answer(store, name, asked) for name, asked in (QUESTIONS | CHANGES).items()})

    on_sqlite, on_postgresql = answers
    assert on_postgresql == on_sqlite


async def _answer(store: Store, name: str, asked: Callable[[Tx], Awaitable[Any]]) -> str:
    async with rolled_back(store) as tx:
        answer = await asked(tx)
    return repr(sorted(answer) if isinstance(answer, set) or name in _UNORDERED else answer)


async def test_handles_are_found_in_the_order_of_their_characters(postgresql_store: Store) -> None:
    """A server sorts as its language does, in which `_` comes before every letter and counts last."""
    handles = ["ada_z", "adab", "ada0", "ada", "adA_b", "adz"]
    async with postgresql_store.write() as tx:
        await tx.profiles.save([profile(number, handle) for number, handle in enumerate(handles, 1)])

        found = await tx.profiles.handles("ada", 25)

    assert [person.username.lower() for person in found] == ["ada", "ada0", "ada_b", "ada_z", "adab"]


async def test_of_followers_who_are_stored_at_once_the_newest_has_the_highest_id(postgresql_store: Store) -> None:
    newest_first = [*range(3_000, 0, -1)]
    async with postgresql_store.write() as tx:
        await tx.profiles.save([profile(user_id) for user_id in newest_first])
        assert await tx.followers.add(newest_first, profile(1).fetched_at, baseline=False) == newest_first

        assert [follower.profile.user_id for follower, _assessment in (await tx.followers.newest(3_000)).rows] == newest_first
