"""INSERT … ON CONFLICT, which SQLite and PostgreSQL write alike and SQLAlchemy keeps apart: the one place that bridges them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing, OnConflictDoUpdate
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

Row = Mapping[str, Any]


class _DoNothing(OnConflictDoNothing):
    """SQLite's clause; PostgreSQL's compiler writes it, too, once it learns that no constraint is named."""

    inherit_cache = True
    constraint_target: str | None = None


class _DoUpdate(OnConflictDoUpdate):
    """The same for the clause that writes over."""

    inherit_cache = True
    constraint_target: str | None = None


def insert_unless_there(table: Table) -> Insert:
    """An INSERT that leaves rows alone which would break a unique constraint."""
    return insert(table).ext(_DoNothing())


async def add_missing(connection: AsyncConnection, table: Table, rows: Sequence[Row], returning: str) -> list[Any]:
    """Insert, in the given order, the rows that are not there yet; returns this column of those that were inserted."""
    if not rows:
        return []
    return list((await connection.execute(_adding(table, returning), rows)).scalars())


async def save(connection: AsyncConnection, table: Table, rows: Sequence[Row], *, newest_by: str | None = None) -> None:
    """Insert rows, or write all they give over the row with the same primary key.

    newest_by: a column; a row that is older by it is not written over a newer one.
    """
    if rows:
        await connection.execute(_saving(table, tuple(rows[0]), newest_by), rows)


async def add_up(connection: AsyncConnection, table: Table, row: Row) -> None:
    """Insert a row of sums, or add its figures to those of the row with the same primary key."""
    await connection.execute(_summing(table, tuple(row)), row)


@cache
def _adding(table: Table, returning: str) -> ReturningInsert[Any]:
    return insert_unless_there(table).returning(table.c[returning])


@cache
def _saving(table: Table, given: tuple[str, ...], newest_by: str | None) -> Insert:
    statement = insert(table)
    changes = {name: statement.excluded[name] for name in given if not table.c[name].primary_key}
    unless_older = None if newest_by is None else statement.excluded[newest_by] >= table.c[newest_by]
    return statement.ext(_DoUpdate(_key(table), set_=changes, where=unless_older))


@cache
def _summing(table: Table, given: tuple[str, ...]) -> Insert:
    statement = insert(table)
    sums = {name: table.c[name] + statement.excluded[name] for name in given if not table.c[name].primary_key}
    return statement.ext(_DoUpdate(_key(table), set_=sums))


def _key(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)
