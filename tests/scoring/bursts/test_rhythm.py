"""The account's arrival_model: the shape of its week, its level, and how much to trust either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scoring.bursts.rhythm import ArrivalModel, HourCount

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def hours(days: int, arrived: Callable[[datetime], int], suspicious: float = 0.0) -> list[HourCount]:
    moments = [MONDAY + n * HOUR for n in range(days * 24)]
    return [HourCount(moment, arrived(moment), int(suspicious * arrived(moment))) for moment in moments]


def learn(days: int, counts: list[HourCount], followers: int | None = 10_000) -> ArrivalModel:
    return ArrivalModel.learn(counts, since=MONDAY, until=MONDAY + days * DAY, followers=followers)


def by_day(moment: datetime) -> int:
    """144 a day: 10 in each waking hour, 2 in the others."""
    return 10 if 8 <= moment.hour < 20 else 2


def test_it_learns_what_a_day_brings() -> None:
    arrival_model = learn(28, hours(28, by_day))

    assert arrival_model.expected(MONDAY + 28 * DAY, MONDAY + 29 * DAY) == pytest.approx(144, rel=0.05)


def test_it_learns_the_hours_of_the_day() -> None:
    arrival_model = learn(28, hours(28, by_day))
    tomorrow = MONDAY + 29 * DAY

    assert arrival_model.expected(tomorrow + 12 * HOUR, tomorrow + 13 * HOUR) > 3 * arrival_model.expected(
        tomorrow + 3 * HOUR, tomorrow + 4 * HOUR
    )


def test_it_learns_the_days_of_the_week() -> None:
    arrival_model = learn(56, hours(56, lambda moment: 2 if moment.weekday() >= 5 else 8))
    friday, saturday = MONDAY + 60 * DAY, MONDAY + 61 * DAY

    assert arrival_model.expected(friday, friday + DAY) > 2 * arrival_model.expected(saturday, saturday + DAY)


def test_hours_left_out_brought_nobody() -> None:
    awake = [count for count in hours(28, lambda moment: 12 if moment.hour == 9 else 0) if count.arrived]

    assert learn(28, awake) == learn(28, hours(28, lambda moment: 12 if moment.hour == 9 else 0))


def test_one_viral_day_hardly_changes_what_is_expected() -> None:
    viral = MONDAY + 16 * DAY
    calm = learn(30, hours(30, by_day))
    after = learn(30, hours(30, lambda moment: 60 * by_day(moment) if viral <= moment < viral + DAY else by_day(moment)))
    tomorrow = MONDAY + 31 * DAY

    assert after.expected(tomorrow, tomorrow + DAY) < 1.2 * calm.expected(tomorrow, tomorrow + DAY)
    assert after.chance(900, tomorrow, tomorrow + DAY) < 1e-4


def test_a_purchase_in_the_past_hardly_changes_the_usual_share_of_suspicious_people() -> None:
    counts = hours(30, by_day, suspicious=0.1)
    bought = [HourCount(MONDAY + 20 * DAY + n * HOUR, 200, 180) for n in range(24)]

    assert learn(30, counts + bought).usually_suspicious == pytest.approx(learn(30, counts).usually_suspicious, abs=0.01)


def test_days_that_vary_more_make_a_busy_day_less_remarkable() -> None:
    steady = learn(28, hours(28, lambda _: 6))
    fickle = learn(28, hours(28, lambda moment: (1, 3, 6, 9, 11)[moment.toordinal() % 5]))
    tomorrow = MONDAY + 28 * DAY

    def chance_of_a_busy_day(arrival_model: ArrivalModel) -> float:
        return arrival_model.chance(int(3.5 * arrival_model.expected(tomorrow, tomorrow + DAY)), tomorrow, tomorrow + DAY)

    assert 100 * chance_of_a_busy_day(steady) < chance_of_a_busy_day(fickle)


def test_before_anything_is_known_one_per_cent_a_day_is_rare_but_no_wonder() -> None:
    arrival_model = learn(0, [], followers=50_000)

    assert 0.001 < arrival_model.chance(500, MONDAY, MONDAY + DAY) < 0.1
    assert arrival_model.chance(5_000, MONDAY, MONDAY + DAY) < 1e-6


def test_where_not_even_the_followers_are_known_little_is_expected() -> None:
    assert learn(0, [], followers=None).expected(MONDAY, MONDAY + DAY) <= 10


def test_what_was_seen_outweighs_what_was_assumed() -> None:
    arrival_model = learn(14, hours(14, by_day), followers=10_000_000)

    assert arrival_model.expected(MONDAY + 15 * DAY, MONDAY + 16 * DAY) == pytest.approx(144, rel=0.1)


def test_growth_is_followed() -> None:
    arrival_model = learn(56, hours(56, lambda moment: 2 if moment < MONDAY + 28 * DAY else 8))

    assert arrival_model.per_day > 110


def test_longer_spans_bring_more() -> None:
    arrival_model = learn(28, hours(28, by_day))
    week = arrival_model.expected(MONDAY, MONDAY + 7 * DAY)

    assert arrival_model.expected(MONDAY, MONDAY + 21 * DAY) == pytest.approx(3 * week)
    assert arrival_model.expected(MONDAY, MONDAY) == arrival_model.expected(MONDAY + DAY, MONDAY) == 0


moments = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 Hypothesis adds the time zone
figures = st.integers(-5, 10**12)


@given(
    st.lists(st.builds(HourCount, moments, figures, figures), max_size=40), moments, moments, st.none() | figures, figures, moments, moments
)
def test_it_never_raises_and_always_gives_a_probability(
    counts: list[HourCount], since: datetime, until: datetime, followers: int | None, arrived: int, first: datetime, last: datetime
) -> None:
    arrival_model = ArrivalModel.learn(counts, since=since, until=until, followers=followers)

    assert arrival_model.per_day > 0
    assert 0 <= arrival_model.usually_suspicious <= 1
    assert arrival_model.expected(first, last) >= 0
    assert 0 <= arrival_model.chance(arrived, first, last) <= 1


@given(st.lists(st.builds(HourCount, st.sampled_from([MONDAY + n * HOUR for n in range(240)]), st.integers(0, 50)), max_size=60))
def test_the_hours_of_a_week_add_up(counts: list[HourCount]) -> None:
    arrival_model = learn(10, counts)
    start = MONDAY + timedelta(minutes=17)
    parts = [start + n * timedelta(hours=7) for n in range(25)]

    in_parts = sum(arrival_model.expected(first, last) for first, last in pairwise(parts))
    assert in_parts == pytest.approx(arrival_model.expected(parts[0], parts[-1]), rel=0.05)
