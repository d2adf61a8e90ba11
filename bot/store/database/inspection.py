"""Inspects a database without writing to it. Blocks: it belongs in a thread."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from sqlalchemy import NullPool, create_engine, inspect, select
from sqlalchemy.exc import DBAPIError

from bot.domain import SavedReply
from bot.store.database.files import has_foreign_log, staged_restores
from bot.store.database.integrity import FOREIGN_LOG, check_integrity, open_read_only
from bot.store.database.revisions import current_revision, revisions
from bot.store.database.schema import permission_problem
from bot.store.errors import StoreError, store_error
from bot.store.tables import saved_replies


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


def inspect_database(file: Path) -> Inspection:
    """Say whether Mutuals could start with this file. Writes nothing; beside a log that is there SQLite keeps up the log's index (-shm)."""
    problem = permission_problem(file)
    if staged := staged_restores(file):
        file = staged[-1]  # the next start puts it in its place
    elif not problem and has_foreign_log(file):
        problem = FOREIGN_LOG.format(file=file)
    if problem or not file.exists():
        return Inspection(reachable=not problem, exists=False, at_head=False, problem=problem)
    try:
        revision = check_integrity(file)
    except StoreError as error:
        return Inspection(reachable=not isinstance(error.__cause__, DBAPIError), exists=True, at_head=False, problem=str(error))
    return Inspection(reachable=True, exists=revision is not None, at_head=revision == revisions()[-1])


def saved_replies_in(file: Path) -> list[SavedReply]:
    """The saved replies in a database, also while a bot works with it; none where there is no database, or one from before there were any.

    Writes nothing. Raises StoreError.
    """
    if not file.exists():
        return []
    engine = create_engine("sqlite://", creator=lambda: open_read_only(file), poolclass=NullPool)
    columns = [saved_replies.c[field.name] for field in fields(SavedReply)]
    try:
        with engine.connect() as connection:
            if current_revision(connection, file) is None or not inspect(connection).has_table(saved_replies.name):
                return []
            return [SavedReply(*row) for row in connection.execute(select(*columns).order_by(saved_replies.c.intent, saved_replies.c.id))]
    except DBAPIError as error:
        raise store_error(error, file) from error
