"""Which count of followers may follow which."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.planning.plausible_count import plausible

DAY, HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=30)


@pytest.mark.parametrize(
    ("before", "after", "gained", "lost_per_day", "span", "fine"),
    [
        (12_010, 0, 0, 0.0, DAY, False),
        (12_010, 12_020, 10, 0.0, DAY, True),
        (12_010, 12_000, 10, 5.0, DAY, True),
        (12_010, 11_400, 0, 5.0, DAY, False),
        (12_010, 24_000, 10, 5.0, DAY, False),
        (12_010, 24_000, 11_990, 5.0, DAY, True),
        (12_010, 11_950, 0, 40.0, DAY, True),
        (12_010, 11_950, 0, 40.0, HALF_AN_HOUR, False),
        (12_010, 11_000, 0, 50_000.0, DAY, False),
        (12, 7, 0, 0.0, HALF_AN_HOUR, True),
        (120, 60, 0, 0.0, DAY, False),
        (0, 3, 0, 0.0, HALF_AN_HOUR, True),
    ],
)
def test_what_the_rhythm_explains(before: int, after: int, gained: int, lost_per_day: float, span: timedelta, fine: bool) -> None:
    assert plausible(before, after, gained=gained, lost_per_day=lost_per_day, span=span) is fine


counts = st.integers(0, 10**9)


@given(counts, counts, st.floats(0, 1e6), st.floats(0, 1e7))
def test_that_nothing_changed_but_who_came_is_always_explained(before: int, gained: int, rate: float, seconds: float) -> None:
    assert plausible(before, before + gained, gained=gained, lost_per_day=rate, span=timedelta(seconds=seconds))
