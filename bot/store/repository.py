"""The base of every repository.

Statements are built once, as constants of their module or by a function that is cached: to build one takes longer than to execute it.
What differs from one execution to the next is a parameter. In an UPDATE none in its conditions may be named like a column that it sets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    CursorResult,
    Executable,
    FromClause,
    Select,
    Table,
    and_,
    bindparam,
    literal_column,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.changes import Change, Changes

Value = TypeVar("Value", int, str)

CHUNK = 900
"""Values in one IN (…): older SQLite takes 999 variables in a statement."""

OURS = bindparam("our_account", type_=BigInteger)
"""The account's id; the repository that executes a statement fills it in."""

SOME: BindParameter[Any] = bindparam("some", expanding=True)
"""The values of an IN (…), of which there may be any number: see `Repository._rows_among`."""


class Repository:
    """One account's rows, within one transaction. changes: what that transaction has changed."""

    def __init__(self, connection: AsyncConnection, account_id: int, changes: Changes) -> None:
        self._connection = connection
        self._account_id = account_id
        self._changes = changes

    def _note(self, change: Change) -> None:
        """Whoever has to go on hears of it once the transaction is committed."""
        self._changes.note(change)

    async def _execute(self, statement: Executable, /, **given: Any) -> CursorResult[Any]:
        """given: the statement's parameters, and whatever else an INSERT or UPDATE sets, by column."""
        return await self._connection.execute(statement, {OURS.key: self._account_id, **given})

    async def _rows(self, statement: Executable, /, **given: Any) -> list[Any]:
        return list((await self._execute(statement, **given)).all())

    async def _rows_among(self, statement: Executable, values: Collection[Value], /, **given: Any) -> list[Any]:
        """The rows for all these values, which the statement takes as `SOME`."""
        return [row for some in chunks(values) for row in await self._rows(statement, **{SOME.key: some}, **given)]

    async def _first(self, statement: Executable, /, **given: Any) -> Any | None:
        return (await self._execute(statement, **given)).first()

    async def _count(self, statement: Executable, /, **given: Any) -> int:
        """The statement's single number; 0 for none."""
        return int((await self._execute(statement, **given)).scalar_one() or 0)

    async def _changed(self, statement: Executable, /, **given: Any) -> int:
        """How many rows the statement changed."""
        return (await self._execute(statement, **given)).rowcount

    async def _changed_among(self, statement: Executable, values: Collection[Value], /, **given: Any) -> int:
        """How many rows it changed for all these values, which the statement takes as `SOME`."""
        return sum([await self._changed(statement, **{SOME.key: some}, **given) for some in chunks(values)])

    async def _among(self, table: Table, user_ids: Collection[int]) -> set[int]:
        """Those of these people who have a row in this table."""
        return {row.user_id for row in await self._rows_among(_people_in(table), user_ids)}


@cache
def _people_in(table: Table) -> Select[Any]:
    return select(table.c.user_id).where(mine(table), table.c.user_id.in_(SOME))


def mine(table: FromClause) -> ColumnElement[bool]:
    """The account's own rows."""
    return table.c.account_id == OURS


def about(table: FromClause) -> ColumnElement[bool]:
    """The account's rows about the person whose id is the parameter `person`."""
    return and_(mine(table), table.c.user_id == bindparam("person"))


def same_person(table: FromClause, other: FromClause) -> ColumnElement[bool]:
    return and_(table.c.account_id == other.c.account_id, table.c.user_id == other.c.user_id)


def one_of(column: ColumnElement[Any], words: Collection[StrEnum]) -> ColumnElement[bool]:
    """Whether it has one of these words. They are written out: bound, each execution would spell their parameters anew."""
    return column.in_([literal_column(f"'{word.value}'") for word in sorted(words)])


def chunks(values: Collection[Value]) -> Iterator[list[Value]]:
    """Each value once, in portions that fit into one statement."""
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), CHUNK):
        yield distinct[start : start + CHUNK]


def within(
    moment: ColumnElement[Any], since: datetime | BindParameter[Any] | None, until: datetime | BindParameter[Any] | None
) -> list[ColumnElement[bool]]:
    """The conditions for since <= moment < until, where given."""
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        conditions.append(moment >= since)
    if until is not None:
        conditions.append(moment < until)
    return conditions
