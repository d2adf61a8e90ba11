"""Cells of a file: harmless however the file is taken apart, and read back as they were."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.spreadsheet import csv_bytes, escape_formulas, unescape_formulas

cells = st.text(st.sampled_from("a1'\"=+-@＝,;|\t\r\n\u2028\ufeff ") | st.characters(), max_size=20)


@given(cells)
def test_what_was_guarded_is_given_back_exactly(cell: str) -> None:
    assert unescape_formulas(escape_formulas(cell)) == cell
    assert unescape_formulas(unescape_formulas(escape_formulas(escape_formulas(cell)))) == cell


@given(st.lists(st.tuples(cells, cells), max_size=4), st.sampled_from(",;|\t"))
def test_no_formula_begins_anywhere(rows: list[tuple[str, str]], separator: str) -> None:
    lines = re.split("[\r\n\u2028]", csv_bytes(("one", "two"), rows).decode("utf-8-sig"))

    for part in (part for line in lines for part in line.split(separator)):
        assert not part.strip(' "').startswith(tuple("=+-@＝"))


@pytest.mark.parametrize("cell", ["Hello, Ada", "a-b", "'Tis", "''", "1 - 2", "ada@example.org", "so; 'n' so", "one\n\ntwo"])
def test_ordinary_words_stay_as_they_are(cell: str) -> None:
    assert escape_formulas(cell) == unescape_formulas(cell) == cell
