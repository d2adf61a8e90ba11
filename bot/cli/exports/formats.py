"""Which form a file has, told by its beginning; once, so that what follows is measured by it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.cli.exports import json_documents, json_lines, tables
from bot.cli.exports.lines import LONGEST_LINE
from bot.cli.exports.records import Entry, Wanted
from bot.cli.exports.source import PORTION, CannotRead, Source

_LINES_LOOKED_AT = 20
_ARCHIVE = re.compile(r"window\.YTD\.\w+\.part\d+\s*=")
"""How every file in the archive that X sends its users begins."""
_ALONE = re.compile(r"\"?(?:@?\w{1,50}|https?://(?:www\.)?(?:x|twitter)\.com/\w+/?)\"?,?", re.ASCII)
_BINARY = {
    b"%PDF": "a PDF file",
    b"\xd0\xcf\x11\xe0": "a workbook of an old spreadsheet",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A form, and how its entries are read. place: how the number of an entry is called in answers."""

    name: str
    place: str
    entries: Callable[[Source], Iterator[Iterable[Entry]]]


def shape_of(source: Source, wanted: Wanted) -> Shape | None:
    """The form of what comes; None where nothing does. Reads no further than one line that says it, so that whoever types is answered.

    Raises CannotRead for what is in no form that can be read, with what to do instead.
    """
    first = _first_line(source)
    if not first:
        return None
    if isinstance(_json(first), dict):
        return _JSON_LINES
    if _ARCHIVE.match(first):
        raise CannotRead(wanted.archive)
    may_be_json = first[0] in "[{"
    if not may_be_json and (header := tables.header_in([first], wanted.is_column)):
        return _table(header)
    source.look_ahead(PORTION)
    beginning = source.ahead()
    lines = _lines(beginning)
    if _are_json(first, lines):
        return _JSON_LINES
    if may_be_json:
        return _JSON_DOCUMENT
    if header := tables.header_in(lines, wanted.is_column):
        return _table(header)
    raise CannotRead(_why_none(beginning, [line for line in lines if line], wanted))


_JSON_LINES = Shape("JSON lines", "line", json_lines.entries)
_JSON_DOCUMENT = Shape("a JSON document", "record", json_documents.entries)


def _table(header: tables.Header) -> Shape:
    name = "a table with tabs" if header.delimiter == "\t" else "a CSV table"
    return Shape(name, "line", partial(tables.entries, header=header))


def _first_line(source: Source) -> str:
    """The first line that is not blank, as far as it can be held."""
    start = source.look_past_blanks(LONGEST_LINE)
    longest = LONGEST_LINE if source.ahead().startswith(b"{", start) else PORTION  # whatever else is long shows what it is
    end = source.look_for(b"\n", start, start + longest)
    return _text(source.ahead()[start : end if end > 0 else None])


def _lines(beginning: bytes) -> list[str]:
    """The first lines, blank ones too: the last one may be cut off."""
    return [_text(line) for line in beginning.split(b"\n", _LINES_LOOKED_AT)[:_LINES_LOOKED_AT]]


def _text(line: bytes) -> str:
    return line.decode(errors="replace").strip().lstrip("\ufeff")


def _are_json(first: str, lines: list[str]) -> bool:
    """Whether each line is JSON of its own, though the first is none: no line of an array or of an indented object would be an object."""
    if first.startswith("[") and not isinstance(_json(first), list):
        return False
    return any(isinstance(_json(line), dict) and line.startswith('{"') for line in lines)


def _json(line: str) -> object:
    if not line.startswith(("{", "[")):
        return None
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _why_none(beginning: bytes, lines: list[str], wanted: Wanted) -> str:
    for mark, what in _BINARY.items():
        if beginning.startswith(mark):
            return f"it is {what}; Mutuals reads {wanted.forms}"
    if all(_ALONE.fullmatch(line) for line in lines):
        return wanted.alone
    return f"it is in no form that Mutuals knows: it reads {wanted.forms}"
