"""Looks at a database without leaving a trace. Blocks: it belongs in a thread."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from bot.store.engine import BUSY_SECONDS
from bot.store.errors import StoreError, plain_words
from bot.store.schema import current_revision, forbidden, revisions


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is known about a database.

    reachable: it can be read and written, or be made. exists: there is something in it. at_head: it has this version's tables.
    problem: why Mutuals could not start with it, one plain sentence with the cure; empty when it could.
    """

    reachable: bool
    exists: bool
    at_head: bool
    problem: str = ""


def look(file: Path) -> Inspection:
    """Say whether Mutuals could start with this file. Writes nothing; beside a log that is there SQLite keeps up the log's index (-shm)."""
    problem = forbidden(file)
    if problem or not file.exists():
        return Inspection(reachable=not problem, exists=False, at_head=False, problem=problem)
    engine = create_engine("sqlite://", creator=lambda: _open_untouched(file), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            revision = current_revision(connection, file)
    except StoreError as error:
        return Inspection(reachable=True, exists=True, at_head=False, problem=str(error))
    except DBAPIError as error:
        return Inspection(reachable=False, exists=True, at_head=False, problem=plain_words(error, file))
    return Inspection(reachable=True, exists=revision is not None, at_head=revision == revisions()[-1])


def _open_untouched(file: Path) -> sqlite3.Connection:
    # Where no write-ahead log lies beside the file nobody has it open, and reading it as unchangeable keeps SQLite from making one.
    log = file.with_name(file.name + "-wal")
    mode = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    return sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True, timeout=BUSY_SECONDS)
