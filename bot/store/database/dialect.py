"""How SQLAlchemy works with SQLite here: one compiled statement for all engines, and one turn in the connection's thread a statement."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Sequence
from typing import Any

from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_cursor
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_dbapi, SQLiteDialect_aiosqlite
from sqlalchemy.util import EMPTY_DICT

_Result = tuple[deque[Any], Any, int, int | None]
"""Rows, description, row count and last row id."""


class _Cursor(AsyncAdapt_dbapi_cursor):
    """Makes, executes, reads and closes SQLite's cursor in one turn; SQLAlchemy's own takes four, and each waits for two threads."""

    __slots__ = ("_found",)

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._soft_closed_memoized = EMPTY_DICT
        self._rows = deque()
        self._found: _Result = deque(), None, -1, None

    @property
    def description(self) -> Any:
        return self._found[1]

    @property
    def rowcount(self) -> int:
        return self._found[2]

    @property
    def lastrowid(self) -> Any:
        return self._found[3]

    def close(self) -> None:
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """SQLite's cursor is closed already."""

    async def _execute_async(self, operation: Any, parameters: Any) -> None:
        await self._run(_execute, operation, () if parameters is None else parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:
        await self._run(_execute_many, operation, seq_of_parameters)

    async def _run(self, work: Any, operation: Any, parameters: Any) -> None:
        connection: Any = self._connection
        adapted: Any = self._adapt_connection
        async with adapted._execute_mutex:
            if adapted.in_place:
                self._found = work(connection._conn, operation, parameters)
            else:
                self._found = await connection._execute(work, connection._conn, operation, parameters)
        self._rows = self._found[0]


class Connection(AsyncAdapt_aiosqlite_connection):
    """in_place: whether statements run where they are asked, without a turn in the thread: for those that are short and wait for nobody.

    ends_in_place: the same for a commit. in_transaction: until one is known to have ended; it may also not have begun, after all.
    """

    __slots__ = ("ends_in_place", "in_place", "in_transaction")

    _cursor_cls = _Cursor  # type: ignore[assignment]  # used in the same way

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.in_place = self.ends_in_place = self.in_transaction = False

    def commit(self) -> None:
        if self.ends_in_place:
            self._connection._conn.commit()
        else:
            super().commit()
        self.in_transaction = False

    def rollback(self) -> None:
        """SQLAlchemy asks for it whenever a connection goes back into its pool, also after a commit."""
        if self.in_transaction:
            super().rollback()
            self.in_transaction = False


class _Dbapi(AsyncAdapt_aiosqlite_dbapi):
    def connect(self, *arg: Any, **kw: Any) -> Connection:
        return Connection(self, super().connect(*arg, **kw)._connection)


class SharedDialect(SQLiteDialect_aiosqlite):
    """SQLAlchemy keeps compiled statements for each dialect object; all of ours are alike, so that one cache serves every engine."""

    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> _Dbapi:
        return _Dbapi(__import__("aiosqlite"), sqlite3)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


registry.register("sqlite.mutuals", __name__, SharedDialect.__name__)


def _execute(connection: sqlite3.Connection, operation: str, parameters: Sequence[Any]) -> _Result:
    return _read(connection.execute(operation, parameters))


def _execute_many(connection: sqlite3.Connection, operation: str, parameters: Sequence[Sequence[Any]]) -> _Result:
    return _read(connection.executemany(operation, parameters))


def _read(cursor: sqlite3.Cursor) -> _Result:
    try:
        rows = deque(cursor.fetchall()) if cursor.description else deque[Any]()
        return rows, cursor.description, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()
