"""Brings a database to this version's tables. Everything here blocks: it belongs in a thread."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from filelock import BaseFileLock
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.store.engine import migrating_engine
from bot.store.errors import StoreError, plain_words
from bot.store.ownership import claim

MIGRATIONS = Path(__file__).with_name("migrations")

_one_at_a_time = threading.Lock()
"""Alembic keeps the migration under way in module globals."""


def prepare(file: Path, *, alone: bool = False) -> BaseFileLock | None:
    """Make the file and its folder where they are missing, and migrate it to this version. Raises StoreError.

    alone: hold the database before it is touched, and give back what holds it.
    """
    problem = forbidden(file)
    if problem:
        raise StoreError(problem)
    try:
        _make(file)
        lock = claim(file) if alone else None
        try:
            with _one_at_a_time, migrating_engine(file).begin() as connection:
                _migrate(connection, file)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
    except OSError as error:
        raise StoreError(f"The database {file} cannot be made ({error.strerror}); look at its disk.") from error
    except DBAPIError as error:
        raise StoreError(plain_words(error, file)) from error
    return lock


def revisions() -> list[str]:
    """The migrations of this version, oldest first. Their file names begin with them, so that Alembic need not be loaded to know."""
    return sorted(script.name[:4] for script in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current_revision(connection: Connection, file: Path) -> str | None:
    """The last migration that this database has seen; None for an empty one. Raises StoreError when this version cannot use it."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StoreError(f"{file} holds something else than Mutuals' data; name another file in DATABASE_URL.")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is not None and revision not in revisions():
        raise StoreError(f"The database {file} was written by a newer Mutuals; install the newest version, or put back an older backup.")
    return None if revision is None else str(revision)


def forbidden(file: Path) -> str:
    """Why this user may not write, or make, the file, as a sentence with the cure; empty when nothing forbids it.

    Asked beforehand because SQLite opens what it may not write all the same, and fails at the first write.
    """
    try:
        place = file if file.exists() else next(parent for parent in file.absolute().parents if parent.exists())
    except PermissionError:
        return f"The database {file} cannot be reached; allow this user to read and write its folder."
    if place != file:
        fine = place.is_dir() and os.access(place, os.W_OK | os.X_OK)
        return "" if fine else f"The database {file} cannot be made; name a file in DATABASE_URL whose folder this user may write."
    fine = os.access(file, os.R_OK | os.W_OK) and os.access(file.parent, os.W_OK | os.X_OK)
    return "" if fine else f"The database {file} cannot be written; allow this user to write the file and its folder."


def _make(file: Path) -> None:
    if not file.parent.is_dir():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


def _migrate(connection: Connection, file: Path) -> None:
    if current_revision(connection, file) == revisions()[-1]:
        return
    # Alembic takes longer to load than everything else here takes to run, and is hardly ever needed.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StoreError(f"The database {file} holds rows that belong to nothing and was left as it was; put back a backup of it.")
