"""Statements run in one turn of the connection's thread, or where they are asked, and what they found is the same."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest
from aiosqlite import Connection as Threaded
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.database.dialect import BUSY, DURABLE, IN_PLACE, SharedDialect, transaction
from bot.store.database.engine import writing_engine


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = writing_engine(tmp_path / "some.sqlite3")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE)"))
    yield engine
    await engine.dispose()


async def names(connection: AsyncConnection) -> list[str]:
    return list((await connection.execute(text("SELECT name FROM people ORDER BY id"))).scalars())


@pytest.mark.parametrize("in_place", [False, True])
async def test_rows_counts_and_ids_are_those_of_sqlite(engine: AsyncEngine, in_place: bool) -> None:
    async with transaction(engine, {IN_PLACE: in_place}) as connection:
        inserted = await connection.execute(text("INSERT INTO people (name) VALUES ('ada')"))
        await connection.execute(text("INSERT INTO people (name) VALUES (:name)"), [{"name": "bo"}, {"name": "cy"}])
        changed = await connection.execute(text("UPDATE people SET name = upper(name) WHERE id > 1"))
        assert (inserted.lastrowid, changed.rowcount, await names(connection)) == (1, 2, ["ada", "BO", "CY"])
        assert (await connection.execute(text("SELECT name FROM people WHERE id = 9"))).first() is None
        assert (await connection.exec_driver_sql("SELECT count(*) FROM people")).scalar_one() == 3


@pytest.mark.parametrize("in_place", [False, True])
async def test_what_is_broken_off_leaves_nothing_and_the_connection_goes_on(engine: AsyncEngine, in_place: bool) -> None:
    async def breaks_off() -> None:
        async with transaction(engine, {IN_PLACE: in_place}) as connection:
            await connection.execute(text("INSERT INTO people (name) VALUES ('ada')"))
            await connection.execute(text("INSERT INTO people (name) VALUES ('ada')"))

    with pytest.raises(IntegrityError):
        await breaks_off()
    async with transaction(engine, {IN_PLACE: in_place}) as connection:
        assert await names(connection) == []


@pytest.mark.parametrize(
    ("options", "in_thread", "log_kept_for"),
    [
        ({IN_PLACE: True}, [], 0),
        ({IN_PLACE: True, DURABLE: True}, ["commit"], 0),
        ({}, ["BEGIN IMMEDIATE", "UPDATE people SET name = upper(name)", "PRAGMA wal_autocheckpoint", "commit"], 1_000),
    ],
    ids=["short", "short and durable", "any other"],
)
async def test_what_is_short_runs_where_it_is_asked_unless_it_waits_for_the_disk(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch, options: dict[str, bool], in_thread: list[str], log_kept_for: int
) -> None:
    """log_kept_for: pages of the log after which a commit tidies it up, which waits for the disk, too; 0 for none."""
    handed_over: list[str] = []
    execute = Threaded._execute

    async def noted(connection: Threaded, call: Callable[..., object], *given: object, **options: object) -> object:
        handed_over.append(next((word for word in given if isinstance(word, str)), call.__name__))
        return await execute(connection, call, *given, **options)  # type: ignore[no-untyped-call]  # aiosqlite's own

    monkeypatch.setattr(Threaded, "_execute", noted)
    async with transaction(engine, options) as connection:
        await connection.execute(text("UPDATE people SET name = upper(name)"))
        assert (await connection.execute(text("PRAGMA wal_autocheckpoint"))).scalar_one() == log_kept_for

    assert handed_over == in_thread


def test_compiled_statements_are_shared_between_engines() -> None:
    assert SharedDialect() == SharedDialect()
    assert len({SharedDialect(), SharedDialect()}) == 1
    assert SharedDialect() != create_async_engine("sqlite+aiosqlite://").dialect


async def test_one_that_another_program_keeps_waiting_begins_once_it_may(engine: AsyncEngine, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "some.sqlite3", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")

        async def write() -> None:
            async with transaction(engine, {IN_PLACE: True, BUSY: 5_000}) as connection:
                await connection.execute(text("INSERT INTO people (name) VALUES ('ada')"))

        writing = asyncio.create_task(write())
        await asyncio.sleep(0)
        assert not writing.done()
        other.execute("COMMIT")
        await writing
        assert other.execute("SELECT name FROM people").fetchall() == [("ada",)]


async def test_one_that_is_kept_waiting_too_long_says_so_and_the_next_begins(engine: AsyncEngine, tmp_path: Path) -> None:
    async def write() -> None:
        async with transaction(engine, {IN_PLACE: True, BUSY: 1}) as connection:
            await connection.execute(text("INSERT INTO people (name) VALUES ('ada')"))

    with closing(sqlite3.connect(tmp_path / "some.sqlite3", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await write()
    await write()
