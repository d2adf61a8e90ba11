"""Errors of the store, worded for the person who runs it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import DBAPIError


class StoreError(Exception):
    """One plain sentence on what is wrong with the database, with the cure."""


class StoreBusy(StoreError):
    """Somebody else was writing for too long. Nothing of the transaction is in the database, and it can be tried again."""


class Unusable(StoreError):
    """The file is no database of Mutuals, or is one no more: only another file helps."""


DAMAGED = "The database {file} is damaged; restore a backup with `mutuals restore FILE`."

_CURES = (
    ("locked", "The database {file} is in use by another program; close what holds it open."),
    ("full", "The disk of the database {file} is full; make room."),
    ("readonly", "The database {file} cannot be written; allow this user to write the file and its folder."),
    ("not a database", "{file} is not a Mutuals database; name another file in DATABASE_URL, or move this one away."),
    ("malformed", DAMAGED),
    ("unable to open", "The database {file} cannot be opened; allow this user to read and write the file and its folder."),
)
_KINDS = {"locked": StoreBusy, "not a database": Unusable, "malformed": Unusable}


def store_error(error: DBAPIError, file: Path) -> StoreError:
    """What the database said, as a sentence with a cure."""
    said = str(error.orig)
    for sign, sentence in _CURES:
        if sign in said.replace("read-only", "readonly"):
            return _KINDS.get(sign, StoreError)(sentence.format(file=file))
    return StoreError(
        f"The database {file} failed ({said}); look at its disk, and restore a backup with `mutuals restore FILE` if it stays so."
    )
