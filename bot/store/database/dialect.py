"""How SQLAlchemy works with SQLite here: one compiled statement for all engines, and one turn in the connection's thread a statement."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_cursor
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_dbapi, SQLiteDialect_aiosqlite
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.util import EMPTY_DICT

BUSY_SECONDS = 10
"""How long a connection waits for another process that writes, unless the transaction says otherwise."""

BUSY = "mutuals_busy_ms"
"""Execution option of a transaction: how many milliseconds it waits for another process."""
DURABLE = "mutuals_durable"
"""Execution option of a transaction: whether its commit returns only when it, and all before it, would survive a power cut."""

IN_PLACE = "mutuals_in_place"
"""Execution option of a transaction: whether its statements are few and short, and somebody waits: once it has begun as the one writer
they wait for no lock, so that they run where they are asked. That it begins and commits is left to the connection's thread."""

_NORMAL, _FULL = 1, 2
"""With a write-ahead log NORMAL keeps the database whole through a power cut, but may lose the last commits; FULL waits for the disk."""

USUAL = {"synchronous": _NORMAL, "busy_timeout": BUSY_SECONDS * 1_000}
"""The pragmas that a transaction may have otherwise."""

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
    """reads: its transactions only read, and so wait for no lock and no disk where they begin and commit.

    options: execution options of the next transaction. in_place: whether statements run where they are asked, without a turn in the
    thread. in_transaction: until one is known to have ended; it may also not have begun, after all. told: what the `USUAL` pragmas
    are at present.
    """

    __slots__ = ("in_place", "in_transaction", "options", "reads", "told")

    _cursor_cls = _Cursor  # type: ignore[assignment]  # used in the same way

    def __init__(self, dbapi: _Dbapi, connection: Any, *, reads: bool) -> None:
        super().__init__(dbapi, connection)
        self.reads = reads
        self.in_place = self.in_transaction = False
        self.options: Mapping[str, Any] = {}
        self.told = dict(USUAL)

    def begin(self) -> None:
        self.in_place, self.in_transaction = self.reads, True
        wanted = USUAL | {"busy_timeout": self.options.get(BUSY, USUAL["busy_timeout"])}
        if self.options.get(DURABLE):
            wanted["synchronous"] = _FULL
        for name, value in wanted.items():
            if self.told[name] != value:  # each costs a turn in the thread
                self._execute(f"PRAGMA {name} = {value}")
                self.told[name] = value
        self._execute("BEGIN" if self.reads else "BEGIN IMMEDIATE")
        self.in_place = bool(self.options.get(IN_PLACE))

    def commit(self) -> None:
        if self.reads:
            self._connection._conn.commit()
        else:
            super().commit()
        self.in_transaction = False

    def rollback(self) -> None:
        """SQLAlchemy asks for it whenever a connection goes back into its pool, also after a commit."""
        if self.in_transaction:
            super().rollback()
            self.in_transaction = False

    def _execute(self, statement: str) -> None:
        cursor = self.cursor()
        cursor.execute(statement)
        cursor.close()


class _Dbapi(AsyncAdapt_aiosqlite_dbapi):
    def connect(self, *arg: Any, reads: bool = False, **kw: Any) -> Connection:
        return Connection(self, super().connect(*arg, **kw)._connection, reads=reads)


class SharedDialect(SQLiteDialect_aiosqlite):
    """SQLAlchemy keeps compiled statements for each dialect object; all of ours are alike, so that one cache serves every engine."""

    supports_statement_cache = True

    def set_connection_execution_options(self, connection: sa.Connection, opts: Any) -> None:
        """They are all that is known of a transaction before it begins."""
        super().set_connection_execution_options(connection, opts)
        _ours(connection.connection).options = opts

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Not in a handler of the event: an engine that has one spends a third more on every statement."""
        _ours(dbapi_connection).begin()

    @classmethod
    def import_dbapi(cls) -> _Dbapi:
        return _Dbapi(__import__("aiosqlite"), sqlite3)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


def _ours(connection: PoolProxiedConnection) -> Connection:
    ours: Connection = connection.dbapi_connection  # type: ignore[assignment]  # as `_Dbapi.connect` made it
    return ours


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
