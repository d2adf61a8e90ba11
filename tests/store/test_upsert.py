"""Rows are added, written over or added up in one statement, whatever is there already."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database.engine import writing_engine
from bot.store.upsert import add_missing, add_up, save

METADATA = MetaData()
SHELVES = Table(
    "shelves",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("coffee", Integer, nullable=False),
    Column("tea", Integer, nullable=False, server_default="0"),
    Column("counted_on", Integer, nullable=False, server_default="0"),
)


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[AsyncConnection]:
    engine = writing_engine(tmp_path / "shop.sqlite3")
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
        yield connection
    await engine.dispose()


async def rows(connection: AsyncConnection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in (await connection.execute(select(SHELVES).order_by(SHELVES.c.name))).all()]


async def test_only_what_is_missing_is_added_and_named_in_its_order(connection: AsyncConnection) -> None:
    assert await add_missing(connection, SHELVES, [], "name") == []
    assert await add_missing(connection, SHELVES, [{"name": name, "coffee": 1} for name in "ca"], "name") == ["c", "a"]
    assert await add_missing(connection, SHELVES, [{"name": name, "coffee": 9} for name in "abc"], "name") == ["b"]

    assert await rows(connection) == [("a", 1, 0, 0), ("b", 9, 0, 0), ("c", 1, 0, 0)]


async def test_what_is_given_is_written_over_and_what_is_not_stays(connection: AsyncConnection) -> None:
    await save(connection, SHELVES, [{"name": "a", "coffee": 1, "tea": 5}, {"name": "b", "coffee": 1, "tea": 5}])
    await save(connection, SHELVES, [{"name": "a", "coffee": 2}])
    await save(connection, SHELVES, [])

    assert await rows(connection) == [("a", 2, 5, 0), ("b", 1, 5, 0)]


async def test_what_is_older_is_not_written_over_what_is_newer(connection: AsyncConnection) -> None:
    for day, coffee in ((7, 3), (6, 9), (7, 4)):
        await save(connection, SHELVES, [{"name": "a", "coffee": coffee, "counted_on": day}], newest_by="counted_on")

    assert await rows(connection) == [("a", 4, 0, 7)]


async def test_sums_grow(connection: AsyncConnection) -> None:
    for coffee, tea in ((1, 2), (10, 0), (-4, 5)):
        await add_up(connection, SHELVES, {"name": "a", "coffee": coffee, "tea": tea})

    assert await rows(connection) == [("a", 7, 7, 0)]
