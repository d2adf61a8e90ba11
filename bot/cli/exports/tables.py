"""Tables: text with a line that names the columns, and something between the cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.cli.exports.json_lines import line_batches
from bot.cli.exports.records import Entry
from bot.cli.exports.source import CannotRead, Source

MAX_CELL_LENGTH = 100_000
"""Characters. A bio has 160, and the longest post that X takes 25,000."""

_MAX_HEADER_LENGTH = 20_000
"""Characters; a table of nested JSON has some hundred columns."""

_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR = re.compile(r"\ufeff?\"?sep=.?\"?[ ;,\t]*\r?", re.IGNORECASE)
"""What Excel writes above the names of the columns."""
_PATH = re.compile(r"\w+(?:[./]\w+)+")
"""How a nested field is named where JSON was made a table: public_metrics.followers_count, author/followers."""
_BEFORE_UNICODE = "cp1252"
"""What Excel on Windows calls CSV without a further word. Figures and handles are the same in it."""
_BATCH_SIZE = 100
"""Rows handed out together."""


class Header(NamedTuple):
    """Where a table begins. above: lines before the names of its columns."""

    delimiter: str
    above: int


def header_in(lines: Sequence[str], is_column: Callable[[str], bool]) -> Header | None:
    """The first of these lines that names at least two columns, however they are separated."""
    for above, line in enumerate(lines):
        line = line[:_MAX_HEADER_LENGTH].partition("\r")[0]
        if _SEPARATOR.fullmatch(line):
            continue
        known = {delimiter: sum(map(is_column, _cells(line, delimiter))) for delimiter in _DELIMITERS}
        best = max(_DELIMITERS, key=lambda delimiter: known[delimiter])
        if known[best] > 1:
            return Header(best, above)
    return None


def entries(source: Source, header: Header) -> Iterator[list[Entry]]:
    """The rows, in line_batches, each as what stands under the names of the columns; empty cells are left out. Raises CannotRead."""
    lines = _Lines(source)
    for _ in range(header.above):
        next(lines, None)
    before = csv.field_size_limit(MAX_CELL_LENGTH)
    try:
        yield from _in_batches(_rows(csv.reader(lines, delimiter=header.delimiter), lines))
    finally:
        csv.field_size_limit(before)


def _rows(reader: Iterable[list[str]], lines: _Lines) -> Iterator[Entry]:
    rows = iter(reader)
    columns: list[list[str]] | None = None
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except (csv.Error, _TooLong):
            yield Entry(lines.read, None, "The row is too long; perhaps a quotation mark is missing at the end of one of its cells.")
            continue
        if not any(cells):
            continue
        if columns is None:
            columns = [_path(name) for name in cells]
        else:
            yield Entry(lines.read, _record(columns, cells))


def _record(columns: Sequence[list[str]], cells: Sequence[str]) -> dict[str, object]:
    record: dict[str, object] = {}
    for path, cell in zip(columns, cells, strict=False):
        if not cell or cell.isspace():
            continue
        *parents, name = path
        place = record
        for parent in parents:
            inner = place.setdefault(parent, {})
            place = inner if isinstance(inner, dict) else {}
        place.setdefault(name, cell)
    return record


def _path(name: str) -> list[str]:
    name = name.strip().removeprefix("\ufeff")
    return re.split("[./]", name) if _PATH.fullmatch(name) else [name]


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _in_batches(rows: Iterator[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    try:
        for row in rows:
            batch.append(row)
            if len(batch) == _BATCH_SIZE:
                yield batch
                batch = []
    except CannotRead:
        yield batch
        raise
    yield batch


class _TooLong(Exception):
    """A line that cannot be held."""


class _Lines(Iterator[str]):
    """The lines as text, with their ends, as `csv` wants them. read: how many were handed out."""

    def __init__(self, source: Source) -> None:
        self._lines = (part for batch in line_batches(source) for line in batch for part in _parts(line))
        self.read = 0

    def __next__(self) -> str:
        line = next(self._lines)
        self.read += 1
        if line is None:
            raise _TooLong
        return line


def _parts(line: bytes | None) -> Iterable[str | None]:
    """The line as text; several where it ends in old Macintosh fashion."""
    if line is None:
        return (None,)
    line = line.removesuffix(b"\r")
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode(_BEFORE_UNICODE, errors="replace")
    return (f"{part}\n" for part in text.split("\r"))
