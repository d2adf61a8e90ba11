"""How SQLAlchemy works with SQLite here: one compiled statement for all engines, and one turn in the connection's thread a statement."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_cursor
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_dbapi, SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.util import EMPTY_DICT, await_only, greenlet_spawn
from sqlalchemy.util.concurrency import in_greenlet

BUSY_SECONDS = 10
"""How long a connection waits for another process that writes, unless the transaction says otherwise."""

BUSY = "mutuals_busy_ms"
"""Execution option of a transaction: how many milliseconds it waits for another process."""
DURABLE = "mutuals_durable"
"""Execution option of a transaction: whether its commit returns only when it, and all before it, would survive a power cut."""

IN_PLACE = "mutuals_in_place"
"""Execution option of a transaction: whether its statements are few and short, and somebody waits: once it has begun as the one writer
they wait for no lock, so that they run where they are asked. So do its beginning, unless another process is writing, and its commit, unless
it waits for the disk; tidying up the log, which does, is left to other transactions."""

_BEGIN_WRITING = "BEGIN IMMEDIATE"

_NORMAL, _FULL = 1, 2
"""With a write-ahead log NORMAL keeps the database whole through a power cut, but may lose the last commits; FULL waits for the disk."""

USUAL = {"synchronous": _NORMAL, "busy_timeout": BUSY_SECONDS * 1_000, "wal_autocheckpoint": 1_000}
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

    def execute(self, operation: Any, parameters: Any = None) -> None:
        self._run(_execute, operation, () if parameters is None else parameters)

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        self._run(_execute_many, operation, seq_of_parameters)

    def _run(self, work: Any, operation: Any, parameters: Any) -> None:
        connection: Any = self._connection
        adapted: Any = self._adapt_connection
        if adapted.in_place:
            self._found = work(connection._conn, operation, parameters)
            if in_greenlet():
                await_only(_nothing())  # else SQLAlchemy takes the driver for one that blocks
        else:
            try:
                self._found = await_only(self._run_in_thread(work, operation, parameters))
            except Exception as error:
                adapted._handle_exception(error)
        self._rows = self._found[0]

    async def _run_in_thread(self, work: Any, operation: Any, parameters: Any) -> Any:
        connection: Any = self._connection
        async with self._adapt_connection._execute_mutex:
            return await connection._execute(work, connection._conn, operation, parameters)


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
        self.in_transaction = True
        self._tell("synchronous", _FULL if self.options.get(DURABLE) else _NORMAL)
        self.in_place = bool(self.options.get(IN_PLACE))
        self._tell("wal_autocheckpoint", 0 if self.in_place else USUAL["wal_autocheckpoint"])
        if not (self.in_place and self._begins_at_once()):
            self._tell("busy_timeout", self.options.get(BUSY, USUAL["busy_timeout"]))
            self._begin_in_thread()

    def _begins_at_once(self) -> bool:
        """Whether no other process is writing: then nobody is waited for, and it has begun."""
        self._tell("busy_timeout", 0)
        try:
            self._connection._conn.execute(_BEGIN_WRITING).close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def _begin_in_thread(self) -> None:
        in_place, self.in_place = self.in_place, self.reads
        cursor = self.cursor()
        cursor.execute("BEGIN" if self.reads else _BEGIN_WRITING)
        cursor.close()
        self.in_place = in_place

    def _tell(self, pragma: str, value: int) -> None:
        """Where it is asked: SQLite only notes it."""
        if self.told[pragma] != value:
            self._connection._conn.execute(f"PRAGMA {pragma} = {value}").close()
            self.told[pragma] = value

    def commit(self) -> None:
        if self.reads or (self.in_place and self.told["synchronous"] == _NORMAL):
            self._connection._conn.commit()
        else:
            super().commit()
        self.in_transaction = False

    def rollback(self) -> None:
        """SQLAlchemy asks for it whenever a connection goes back into its pool, also after a commit."""
        if self.in_transaction:
            super().rollback()
            self.in_transaction = False


class _Transaction(AsyncConnection):
    """What runs in place waits for nobody, and needs no greenlet: to make one takes half as long as a statement."""

    async def execute(self, statement: Any, parameters: Any = None, **options: Any) -> Any:
        connection: Any = self.sync_connection
        if getattr(connection.connection.dbapi_connection, "in_place", False):  # of PostgreSQL it is none of ours
            return connection.execute(statement, parameters, **options)
        return await super().execute(statement, parameters, **options)


@asynccontextmanager
async def transaction(engine: AsyncEngine, options: Mapping[str, Any]) -> AsyncIterator[AsyncConnection]:
    """Commits at the end, and leaves nothing behind when it is left by an exception. options: execution options.

    It begins and ends in one greenlet each; SQLAlchemy's own managers take five, and a task to close the connection.
    """
    connection = await greenlet_spawn(_begin, engine.sync_engine, options)
    try:
        yield _Transaction(engine, connection)
    except BaseException as error:
        await asyncio.shield(greenlet_spawn(_end, connection, error))  # a task that is cancelled again gives it back all the same
        raise
    await greenlet_spawn(_end, connection)


def _begin(engine: sa.Engine, options: Mapping[str, Any]) -> sa.Connection:
    connection = engine.connect()
    try:
        connection.execution_options(**options)
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection


def _end(connection: sa.Connection, error: BaseException | None = None) -> None:
    with connection:
        if error is None:
            connection.commit()
        else:
            connection.rollback()


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


async def _nothing() -> None:
    pass


def _read(cursor: sqlite3.Cursor) -> _Result:
    try:
        rows = deque(cursor.fetchall()) if cursor.description else deque[Any]()
        return rows, cursor.description, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()
