"""The file of saved replies for a spreadsheet: written and read, with a sentence for everything in it that cannot be kept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.drafting.compose import PLURALS
from bot.drafting.language import language_of
from bot.drafting.templates import faults_in_template
from bot.drafting.visible import as_seen
from bot.model import Intent, SavedReply

COLUMNS = ("intent", "language", "text")
MOST_ROWS = 500
LARGEST = 2 * 1024 * 1024
"""Bytes: enough for as many of the longest texts in any script, each letter of which takes up to 4."""
MOST_FAULTS = 10

_ENCODING = "utf-8-sig"
_DELIMITERS = (",", ";", "\t")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula; an apostrophe in front prevents it."""
_GUARDS = (*_FORMULA, "'")
_LONGEST_SHOWN = 30
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

    def is_for_the_same_as(self, other: SavedReply) -> bool:
        """Whether both answer the same posts."""
        return (self.intent, self.language) == (other.intent, other.language)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds. replies: those without faults. faults: a sentence each, the last of them says how many more there are."""

    replies: tuple[NewReply, ...]
    faults: tuple[str, ...]


class _Unreadable(Exception):
    """Why nothing at all can be read from the file, in a sentence."""


class _Row(NamedTuple):
    line: int
    cells: list[str]


def exported(replies: Iterable[SavedReply | NewReply]) -> bytes:
    """The file, which `imported` reads back exactly as it was."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([reply.intent.value, reply.language, _guarded(reply.text)] for reply in replies)
    return file.getvalue().encode(_ENCODING, errors="replace")


def imported(data: bytes) -> Imported:
    """What is in a file, which may have its columns in any order and commas, semicolons or tabs between them. Never raises."""
    try:
        rows = _rows(_decoded(data))
        replies, faults = _read(rows)
    except _Unreadable as unreadable:
        return Imported((), (str(unreadable),))
    if len(faults) > MOST_FAULTS:
        faults[MOST_FAULTS:] = [f"… and {len(faults) - MOST_FAULTS:,} more."]
    return Imported(tuple(replies), tuple(faults))


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise _Unreadable(f"This file has {len(data) / 1024:,.0f} KiB; there is room for {LARGEST // 1024:,}.")
    try:
        text = data.decode(_ENCODING)
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
    first, *rows = _records(text, delimiter)
    places = _columns(first.cells)
    if places is None:
        raise _Unreadable(f"Line {first.line}: the first line must name the columns {', '.join(COLUMNS)}, in any order, and nothing else.")
    if not rows:
        raise _Unreadable("This file holds no saved replies below its first line.")
    if len(rows) > MOST_ROWS:
        raise _Unreadable(f"This file holds {len(rows):,} saved replies; there is room for {MOST_ROWS}.")
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
    except csv.Error:
        raise _Unreadable(f"Line {line}: the quotation marks do not match. Put two around a text, and double those within it.") from None


def _ordered(cells: list[str], places: list[int]) -> list[str]:
    """The cells of the columns, and whatever is too much behind them."""
    return [*(cells[place] if place < len(cells) else "" for place in places), *cells[len(places) :]]


def _read(rows: Iterable[_Row]) -> tuple[list[NewReply], list[str]]:
    replies: list[NewReply] = []
    faults: list[str] = []
    lines: dict[str, int] = {}
    for row in rows:
        read = _reply(row.cells)
        if isinstance(read, NewReply):
            before = lines.setdefault(read.text, row.line)
            if before == row.line:
                replies.append(read)
                continue
            read = [f"This is the same text as in line {before:,}."]
        faults += [f"Line {row.line:,}: {fault}" for fault in read]
    return replies, faults


def _reply(cells: list[str]) -> NewReply | list[str]:
    """The saved reply in these cells, or what is wrong with them."""
    if any(cells[len(COLUMNS) :]):
        return ["There are more cells than columns. Put the text in quotation marks."]
    intent, language, text = cells[0].strip().casefold(), cells[1].strip().casefold(), as_seen(_unguarded(cells[2]))
    faults = []
    if intent not in _INTENTS:
        faults.append(f"“{_short(intent)}” is no intent. There are {', '.join(Intent)}.")
    if language_of(language) != language:
        faults.append(f"“{_short(language)}” is no language. Write two letters, such as en, or nothing for any.")
    faults += faults_in_template(text)
    return faults or NewReply(_INTENTS[intent], language, text)


def _guarded(cell: str) -> str:
    """Harmless in a spreadsheet. What already looks guarded gets one more, so that taking one away is always right."""
    return f"'{cell}" if cell.startswith(_FORMULA) or _is_guarded(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if _is_guarded(cell) else cell


def _is_guarded(cell: str) -> bool:
    return cell[:1] == "'" and cell[1:2] in _GUARDS


def _short(cell: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in cell).split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"
