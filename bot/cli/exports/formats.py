"""Detects a file's format from its beginning, once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.cli.exports import json_documents, json_lines, tables
from bot.cli.exports.json_lines import MAX_LINE_BYTES
from bot.cli.exports.records import Entry, RecordType
from bot.cli.exports.source import CHUNK_SIZE, CannotRead, Source

_SAMPLE_LINES = 20
_ARCHIVE = re.compile(r"window\.YTD\.\w+\.part\d+\s*=")
"""How every file in the archive that X sends its users begins."""
_BARE_LIST = re.compile(r"\"?(?:@?\w{1,50}|https?://(?:www\.)?(?:x|twitter)\.com/\w+/?)\"?,?", re.ASCII)
_BINARY = {
    b"%PDF": "a PDF file",
    b"\xd0\xcf\x11\xe0": "a workbook of an old spreadsheet",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A form, and how its entries are read. number_key: how the number of an entry is called in answers."""

    name: str
    number_key: str
    entries: Callable[[Source], Iterator[Iterable[Entry]]]


def detect_format(source: Source, record_type: RecordType) -> FileFormat | None:
    """The form of what comes; None where nothing does. Reads no further than one line that says it, for interactive input.

    Raises CannotRead for an unsupported format, with what to do instead.
    """
    first = _first_line(source)
    if not first:
        return None
    if isinstance(_json(first), dict):
        return _JSON_LINES
    if _ARCHIVE.match(first):
        raise CannotRead(record_type.archive)
    may_be_json = first[0] in "[{"
    if not may_be_json and (header := tables.header_in([first], record_type.is_column)):
        return _table(header)
    source.look_ahead(CHUNK_SIZE)
    beginning = source.ahead()
    lines = _lines(beginning)
    if _are_json(first, lines):
        return _JSON_LINES
    if may_be_json:
        return _JSON_DOCUMENT
    if header := tables.header_in(lines, record_type.is_column):
        return _table(header)
    raise CannotRead(_why_unknown(beginning, [line for line in lines if line], record_type))


_JSON_LINES = FileFormat("JSON lines", "line", json_lines.entries)
_JSON_DOCUMENT = FileFormat("a JSON document", "record", json_documents.entries)


def _table(header: tables.Header) -> FileFormat:
    name = "a table with tabs" if header.delimiter == "\t" else "a CSV table"
    return FileFormat(name, "line", partial(tables.entries, header=header))


def _first_line(source: Source) -> str:
    """The first line that is not blank, as far as it can be held."""
    start = source.look_past_blanks(MAX_LINE_BYTES)
    longest = MAX_LINE_BYTES if source.ahead().startswith(b"{", start) else CHUNK_SIZE  # whatever else is long shows what it is
    end = source.look_for(b"\n", start, start + longest)
    return _text(source.ahead()[start : end if end > 0 else None])


def _lines(beginning: bytes) -> list[str]:
    """The first lines, blank ones too: the last one may be cut off."""
    return [_text(line) for line in beginning.split(b"\n", _SAMPLE_LINES)[:_SAMPLE_LINES]]


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


def _why_unknown(beginning: bytes, lines: list[str], record_type: RecordType) -> str:
    for mark, what in _BINARY.items():
        if beginning.startswith(mark):
            return f"it is {what}; Mutuals reads {record_type.forms}"
    if all(_BARE_LIST.fullmatch(line) for line in lines):
        return record_type.alone
    return f"it is in no form that Mutuals knows: it reads {record_type.forms}"
