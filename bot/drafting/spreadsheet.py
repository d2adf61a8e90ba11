"""Files for a spreadsheet, in which no cell can become a formula, whatever it holds and however the file is taken apart."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

ENCODING = "utf-8-sig"
"""Excel takes UTF-8 for UTF-8 only behind a byte order mark."""

_ENDS_A_CELL = ",;|\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
"""What stands between cells somewhere: Excel separates by what the country of its user writes between numbers, not by what the file has,
and quotation marks inside a line then no longer hold a cell together, nor the lines of one."""

_BEGINS_A_FORMULA = "=+@＝＋－＠-"
"""As OWASP lists them ("CSV Injection"), with the wide forms that Excel takes for the same."""

_AT_THE_BEGINNING = r"\A(?='*[\t\r\n])"
"""Some programs leave these out there, and look at what comes next."""
_ANYWHERE = rf"(?:\A|(?<=[{_ENDS_A_CELL}]))(?='*(?:(?![{_ENDS_A_CELL}])[\s\"\ufeff])*[{_BEGINS_A_FORMULA}])"
_FORMULA = re.compile(f"(?:{_AT_THE_BEGINNING}|{_ANYWHERE})")
_ESCAPED = re.compile(f"{_FORMULA.pattern}'")


def escape_formulas(cell: str) -> str:
    """The cell with an apostrophe before everything that could begin a formula; a guard that is there already gets one more.

    So taking one away from each is always right, see `unescape_formulas`.
    """
    return _FORMULA.sub("'", cell)


def unescape_formulas(cell: str) -> str:
    """What `escape_formulas` was given."""
    return _ESCAPED.sub("", cell)


def csv_bytes(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """The file. Every cell is escaped here, so whoever writes one need not think of it."""
    return _lines([columns, *rows]).encode(ENCODING, errors="replace")


def more_csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    """More rows for the end of a file that `csv_bytes` began, for one that is too large to be made at once."""
    return _lines(rows).encode(errors="replace")


def _lines(rows: Iterable[Iterable[object]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([escape_formulas(str(cell)) for cell in row] for row in rows)
    return file.getvalue()
