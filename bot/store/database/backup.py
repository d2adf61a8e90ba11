"""Copies of the database, made while it is in use and put back when it is needed. Everything here blocks: it belongs in a thread."""

from __future__ import annotations

import glob
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.store.database.dialect import BUSY_SECONDS
from bot.store.database.engine import file_of
from bot.store.database.files import PARTS, finish_restore, has_foreign_log, part, parts_of, stage_restore
from bot.store.database.integrity import FOREIGN_LOG, check_integrity, open_read_only
from bot.store.database.lock import acquire_lock, is_open_elsewhere
from bot.store.database.schema import make_folder, permission_problem
from bot.store.errors import StoreError, Unusable


def back_up(url: str, target: Path, *, overwrite: bool = False) -> int:
    """Write a copy of the database that a DATABASE_URL names, whole and checked, as one file that this user alone may read.

    Mutuals may run meanwhile. The copy appears under its name only when it is complete. Returns its bytes. Raises StoreError.
    """
    file = file_of(url)
    if not file.exists():
        raise StoreError(f"There is no database {file}, so there is nothing to back up; look at DATABASE_URL.")
    if any(_same(target, path) for path in [part(file, suffix) for suffix in PARTS]):
        raise StoreError(f"{target} belongs to the database itself; name another file for the backup.")
    if target.is_dir():
        raise StoreError(f"{target} is a folder; name a file for the backup.")
    if target.exists() and not overwrite:
        raise StoreError(f"{target} is there already; name another file, or let it be replaced with --overwrite.")
    if not target.parent.is_dir():
        raise StoreError(f"There is no folder {target.parent} for the backup; make it first.")
    if has_foreign_log(file):
        raise StoreError(FOREIGN_LOG.format(file=file))
    with _as_store_errors(target), _verified_copy(lambda: _open_in_use(file), file, beside=target) as copy:
        size = copy.stat().st_size
        copy.replace(target)
    return size


def restore(url: str, source: Path) -> Path | None:
    """Put a copy of this backup in the place of the database; the backup itself stays as it is.

    Refused while a Mutuals runs, and for anything but a whole database of Mutuals that this version knows. An older one is migrated by the
    next start. Returns where the database that was there is kept, with everything that belongs to it; None when there was none.
    Raises StoreError.
    """
    file = file_of(url)
    if not source.is_file():
        raise StoreError(f"There is no file {source}; name the backup to be restored.")
    if _same(source, file):
        raise StoreError(f"{source} is the database itself; name the backup to be restored.")
    problem = permission_problem(file)
    if problem:
        raise StoreError(problem)
    if has_foreign_log(source):
        raise StoreError(FOREIGN_LOG.format(file=source))
    with _as_store_errors(file):
        make_folder(file.parent)
        lock = acquire_lock(file)
        try:
            if any(is_open_elsewhere(path) for path in parts_of(file)[:1]):
                raise StoreError(f"Another program has the database {file} open; close it first, then try again.")
            finish_restore(file)
            for left in file.parent.glob(f"{glob.escape(_partial_prefix(file))}*"):
                left.unlink()
            try:
                with _verified_copy(lambda: open_read_only(source), source, beside=file) as copy:
                    stage_restore(file, copy, datetime.now(UTC))
                    return finish_restore(file)
            except sqlite3.OperationalError:
                raise
            except (Unusable, sqlite3.DatabaseError) as error:
                raise StoreError(f"{source} is no whole backup of Mutuals, so nothing was changed; name another one.") from error
        finally:
            lock.release()


@contextmanager
def _verified_copy(connect: Callable[[], sqlite3.Connection], original: Path, *, beside: Path) -> Iterator[Path]:
    """A copy under a passing name in the folder where it is wanted: complete, checked, on the disk, without a log of its own.

    It is gone afterwards, unless it was given another name.
    """
    descriptor, name = tempfile.mkstemp(prefix=_partial_prefix(beside), dir=beside.parent)
    os.close(descriptor)
    copy = Path(name)
    try:
        with closing(connect()) as source, closing(sqlite3.connect(copy, isolation_level=None)) as destination:
            # In one step: a step more would begin anew whenever the bot writes in between.
            source.backup(destination)
            destination.execute("PRAGMA journal_mode = DELETE")
        if check_integrity(copy, known_as=original) is None:
            raise Unusable(f"{original} is empty: it holds no data of Mutuals.")
        with copy.open("rb+") as written:
            os.fsync(written.fileno())
        yield copy
    finally:
        for left in parts_of(copy):
            left.unlink()


def _partial_prefix(file: Path) -> str:
    """How the names of unfinished copies begin; a kill leaves one behind."""
    return f".{file.name}.partial-"


def _open_in_use(file: Path) -> sqlite3.Connection:
    """Where a log lies there, without the right to write: a dead Mutuals' log stays as it is for the start that examines it."""
    log = part(file, "-wal")
    mode = "ro" if log.exists() and log.stat().st_size else "rw"
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # waits for a lock so long, where a backup would for ever
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def _as_store_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"The database could not be copied ({error}); `mutuals check` says whether it is whole.") from error
    except OSError as error:
        raise StoreError(f"{file} cannot be written ({error.strerror}); look at its disk and at who may write its folder.") from error


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)
