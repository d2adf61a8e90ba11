"""How often X is asked, and for how many at once."""

from __future__ import annotations

import math
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import SLOWDOWN_SHARE, Priority
from bot.planning.poll_interval import (
    LONGEST_POLL_INTERVAL,
    OVERLAP,
    OVERLAP_AFTER_DOWNTIME,
    POLL_INTERVAL_WITH_EVENTS,
    first_page,
    overlap_after,
    until_next_poll,
)
from bot.x.parse.pagination import LARGEST_PAGE

MINUTE = timedelta(minutes=1)
SHARES = st.floats(0, 1)


@given(SHARES, SHARES, st.integers(5, 3_600), st.booleans())
def test_the_scarcer_the_money_the_rarer_the_looks(one: float, other: float, seconds: int, events: bool) -> None:
    less, more = sorted((one, other))
    wanted = timedelta(seconds=seconds)

    assert until_next_poll(wanted, less, has_events=events) <= until_next_poll(wanted, more, has_events=events)
    assert wanted <= until_next_poll(wanted, less, has_events=events) <= max(wanted, LONGEST_POLL_INTERVAL)


def test_looks_keep_the_freshness_wanted_while_there_is_money() -> None:
    assert until_next_poll(MINUTE, SLOWDOWN_SHARE, has_events=False) == MINUTE
    assert until_next_poll(MINUTE, Priority.DETECTION.share, has_events=False) == LONGEST_POLL_INTERVAL
    halfway = (SLOWDOWN_SHARE + Priority.DETECTION.share) / 2
    assert until_next_poll(MINUTE, halfway, has_events=False) == pytest.approx(timedelta(minutes=math.sqrt(30)), abs=timedelta(seconds=1))


def test_looks_are_rare_while_x_tells_by_itself() -> None:
    assert until_next_poll(MINUTE, 0, has_events=True) == POLL_INTERVAL_WITH_EVENTS
    assert until_next_poll(timedelta(hours=1), 0, has_events=True) == timedelta(hours=1)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_newcomers_need_more_room(one: float, other: float) -> None:
    fewer, more = sorted((one, other))

    assert OVERLAP < first_page(fewer, OVERLAP) <= first_page(more, OVERLAP) <= LARGEST_PAGE


def test_a_quiet_account_pays_for_little_more_than_the_overlap() -> None:
    assert first_page(300 / 24 / 60, OVERLAP) <= OVERLAP + 4


@pytest.mark.parametrize("a_minute", [0.01, 0.2, 2.0, 20.0])
def test_a_second_page_is_rarely_needed(a_minute: float) -> None:
    dice = Random(1)
    room = first_page(a_minute, OVERLAP) - OVERLAP
    looks = 2_000

    overflown = sum(_poisson(dice, a_minute) > room for _ in range(looks))

    assert overflown <= looks * 0.01


def test_a_long_silence_needs_a_longer_row_of_known_people() -> None:
    assert overlap_after(None) == overlap_after(timedelta(hours=2)) == OVERLAP_AFTER_DOWNTIME
    assert overlap_after(timedelta(hours=1)) == OVERLAP


def _poisson(dice: Random, mean: float) -> int:
    arrivals, moment = 0, dice.expovariate(mean)
    while moment < 1:
        arrivals, moment = arrivals + 1, moment + dice.expovariate(mean)
    return arrivals
