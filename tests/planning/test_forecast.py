"""The forecast to the end of X's month: its range holds what it promises, also with little to go by."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.planning.forecast import Forecast, forecast

MAY = datetime(2026, 5, 1, tzinfo=UTC)
DAYS = st.lists(st.integers(0, 10_000_000), max_size=40)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=1_000)).map(lambda later: MAY + later)


@pytest.mark.parametrize("daily", [[], [0], [0, 0, 0]])
def test_without_a_day_to_go_by_nobody_can_tell(daily: list[int]) -> None:
    assert forecast(daily, 1_234, MAY) == Forecast(1_234, None, None)


def test_even_days_go_on_as_they_were() -> None:
    found = forecast([370_000] * 28, 3_700_000, MAY + timedelta(days=10))

    assert found.expected == 3_700_000 + 21 * 370_000


def test_the_rest_of_today_counts_for_what_is_left_of_it() -> None:
    at_noon = forecast([24_000] * 10, 500_000, datetime(2026, 5, 31, 12, tzinfo=UTC))

    assert at_noon.expected == 500_000 + 12_000


def test_the_month_is_that_of_utc() -> None:
    behind = timezone(timedelta(hours=-8))

    assert forecast([24_000] * 10, 0, datetime(2026, 4, 30, 17, tzinfo=behind)).expected == 24_000 * 31 - 1_000


def test_the_more_days_are_known_the_closer_the_range() -> None:
    widths = []
    for known in (1, 3, 7, 28):
        found = forecast([100_000] * known, 0, MAY)
        assert found.high is not None
        widths.append(found.high - found.low)

    assert widths == sorted(widths, reverse=True)


def test_towards_the_end_of_the_month_hardly_anything_is_open() -> None:
    found = forecast([100_000, 130_000, 90_000], 3_000_000, datetime(2026, 5, 31, 23, 30, tzinfo=UTC))

    assert found.high is not None
    assert 3_000_000 <= found.low < found.high < 3_050_000


def test_days_of_more_than_four_weeks_ago_are_forgotten() -> None:
    assert forecast([9_000_000] * 10 + [100_000] * 28, 0, MAY) == forecast([100_000] * 28, 0, MAY)


@given(DAYS, st.integers(0, 10**9), MOMENTS)
def test_the_range_holds_the_expectation_and_begins_at_what_is_spent(daily: list[int], spent: int, now: datetime) -> None:
    found = forecast(daily, spent, now)

    assert found.low >= spent
    if found.expected is not None and found.high is not None:
        assert found.low <= found.expected <= found.high


@pytest.mark.parametrize("bursts", [False, True], ids=["calm", "bursts"])
@pytest.mark.parametrize("known", [1, 3, 7, 28])
def test_at_least_four_months_of_five_end_within_the_range(known: int, *, bursts: bool) -> None:
    dice = Random(known)
    accounts = 200
    hits = 0
    for _ in range(accounts):
        days = _account(dice, bursts=bursts)
        past, future = days[28 - known : 28], days[28:]
        now = MAY + timedelta(days=dice.uniform(0, 30.9))
        found = forecast(past, 0, now)
        left = (datetime(2026, 6, 1, tzinfo=UTC) - now) / timedelta(days=1)
        today, others = math.modf(left)[0] * future[0], sum(future[1 : 1 + int(left)])
        assert found.high is not None
        hits += found.low <= today + others <= found.high

    assert hits >= accounts * 0.8


def _account(dice: Random, *, bursts: bool) -> list[int]:
    """Two months of days: a level, noise, week-ends, a drift, and about once a month a day two to twenty times as dear, that fades."""
    level = 10 ** dice.uniform(4.3, 6.5)
    noise, weekend, drift = dice.uniform(0.05, 0.5), dice.uniform(0.5, 1), dice.gauss(0, 0.005)
    days, burst = [], 0.0
    for day in range(60):
        burst = level * 2 * 10 ** dice.random() if bursts and dice.random() < 1 / 30 else burst * 0.3
        days.append(int(level * dice.lognormvariate(0, noise) * (weekend if day % 7 > 4 else 1) * math.exp(drift * day) + burst))
    return days
