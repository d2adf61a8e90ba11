"""The base of every repository."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Executable, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.changes import Change, Changes

Value = TypeVar("Value", int, str)

CHUNK = 900
"""Values in one IN (…): older SQLite takes 999 variables in a statement."""


class Repository:
    """One account's rows, within one transaction. changes: what that transaction has changed."""

    def __init__(self, connection: AsyncConnection, account_id: int, changes: Changes) -> None:
        self._connection = connection
        self._account_id = account_id
        self._changes = changes

    def _note(self, change: Change) -> None:
        """Whoever has to go on hears of it once the transaction is committed."""
        self._changes.note(change)

    async def _rows(self, statement: Executable) -> list[Any]:
        return list((await self._connection.execute(statement)).all())

    async def _first(self, statement: Executable) -> Any | None:
        return (await self._connection.execute(statement)).first()

    async def _count(self, statement: Executable) -> int:
        """The statement's single number; 0 for none."""
        return int((await self._connection.execute(statement)).scalar_one() or 0)

    async def _changed(self, statement: Executable) -> int:
        """How many rows the statement changed."""
        return (await self._connection.execute(statement)).rowcount

    async def _among(self, table: Table, user_ids: Collection[int]) -> set[int]:
        """Those of these people who have a row in this table."""
        found: set[int] = set()
        for some in chunks(user_ids):
            rows = await self._rows(select(table.c.user_id).where(self._mine(table), table.c.user_id.in_(some)))
            found.update(row.user_id for row in rows)
        return found

    def _mine(self, table: Table) -> ColumnElement[bool]:
        return table.c.account_id == self._account_id

    def _about(self, table: Table, user_id: int) -> ColumnElement[bool]:
        return and_(self._mine(table), table.c.user_id == user_id)

    def _same_person(self, table: Table, other: Table) -> ColumnElement[bool]:
        return and_(table.c.account_id == other.c.account_id, table.c.user_id == other.c.user_id)


def chunks(values: Collection[Value]) -> Iterator[list[Value]]:
    """Each value once, in portions that fit into one statement."""
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), CHUNK):
        yield distinct[start : start + CHUNK]


def within(moment: ColumnElement[Any], since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """The conditions for since <= moment < until, where given."""
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        conditions.append(moment >= since)
    if until is not None:
        conditions.append(moment < until)
    return conditions
