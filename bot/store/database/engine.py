"""Connections to the database, set up the one way that Mutuals needs them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import LRUCache

from bot.store.database.dialect import Connection as InPlaceConnection
from bot.store.errors import StoreError

OLDEST_SQLITE = (3, 35)
"""The first that knows RETURNING, of March 2021; RHEL 9 has an older one."""

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


_COMPILED: LRUCache[object, object] = LRUCache(2_000)
"""Compiled statements: a statement is compiled once a process, whichever connection it runs on. Mutuals has some 400."""


def file_of(url: str) -> Path:
    """The SQLite file that a DATABASE_URL names. Raises StoreError, also where this Python cannot work with such files."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise StoreError(f"This Python brings SQLite {sqlite3.sqlite_version}; start Mutuals with one that brings {oldest} or newer.")
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError("DATABASE_URL cannot be understood; write it like sqlite+aiosqlite:///mutuals.sqlite3.") from None
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise StoreError("DATABASE_URL must name an SQLite file; write it like sqlite+aiosqlite:///mutuals.sqlite3.")
    return Path(parsed.database)


def writing_engine(file: Path) -> AsyncEngine:
    """Transactions begin as the one writer, so that what they read cannot change before they write."""
    engine = _async_engine(file, pool_size=1, max_overflow=0)
    _set_up(engine.sync_engine, begin="BEGIN IMMEDIATE", pragmas=("foreign_keys = ON",))
    return engine


def reading_engine(file: Path) -> AsyncEngine:
    """Transactions see one moment of the database, and a write in them is an error."""
    engine = _async_engine(file)
    _set_up(engine.sync_engine, begin="BEGIN", pragmas=("query_only = ON",), in_place=True)
    return engine


def migrating_engine(file: Path) -> Engine:
    """Without foreign keys: rebuilding a table, SQLite's way of altering it, would else delete what refers to it."""
    engine = create_engine(_url("sqlite", file), poolclass=NullPool, hide_parameters=True, connect_args=_CONNECT)
    _set_up(engine, begin="BEGIN IMMEDIATE", pragmas=("journal_mode = WAL",))
    return engine


_CONNECT = {"timeout": BUSY_SECONDS, "isolation_level": None}
"""isolation_level None: the driver begins no transactions of its own; see `_set_up`."""


def _async_engine(file: Path, **pool: int) -> AsyncEngine:
    engine = create_async_engine(_url("sqlite+mutuals", file), hide_parameters=True, connect_args=_CONNECT, **pool)
    return engine.execution_options(compiled_cache=_COMPILED)


def _url(driver: str, file: Path) -> URL:
    return URL.create(driver, database=str(file))


def _set_up(engine: Engine, *, begin: str, pragmas: tuple[str, ...], in_place: bool = False) -> None:
    """in_place: whether transactions begin and end without waiting for a lock or a disk, and so where they are asked to."""
    usual = {"synchronous": _NORMAL, "busy_timeout": BUSY_SECONDS * 1_000}

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in (*(f"{name} = {value}" for name, value in usual.items()), *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        if isinstance(connection, InPlaceConnection):
            connection.ends_in_place = in_place
        record.info.update(usual)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        ours = connection.connection.dbapi_connection
        if isinstance(ours, InPlaceConnection):
            ours.in_place, ours.in_transaction = in_place, True
        wanted = {
            "synchronous": _FULL if options.get(DURABLE) else _NORMAL,
            "busy_timeout": options.get(BUSY, usual["busy_timeout"]),
        }
        for name, value in wanted.items():
            if connection.info[name] != value:  # each costs a turn in the connection's thread
                connection.exec_driver_sql(f"PRAGMA {name} = {value}")
                connection.info[name] = value
        connection.exec_driver_sql(begin)
        if isinstance(ours, InPlaceConnection):
            ours.in_place = bool(options.get(IN_PLACE))
