"""A digest comes once a local day, by the team's clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain import Policy
from bot.domain.local_days import Weekday
from bot.planning.digest_schedule import digest_due, latest_digest, next_digest

BERLIN = Policy(ZoneInfo("Europe/Berlin"), time(9))


@pytest.mark.parametrize(
    ("now", "latest", "then"),
    [
        (datetime(2026, 3, 2, 7, 59, tzinfo=UTC), date(2026, 3, 1), datetime(2026, 3, 2, 8, tzinfo=UTC)),
        (datetime(2026, 3, 2, 8, tzinfo=UTC), date(2026, 3, 2), datetime(2026, 3, 3, 8, tzinfo=UTC)),
        (datetime(2026, 3, 2, 23, 30, tzinfo=UTC), date(2026, 3, 2), datetime(2026, 3, 3, 8, tzinfo=UTC)),
        (datetime(2026, 3, 28, 8, tzinfo=UTC), date(2026, 3, 28), datetime(2026, 3, 29, 7, tzinfo=UTC)),
    ],
    ids=["not yet", "just now", "after the team's midnight", "before the clocks go forward"],
)
def test_which_one_is_due_and_when_the_next_one_is(now: datetime, latest: date, then: datetime) -> None:
    assert (latest_digest(now, BERLIN), next_digest(now, BERLIN)) == (latest, then)


@pytest.mark.parametrize(
    ("now", "latest", "then"),
    [
        (datetime(2026, 3, 2, 8, tzinfo=UTC), date(2026, 3, 2), datetime(2026, 3, 5, 8, tzinfo=UTC)),
        (datetime(2026, 3, 4, 12, tzinfo=UTC), date(2026, 3, 2), datetime(2026, 3, 5, 8, tzinfo=UTC)),
        (datetime(2026, 3, 9, 7, 59, tzinfo=UTC), date(2026, 3, 5), datetime(2026, 3, 9, 8, tzinfo=UTC)),
    ],
    ids=["Monday's", "a Wednesday", "before next Monday's"],
)
def test_days_without_a_digest_are_passed_over(now: datetime, latest: date, then: datetime) -> None:
    policy = replace(BERLIN, digest_days=frozenset({Weekday.MON, Weekday.THU}))
    assert (latest_digest(now, policy), next_digest(now, policy)) == (latest, then)


def test_a_time_that_a_day_does_not_have_is_taken_as_the_clock_goes_on() -> None:
    night = Policy(ZoneInfo("Europe/Berlin"), time(2, 30))
    assert digest_due(date(2026, 3, 29), night) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_the_weekly_one_comes_on_its_day_by_the_clock_of_that_day() -> None:
    policy = replace(BERLIN, digest_days=None, digest_weekday=Weekday.SUN)
    now = datetime(2026, 3, 29, 6, 59, tzinfo=UTC)  # a minute before, on the day on which the clocks went forward
    assert (latest_digest(now, policy, weekly=True), next_digest(now, policy, weekly=True)) == (
        date(2026, 3, 22),
        datetime(2026, 3, 29, 7, tzinfo=UTC),
    )
    assert latest_digest(datetime(2028, 2, 29, 12, tzinfo=UTC), policy, weekly=True) == date(2028, 2, 27)


def test_a_digest_that_is_switched_off_never_comes() -> None:
    policy, now = replace(BERLIN, digest_days=None), datetime(2026, 3, 2, 12, tzinfo=UTC)
    for weekly in (False, True):
        assert (latest_digest(now, policy, weekly=weekly), next_digest(now, policy, weekly=weekly)) == (None, None)


def test_a_leap_day_has_its_own() -> None:
    now = datetime(2028, 2, 28, 12, tzinfo=UTC)
    assert next_digest(now, BERLIN) == datetime(2028, 2, 29, 8, tzinfo=UTC)
