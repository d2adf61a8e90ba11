"""Numbers, money and moments as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.format.numbers import (
    about,
    at_most,
    clock,
    compact,
    day_name,
    dollars,
    duration,
    in_a_hundred,
    margin_of_error,
    moment,
    money,
    number,
    percent,
    price,
    rough,
    round_dollars,
    spent,
    tenths,
)


@pytest.mark.parametrize(
    ("micros", "shown"),
    [
        (0, "$0"),
        (15_000, "$0.015"),
        (1_000, "$0.001"),
        (10_000, "$0.01"),
        (500_000, "$0.50"),
        (1, "$0.000001"),
        (1_000_000, "$1.00"),
        (1_234_567, "$1.23"),
        (1_234_567_890_000, "$1,234,567.89"),
        (999_999, "$0.999999"),
    ],
)
def test_money(micros: int, shown: str) -> None:
    assert money(micros) == shown


@given(st.integers(1, 999_999))
def test_below_a_dollar_nothing_is_rounded(micros: int) -> None:
    assert round(float(money(micros).removeprefix("$")) * 1_000_000) == micros


@pytest.mark.parametrize(
    ("micros", "shown"),
    [
        (0, "$0"),
        (1, "under $0.001"),
        (499, "under $0.001"),
        (500, "$0.001"),
        (4_400, "$0.004"),
        (10_000, "$0.010"),
        (15_000, "$0.015"),
        (99_499, "$0.099"),
        (99_500, "$0.10"),
        (100_000, "$0.10"),
        (1_234_567, "$1.23"),
        (25_104_000, "$25.10"),
        (5_000_000_000, "$5,000.00"),
        (1_234_567_890_000, "$1,234,567.89"),
    ],
)
def test_about_how_much(micros: int, shown: str) -> None:
    assert dollars(micros) == shown


def test_a_table_has_no_room_for_the_cents_of_thousands() -> None:
    assert [round_dollars(micros) for micros in (999_990_000, 1_000_000_000, 12_345_678_000)] == ["$999.99", "$1,000", "$12,346"]


def test_what_costs_nothing_is_free_and_what_was_not_spent_is_not_called_free() -> None:
    assert (price(0), price(15_000)) == ("free", "$0.015")
    assert spent(0) == "nothing"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1K"),
        (12_400, "12.4K"),
        (12_499, "12.4K"),
        (999_999, "999K"),
        (1_250_000, "1.2M"),
        (3_000_000_000, "3B"),
    ],
)
def test_compact_numbers(value: int, shown: str) -> None:
    assert compact(value) == shown


def test_numbers() -> None:
    assert number(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0%"), (0.001, "under 1%"), (0.005, "under 1%"), (0.0051, "1%"), (0.824, "82%"), (0.994, "99%"), (0.997, "over 99%"), (1, "100%")],
)
def test_shares(share: float, shown: str) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "less than 1"), (0.4, "less than 1"), (0.6, "about 1"), (2.7, "about 3"), (1e6, "about 1,000,000")]
)
def test_what_may_be_expected(value: float, shown: str) -> None:
    assert about(value) == shown


def test_moments_are_shown_in_each_readers_own_time() -> None:
    assert moment(datetime(2026, 3, 2, 10, tzinfo=UTC), "t") == "<t:1772445600:t>"


def test_days_are_written_out() -> None:
    assert day_name(date(2026, 3, 2)) == "Monday 2 March 2026"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (2.5, "2.5 seconds"),
        (59.7, "60 seconds"),
        (119, "1 min 59 s"),
        (120, "2 minutes"),
        (150, "2 min 30 s"),
        (3_599.8, "60 minutes"),
        (6_600, "1 h 50 min"),
        (43_200, "12 hours"),
        (86_399, "24 hours"),
        (150_000, "1 d 18 h"),
        (300_000, "3 d 11 h"),
    ],
)
def test_how_long_in_two_units_at_most(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_what_is_agreed_to_is_never_less_than_what_may_be_charged() -> None:
    assert [at_most(micros) for micros in (0, 1, 10_000, 10_001)] == ["free", "$0.01", "$0.01", "$0.02"]


@pytest.mark.parametrize(("share", "shown"), [(0.034, "3%"), (0.01, "1%"), (0.0042, "0.4%"), (0.0, "0.1%")])
def test_a_margin_of_error(share: float, shown: str) -> None:
    assert margin_of_error(share) == shown


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (3.0, "3"), (2.54, "2.5"), (9.96, "10"), (40.4, "40"), (12_345.6, "12,346")])
def test_how_many_on_average(value: float, shown: str) -> None:
    assert rough(value) == shown


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "none"), (0.004, "fewer than 1 in 100"), (0.06, "6 in 100"), (0.996, "nearly all"), (1, "all")],
)
def test_how_many_of_a_hundred(share: float, said: str) -> None:
    assert in_a_hundred(share) == said


@pytest.mark.parametrize(
    ("share", "shown"), [(0, "0%"), (0.0004, "under 0.1%"), (0.0342, "3.4%"), (0.5, "50%"), (0.9999, "over 99.9%"), (1, "100%")]
)
def test_a_share_in_tenths(share: float, shown: str) -> None:
    assert tenths(share) == shown


def test_a_time_of_day_is_that_of_its_time_zone() -> None:
    assert clock(datetime(2026, 3, 2, 7, 5, tzinfo=UTC)) == "07:05"
