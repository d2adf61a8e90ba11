"""What can go wrong with the store, in words for the person who runs it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import DBAPIError


class StoreError(Exception):
    """One plain sentence on what is wrong with the database, with the cure."""


_CURES = (
    ("locked", "The database {file} is in use by something else for more than 10 s; close what holds it open."),
    ("full", "The disk of the database {file} is full; make room."),
    ("readonly", "The database {file} cannot be written; allow this user to write the file and its folder."),
    ("not a database", "{file} is not a Mutuals database; name another file in DATABASE_URL, or move this one away."),
    ("malformed", "The database {file} is damaged; put back a backup of it."),
    ("unable to open", "The database {file} cannot be opened; allow this user to read and write the file and its folder."),
)


def plain_words(error: DBAPIError, file: Path) -> str:
    """What the database said, as a sentence with a cure."""
    said = str(error.orig)
    for sign, sentence in _CURES:
        if sign in said.replace("read-only", "readonly"):
            return sentence.format(file=file)
    return f"The database {file} failed ({said}); look at its disk, and put back a backup if it stays so."
