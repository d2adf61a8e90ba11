"""The file of saved replies for a spreadsheet: written and read, with a sentence for everything in it that cannot be kept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from bot.domain import Intent, SavedReply
from bot.drafting.compose import PLURALS
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

_MAX_CELL_LENGTH = 4_000
"""Characters of a cell that are looked at, as many as a form of Discord takes: much of a text may be what nobody sees."""
_DELIMITERS = (",", ";", "\t")
_MAX_SHOWN = 30
_INTENTS = {intent.value: intent for intent in Intent} | {plural: intent for intent, plural in PLURALS.items()}
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
    """What a file holds. replies: those without errors. errors: a sentence each, the last of them says where the reading ended."""

    replies: tuple[NewReply, ...]
    errors: tuple[str, ...]


class _Unreadable(Exception):
    """Why nothing at all can be read from the file, in a sentence."""


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
        return ImportResult((), (str(unreadable),))
    return ImportResult(tuple(replies), tuple(errors))


def _decoded(data: bytes) -> str:
    if len(data) > MAX_FILE_BYTES:
        raise _Unreadable(f"This file has {len(data) / 1024:,.0f} KiB; there is room for {MAX_FILE_BYTES // 1024:,}.")
    try:
        text = data.decode(ENCODING)
    except UnicodeDecodeError:
        raise _Unreadable("This file is not UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”.") from None
    if "\0" in text:
        raise _Unreadable("This is no text file. In a spreadsheet, save it as “CSV UTF-8”.")
    if not text.strip():
        raise _Unreadable("This file is empty.")
    return text


def _rows(text: str) -> list[_Row]:
    """What stands below the header, with the cells in the order of `COLUMNS`."""
    text = _SEPARATOR.sub("", text, count=1)
    if not text.strip():
        raise _Unreadable("This file holds no saved replies.")
    header = text.lstrip().splitlines()[0]
    delimiter = next((mark for mark in _DELIMITERS if _columns(header.split(mark)) is not None), ",")
    records = _records(text, delimiter)
    first = next(records)
    places = _columns(first.cells)
    if places is None:
        raise _Unreadable(f"Line {first.line}: the first line must name the columns {', '.join(COLUMNS)}, in any order, and nothing else.")
    rows = list(islice(records, MAX_ROWS))
    if not rows:
        raise _Unreadable("This file holds no saved replies below its first line.")
    if beyond := sum(1 for _ in records):
        raise _Unreadable(f"This file holds {len(rows) + beyond:,} saved replies; there is room for {MAX_ROWS}.")
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
            raise _Unreadable(f"Line {line}: {_too_long(csv.field_size_limit())}") from None
        raise _Unreadable(f"Line {line}: the quotation marks do not match. Put two around a text, and double those within it.") from None


def _ordered(cells: list[str], places: list[int]) -> list[str]:
    """The cells of the columns, and whatever is too much behind them."""
    return [*(cells[place] if place < len(cells) else "" for place in places), *cells[len(places) :]]


def _read(rows: Iterable[_Row]) -> tuple[list[NewReply], list[str]]:
    replies: list[NewReply] = []
    errors: list[str] = []
    lines: dict[str, int] = {}
    rows_with_errors = 0
    for row in rows:
        if rows_with_errors == MAX_ERRORS:
            errors.append(f"Lines from {row.line:,} on were not checked: fix these first.")
            break
        read = _reply(row.cells)
        if isinstance(read, NewReply):
            before = lines.setdefault(read.text, row.line)
            if before == row.line:
                replies.append(read)
                continue
            read = [f"This is the same text as in line {before:,}."]
        rows_with_errors += 1
        errors += [f"Line {row.line:,}: {error}" for error in read]
    return replies, errors


def _reply(cells: list[str]) -> NewReply | list[str]:
    """The saved reply in these cells, or what is wrong with them."""
    if any(cells[len(COLUMNS) :]):
        return ["There are more cells than columns. Put the text in quotation marks."]
    if max(map(len, cells)) > _MAX_CELL_LENGTH:
        return [_too_long(_MAX_CELL_LENGTH)]
    intent, language, text = map(unescape_formulas, cells[: len(COLUMNS)])
    intent, language, text = intent.strip().casefold(), language.strip().casefold(), visible_text(text)
    errors = []
    if intent not in _INTENTS:
        errors.append(f"“{_short(intent)}” is no intent. There are {', '.join(Intent)}.")
    if language_of(language) != language:
        errors.append(f"“{_short(language)}” is no language. Write two letters, such as en, or nothing for any.")
    errors += template_errors(text)
    return errors or NewReply(_INTENTS[intent], language, text)


def _too_long(most: int) -> str:
    return f"A cell has more than {most:,} characters; there is room for {MAX_TEXT_LENGTH}, in links, too."


def _short(cell: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in cell).split())
    return line if len(line) <= _MAX_SHOWN else f"{line[: _MAX_SHOWN - 1]}…"
