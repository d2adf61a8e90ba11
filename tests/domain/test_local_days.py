"""Days have 23, 24 or 25 hours, and each has one digest."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.local_days import latest_due, midnights, moment_of

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns")


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (date(2026, 1, 10), time(9), datetime(2026, 1, 10, 8, tzinfo=UTC)),
        (date(2026, 7, 10), time(9), datetime(2026, 7, 10, 7, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_the_moment_is_right_across_daylight_saving(day: date, at: time, expected: datetime) -> None:
    assert moment_of(day, at, BERLIN) == expected


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive by Hypothesis' contract
    st.times(),
    st.sampled_from(ZONES),
)
def test_the_latest_due_day_has_come_and_the_next_has_not(now: datetime, at: time, zone: str) -> None:
    tz = ZoneInfo(zone)
    day = latest_due(now, at, tz)

    assert moment_of(day, at, tz) <= now < moment_of(day + timedelta(days=1), at, tz)


def test_midnights_bound_each_day_once_even_when_a_day_is_shorter() -> None:
    bounds = midnights(date(2026, 3, 30), 3, BERLIN)

    assert [later - earlier for earlier, later in pairwise(bounds)] == [timedelta(hours=h) for h in (24, 23, 24)]
