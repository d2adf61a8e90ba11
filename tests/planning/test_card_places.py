"""The day's places for cards: some at once, the others spread over the hours in which the team decides."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.planning.card_places import AT_ONCE, ENOUGH, USUAL_HOURS, hours_within, next_place_at, places_open, waking_hours

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, tzinfo=BERLIN)

zones = st.sampled_from([BERLIN, ZoneInfo("UTC"), ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kolkata")])
# With days on which clocks change.
moments = st.integers(0, 280 * 24 * 60).map(lambda minutes: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes, microseconds=7))
hours = st.frozensets(st.integers(0, 23), min_size=1)
caps = st.integers(0, 500)


@given(moments, caps, hours, zones)
def test_there_are_never_more_than_the_days_and_never_fewer_than_the_first(
    now: datetime, cap: int, awake: frozenset[int], zone: ZoneInfo
) -> None:
    assert min(cap, AT_ONCE) <= places_open(now, cap, awake, zone) <= cap


@given(moments, st.timedeltas(timedelta(), timedelta(hours=20)), caps, hours, zones)
def test_a_place_that_is_there_stays_for_the_day(now: datetime, later: timedelta, cap: int, awake: frozenset[int], zone: ZoneInfo) -> None:
    if now.astimezone(zone).date() == (now + later).astimezone(zone).date():
        assert places_open(now, cap, awake, zone) <= places_open(now + later, cap, awake, zone)


@given(moments, caps, hours, zones)
def test_the_next_place_comes_when_it_is_said_to_and_not_before(now: datetime, cap: int, awake: frozenset[int], zone: ZoneInfo) -> None:
    at = next_place_at(now, cap, awake, zone)
    there = places_open(now, cap, awake, zone)

    assert at > now
    if at.astimezone(zone).date() == now.astimezone(zone).date():
        assert places_open(at - timedelta(microseconds=1), cap, awake, zone) == there
        assert places_open(at, cap, awake, zone) > there
    else:
        assert there == cap


@pytest.mark.parametrize(
    ("time_of_day", "there"), [((0, 0), 10), ((8, 0), 10), ((9, 23), 10), ((9, 24), 11), ((15, 0), 15), ((22, 0), 20), ((23, 59), 20)]
)
def test_twenty_a_day_are_ten_at_once_and_one_every_84_minutes(time_of_day: tuple[int, int], there: int) -> None:
    hour, minute = time_of_day
    assert places_open(MONDAY.replace(hour=hour, minute=minute), 20, USUAL_HOURS, BERLIN) == there


def test_an_hour_that_the_clock_jumps_over_leaves_nobody_without_a_place() -> None:
    in_the_morning = datetime(2026, 3, 29, 8, tzinfo=BERLIN)
    assert places_open(in_the_morning, 20, frozenset({2}), BERLIN) == 20


# The team's hours


def decisions(*of_day: int, days: int = 20) -> list[datetime]:
    return [MONDAY + timedelta(days=day, hours=hour, minutes=day) for day in range(days) for hour in of_day]


def test_the_hours_are_learnt_from_when_the_team_decides() -> None:
    assert waking_hours(decisions(7, 12, 23), BERLIN) == {6, 7, 8, 11, 12, 13, 22, 23, 0}
    assert waking_hours([*decisions(9, 10, 11, 12), MONDAY + timedelta(hours=3)], BERLIN) == set(range(8, 14)), "one night is no habit"


@pytest.mark.parametrize("few", [[], decisions(3, days=ENOUGH - 1), [MONDAY + timedelta(hours=3)] * 500])
def test_until_enough_is_known_a_team_has_the_usual_ones(few: list[datetime]) -> None:
    assert waking_hours(few, BERLIN) == USUAL_HOURS


@pytest.mark.parametrize(
    ("begin", "end", "within"),
    [
        (time(9), time(18), set(range(9, 18))),
        (time(9, 30), time(17, 1), set(range(9, 18))),
        (time(22), time(2), {22, 23, 0, 1}),
        (time(7), time(0), set(range(7, 24))),
        (time(8, 15), time(8, 45), {8}),
        (time(1), time(0, 59), set(range(24))),
    ],
)
def test_the_hours_that_a_team_has_set(begin: time, end: time, within: set[int]) -> None:
    assert hours_within(begin, end) == within


@given(st.lists(moments, max_size=200), zones)
def test_there_are_always_hours(decided: list[datetime], zone: ZoneInfo) -> None:
    assert waking_hours(decided, zone)
    assert waking_hours(decided, zone) <= set(range(24))
