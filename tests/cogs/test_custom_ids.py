"""What a custom_id names is believed only where it can be."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.custom_ids import MAX_ID, UnknownId, parse_day, parse_id


@given(st.integers(0, MAX_ID))
def test_any_id_is_read_as_it_was_written(number: int) -> None:
    assert parse_id(str(number)) == number


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "x", str(MAX_ID + 1), "9" * 5_000, "\N{ARABIC-INDIC DIGIT ONE}", "1_0"])
def test_what_can_be_no_id_is_none(text: str) -> None:
    with pytest.raises(UnknownId) as error:
        parse_id(text)
    assert len(str(error.value)) <= 40


@given(st.text())
def test_whatever_stands_there_is_an_id_or_none(text: str) -> None:
    with contextlib.suppress(UnknownId):
        assert 0 <= parse_id(text) <= MAX_ID


@given(st.dates(date(2000, 1, 1), date(2999, 12, 31)))
def test_any_day_of_these_centuries_is_one(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["", "2026-02-30", "31.3.2026", "0001-01-01", "9999-12-31", "1999-12-31", "3000-01-01"])
def test_a_day_that_no_history_reaches_is_none(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the standard library's own words differ
        parse_day(text)
