"""The file of saved replies for a spreadsheet: written and read, with a fault for everything in it that cannot be kept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from bot.domain import Figure, Intent, Note, SavedReply
from bot.drafting.faults import FileFault
from bot.drafting.language import language_of
from bot.drafting.spreadsheet import ENCODING, csv_bytes, unescape_formulas
from bot.drafting.templates import template_errors
from bot.drafting.visible_text import MAX_TEXT_LENGTH, visible_text

COLUMNS = ("intent", "language", "text")
MAX_ROWS = 500
MAX_FILE_BYTES = 2 * 1024 * 1024
"""Bytes: enough for as many of the longest texts in any script, each letter of which takes up to 4."""
MAX_ERRORS = 10
"""Lines with errors that are reported; those below are not checked, so that a file full of errors costs no more than these."""

MAX_CELL_LENGTH = 4_000
"""Characters of a cell that are looked at, as many as a form of Discord takes: much of a text may be what nobody sees."""
_DELIMITERS = (",", ";", "\t")
_MAX_SHOWN = 30
_PLURALS = {
    "questions": Intent.QUESTION,
    "complaints": Intent.COMPLAINT,
    "shares": Intent.SHARE,
    "greetings": Intent.GREETING,
    "other posts": Intent.OTHER,
}
_INTENTS = {intent.value: intent for intent in Intent} | _PLURALS
"""As the file spells them, and as the form calls them."""
_SEPARATOR = re.compile(r'^\s*"?sep=.?"?[ ;,\t]*(?:\r?\n|\Z)', re.IGNORECASE)
"""What Excel writes and reads above the header; what stands between the cells shows in the header, too."""


@dataclass(frozen=True, slots=True)
class NewReply:
    """A saved reply that is not kept yet. language: two letters; empty for any."""

    intent: Intent
    language: str
    text: str

    def answers_same_posts_as(self, other: SavedReply) -> bool:
        """Whether both answer the same posts."""
        return (self.intent, self.language) == (other.intent, other.language)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a file holds. replies: those without errors. errors: the last of them says where the reading ended."""

    replies: tuple[NewReply, ...]
    errors: tuple[Note, ...]


class _Unreadable(Exception):
    """Why nothing at all can be read from the file."""

    def __init__(self, code: str, **figures: Figure) -> None:
        super().__init__(code)
        self.fault = Note(code, figures)


class _Row(NamedTuple):
    line: int
    cells: list[str]


def export_replies(replies: Iterable[SavedReply | NewReply]) -> bytes:
    """The file, which `import_replies` reads back exactly as it was."""
    return csv_bytes(COLUMNS, ((reply.intent.value, reply.language, reply.text) for reply in replies))


def import_replies(data: bytes) -> ImportResult:
    """What is in a file, which may have its columns in any order and commas, semicolons or tabs between them. Never raises."""
    try:
        rows = _rows(_decoded(data))
        replies, errors = _read(rows)
    except _Unreadable as unreadable:
        return ImportResult((), (unreadable.fault,))
    return ImportResult(tuple(replies), tuple(errors))


def _decoded(data: bytes) -> str:
    if len(data) > MAX_FILE_BYTES:
        raise _Unreadable(FileFault.LARGE, kib=round(len(data) / 1024), most=MAX_FILE_BYTES // 1024)
    try:
        text = data.decode(ENCODING)
    except UnicodeDecodeError:
        raise _Unreadable(FileFault.NOT_UTF8) from None
    if "\0" in text:
        raise _Unreadable(FileFault.NO_TEXT_FILE)
    if not text.strip():
        raise _Unreadable(FileFault.EMPTY)
    return text


def _rows(text: str) -> list[_Row]:
    """What stands below the header, with the cells in the order of `COLUMNS`."""
    text = _SEPARATOR.sub("", text, count=1)
    if not text.strip():
        raise _Unreadable(FileFault.NO_REPLIES)
    header = text.lstrip().splitlines()[0]
    delimiter = next((mark for mark in _DELIMITERS if _columns(header.split(mark)) is not None), ",")
    records = _records(text, delimiter)
    first = next(records, _Row(1, []))  # a file of empty cells has no header either
    places = _columns(first.cells)
    if places is None:
        raise _Unreadable(FileFault.ON_LINE, line=first.line, fault=Note(FileFault.HEADER))
    rows = list(islice(records, MAX_ROWS))
    if not rows:
        raise _Unreadable(FileFault.NO_ROWS)
    if beyond := sum(1 for _ in records):
        raise _Unreadable(FileFault.MANY_ROWS, rows=len(rows) + beyond, most=MAX_ROWS)
    return [_Row(row.line, _ordered(row.cells, places)) for row in rows]


def _columns(header: Sequence[str]) -> list[int] | None:
    """Where each of `COLUMNS` stands; None where the header is not made of them."""
    names = [cell.strip().strip('"').strip().casefold() for cell in header]
    while names and not names[-1]:
        # A spreadsheet that once had more columns saves them, too.
        names.pop()
    return [names.index(column) for column in COLUMNS] if sorted(names) == sorted(COLUMNS) else None


def _records(text: str, delimiter: str) -> Iterator[_Row]:
    """All that is not blank, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            raise _Unreadable(FileFault.ON_LINE, line=line, fault=_too_long(csv.field_size_limit())) from None
        raise _Unreadable(FileFault.ON_LINE, line=line, fault=Note(FileFault.QUOTES)) from None


def _ordered(cells: list[str], places: list[int]) -> list[str]:
    """The cells of the columns, and whatever is too much behind them."""
    return [*(cells[place] if place < len(cells) else "" for place in places), *cells[len(places) :]]


def _read(rows: Iterable[_Row]) -> tuple[list[NewReply], list[Note]]:
    replies: list[NewReply] = []
    errors: list[Note] = []
    lines: dict[str, int] = {}
    rows_with_errors = 0
    for row in rows:
        if rows_with_errors == MAX_ERRORS:
            errors.append(Note(FileFault.UNCHECKED, {"line": row.line}))
            break
        read = _reply(row.cells)
        if isinstance(read, NewReply):
            before = lines.setdefault(read.text, row.line)
            if before == row.line:
                replies.append(read)
                continue
            read = [Note(FileFault.SAME_TEXT, {"line": before})]
        rows_with_errors += 1
        errors += [Note(FileFault.ON_LINE, {"line": row.line, "fault": error}) for error in read]
    return replies, errors


def _reply(cells: list[str]) -> NewReply | list[Note]:
    """The saved reply in these cells, or what is wrong with them."""
    if any(cells[len(COLUMNS) :]):
        return [Note(FileFault.MANY_CELLS)]
    if max(map(len, cells)) > MAX_CELL_LENGTH:
        return [_too_long(MAX_CELL_LENGTH)]
    intent, language, text = map(unescape_formulas, cells[: len(COLUMNS)])
    intent, language, text = intent.strip().casefold(), language.strip().casefold(), visible_text(text)
    errors: list[Note] = []
    if intent not in _INTENTS:
        errors.append(Note(FileFault.NO_INTENT, {"intent": _short(intent)}))
    if language_of(language) != language:
        errors.append(Note(FileFault.NO_LANGUAGE, {"language": _short(language)}))
    errors += template_errors(text)
    return errors or NewReply(_INTENTS[intent], language, text)


def _too_long(characters: int) -> Note:
    return Note(FileFault.LONG_CELL, {"characters": characters, "most": MAX_TEXT_LENGTH})


def _short(cell: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in cell).split())
    return line if len(line) <= _MAX_SHOWN else f"{line[: _MAX_SHOWN - 1]}…"
