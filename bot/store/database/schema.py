"""Brings a database to this version's tables. Everything here blocks: it belongs in a thread."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

from filelock import BaseFileLock
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.store.database.engine import migrating_engine
from bot.store.database.files import finish_restore, has_foreign_log, staged_restores
from bot.store.database.integrity import FOREIGN_LOG, check_integrity
from bot.store.database.lock import acquire_lock
from bot.store.database.revisions import MIGRATIONS, current_revision, revisions
from bot.store.errors import DAMAGED, StoreError, store_error

log = logging.getLogger(__name__)

_one_at_a_time = threading.Lock()
"""Alembic keeps the migration under way in module globals."""


def prepare(file: Path, *, exclusive: bool = False) -> BaseFileLock | None:
    """Make the file and its folder where they are missing, and migrate it to this version. Raises StoreError.

    exclusive: lock the database before it is touched, and return the lock; a damaged one is then refused and left as it is.
    """
    problem = permission_problem(file)
    if problem:
        raise StoreError(problem)
    try:
        make_folder(file.parent)
        lock = acquire_lock(file) if exclusive else None
        try:
            if exclusive:
                _finish_restore(file)
                if has_foreign_log(file):
                    raise StoreError(FOREIGN_LOG.format(file=file))
            if not file.exists():
                file.touch(mode=0o600)
            if exclusive:
                # Always, and not after a crash alone: nothing shows for certain that a file was not copied by hand since.
                check_integrity(file)
            with _one_at_a_time, migrating_engine(file).begin() as connection:
                _migrate(connection, file)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
    except OSError as error:
        raise StoreError(f"The database {file} cannot be made ({error.strerror}); look at its disk.") from error
    except DBAPIError as error:
        raise store_error(error, file) from error
    return lock


def permission_problem(file: Path) -> str:
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


def make_folder(folder: Path) -> None:
    """Make it and those above it where they are missing, for this user alone."""
    for missing in [path for path in reversed([folder, *folder.parents]) if not path.is_dir()]:
        missing.mkdir(mode=0o700, exist_ok=True)


def _finish_restore(file: Path) -> None:
    if staged_restores(file):
        aside = finish_restore(file)
        log.warning("An interrupted restore was finished%s.", f"; the database before it is {aside}" if aside else "")


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
        raise StoreError(DAMAGED.format(file=file))
