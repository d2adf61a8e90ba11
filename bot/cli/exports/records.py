"""A file's contents in any format: entries, each of which holds a record or cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.views.format.console import counted


class Entry(NamedTuple):
    """One line, one row of a table or one element of a JSON document, counted from 1.

    record: what it holds; None where `error` says in a sentence why there is nothing.
    """

    number: int
    record: object
    error: str = ""


@dataclass(frozen=True, slots=True)
class RecordType:
    """The type of record that is looked for in a file.

    noun: how one of it is called, and several. is_column: whether a column of this name is one of a table of these.
    archive: what is said of a file from the archive that X sends its users. alone: what is said of a mere list of ids or names.
    forms: what may be read, as a list of nouns.
    """

    noun: tuple[str, str]
    is_column: Callable[[str], bool]
    archive: str
    alone: str
    forms: str

    def counted(self, count: int) -> str:
        """As in "1 person" or "12 people"."""
        return counted(count, *self.noun)


Record = Mapping[str, object]

MAX_DEPTH = 12
"""Levels that are looked at; what X's website receives has its users and posts on the tenth."""


def levels(record: Record, *, without: Collection[str]) -> Iterator[list[Record]]:
    """The record itself, then all objects in it, then those in these, and so on. without: names under which none is looked for."""
    level = [record]
    for _ in range(MAX_DEPTH):
        if not level:
            return
        yield level
        level = [inner for each in level for inner in _inner(each, without)]


def _inner(record: Record, without: Collection[str]) -> Iterator[Record]:
    for name, value in record.items():
        if name not in without:
            for inner in value if isinstance(value, list) else (value,):
                if isinstance(inner, dict):
                    yield inner
