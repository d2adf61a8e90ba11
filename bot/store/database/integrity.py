"""Checks that a database is intact, without writing to it. Blocks: it belongs in a thread."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from bot.store.database.dialect import BUSY_SECONDS
from bot.store.database.files import part
from bot.store.database.revisions import current_revision
from bot.store.errors import DAMAGED, Unusable, store_error

FOREIGN_LOG = (
    "The log {file}-wal does not belong to the database beside it, as when a backup was copied into its place by hand; "
    "restore the backup with `mutuals restore FILE`."
)


def check_integrity(file: Path, *, known_as: Path | None = None) -> str | None:
    """Check every page, index and reference; returns the revision of an intact database, None for an empty one.

    It takes a second for about half a gigabyte. known_as: the file that is to be named to people, where this is a copy of it.
    Raises StoreError where it is damaged, somebody else's, or of a newer version.
    """
    name = known_as or file
    engine = create_engine("sqlite://", creator=lambda: open_read_only(file), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            revision = current_revision(connection, name)
            found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            if found != "ok" or connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Unusable(DAMAGED.format(file=name))
            return revision
    except DBAPIError as error:
        raise store_error(error, name) from error


def open_read_only(file: Path) -> sqlite3.Connection:
    """A connection that writes nothing; beside a log that is there SQLite keeps up the log's index (-shm)."""
    # Where no write-ahead log lies beside the file nobody has it open, and reading it as unchangeable keeps SQLite from making one.
    mode = "mode=ro" if part(file, "-wal").exists() else "mode=ro&immutable=1"
    return sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True, timeout=BUSY_SECONDS)
