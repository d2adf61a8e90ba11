"""Looks at a database without leaving a trace. Blocks: it belongs in a thread."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from bot.store.engine import BUSY_SECONDS
from bot.store.errors import StoreError, plain_words
from bot.store.schema import current_revision, revisions


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is known about a database.

    reachable: it can be read and written, or be made. exists: it holds Mutuals' tables. at_head: they are this version's.
    problem: why Mutuals could not start with it, one plain sentence with the cure; empty when it could.
    """

    reachable: bool
    exists: bool
    at_head: bool
    problem: str = ""


def look(file: Path) -> Inspection:
    """Say whether Mutuals could start with this file. Writes nothing; beside a log that is there SQLite keeps up the log's index (-shm)."""
    forbidden = _forbidden(file)
    if forbidden or not file.exists():
        return Inspection(reachable=not forbidden, exists=file.exists(), at_head=False, problem=forbidden)
    engine = create_engine("sqlite://", creator=lambda: _open_untouched(file), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            revision = current_revision(connection, file)
    except StoreError as error:
        return Inspection(reachable=True, exists=True, at_head=False, problem=str(error))
    except DBAPIError as error:
        return Inspection(reachable=False, exists=True, at_head=False, problem=plain_words(error, file))
    return Inspection(reachable=True, exists=revision is not None, at_head=revision == revisions()[-1])


def _forbidden(file: Path) -> str:
    if file.exists():
        if os.access(file, os.R_OK | os.W_OK) and os.access(file.parent, os.W_OK | os.X_OK):
            return ""
        return f"The database {file} cannot be written; allow this user to write the file and its folder."
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return ""
    return f"The database {file} cannot be made; name a file in DATABASE_URL whose folder this user may write."


def _open_untouched(file: Path) -> sqlite3.Connection:
    # Where no write-ahead log lies beside the file nobody has it open, and reading it as unchangeable keeps SQLite from making one.
    log = file.with_name(file.name + "-wal")
    mode = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    return sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True, timeout=BUSY_SECONDS)
