"""Connections to the database, set up the one way that Mutuals needs them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import LRUCache

from bot.store.database.dialect import BUSY_SECONDS, USUAL
from bot.store.errors import StoreError

OLDEST_SQLITE = (3, 35)
"""The first that knows RETURNING, of March 2021; RHEL 9 has an older one."""

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
    engine = _async_engine(file, reads=False, pool_size=1, max_overflow=0)
    _set_up(engine.sync_engine, "foreign_keys = ON")
    return engine


def reading_engine(file: Path) -> AsyncEngine:
    """Transactions see one moment of the database, and a write in them is an error."""
    engine = _async_engine(file, reads=True, pool_recycle=_RENEWED_AFTER)
    _set_up(engine.sync_engine, "query_only = ON")
    return engine


def migrating_engine(file: Path) -> Engine:
    """Without foreign keys: rebuilding a table, SQLite's way of altering it, would else delete what refers to it."""
    engine = create_engine(_url("sqlite", file), poolclass=NullPool, hide_parameters=True, connect_args=_CONNECT)
    _set_up(engine, "journal_mode = WAL")
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


_RENEWED_AFTER = 600
"""Seconds. A connection chooses indexes by the counts that were there when it was made (`Store.analyze`)."""

_CONNECT = {"timeout": BUSY_SECONDS, "isolation_level": None}
"""isolation_level None: the driver begins no transactions of its own."""


def _async_engine(file: Path, *, reads: bool, **pool: int) -> AsyncEngine:
    connect = _CONNECT | {"reads": reads}
    engine = create_async_engine(_url("sqlite+mutuals", file), hide_parameters=True, connect_args=connect, **pool)
    return engine.execution_options(compiled_cache=_COMPILED)


def _url(driver: str, file: Path) -> URL:
    return URL.create(driver, database=str(file))


def _set_up(engine: Engine, *pragmas: str) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in (*(f"{name} = {value}" for name, value in USUAL.items()), *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
