"""A file's contents in any format: entries, each of which holds a record or cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


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
        return f"{count:,} {self.noun[count != 1]}"
