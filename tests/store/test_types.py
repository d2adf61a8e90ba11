"""What goes into the database comes out of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from bot.store.types import UtcDateTime, storable

DIALECT = sqlite.dialect()
UTC_DATETIME = UtcDateTime()

moments = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-9, minutes=-30))]))


def stored(moment: datetime) -> int:
    value = UTC_DATETIME.process_bind_param(moment, DIALECT)
    assert value is not None
    return value


@given(moments.filter(lambda moment: 1 < moment.year < 9999))
def test_a_moment_comes_back_to_the_microsecond_and_in_utc(moment: datetime) -> None:
    back = UTC_DATETIME.process_result_value(stored(moment), DIALECT)

    assert back == moment
    assert back.tzinfo is UTC


@given(moments, moments)
def test_moments_are_in_the_same_order_in_sql(one: datetime, other: datetime) -> None:
    assert (stored(one) < stored(other)) == (one < other)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        stored(datetime(2026, 3, 1))  # noqa: DTZ001 - what is refused


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_text_is_kept_as_it_is(text: str) -> None:
    assert storable(text) == text


def test_what_no_database_takes_is_replaced() -> None:
    assert storable("a\x00b\ud83dc\udc00") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}"
