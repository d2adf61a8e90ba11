"""What tells look-alikes from one another is taken from an arrival as far as X told it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from bot.domain import Arrival
from bot.scoring.bursts.traits import X_BEGAN, YOUNG, features_of, made_on
from tests.support.samples.arrivals import NOW, odd_arrivals

DAY = timedelta(days=1)


def arrival(
    *, age: timedelta | None = 900 * DAY, followers: int | None = 7, following: int | None = 1_000, suspicious: bool = False
) -> Arrival:
    return Arrival(1, NOW, "mira12345", None if age is None else NOW - age, followers, following, 3, suspicious)


@pytest.mark.parametrize(
    ("age", "suspicious", "sort"),
    [
        (900 * DAY, False, "old"),
        ((YOUNG - 1) * DAY, False, "young"),
        (YOUNG * DAY, False, "old"),
        (None, False, "old"),
        (900 * DAY, True, "suspicious"),
        (2 * DAY, True, "suspicious"),
    ],
)
def test_people_of_one_sort_are_of_one_kind_of_size(age: timedelta | None, suspicious: bool, sort: str) -> None:
    assert features_of(arrival(age=age, suspicious=suspicious)).size == (sort, (3, 9))


@pytest.mark.parametrize(("followers", "following"), [(None, 7), (7, None), (-1, 7), (7, -1)])
def test_a_size_that_x_did_not_tell_is_none(followers: int | None, following: int | None) -> None:
    assert features_of(arrival(followers=followers, following=following)).size == ("old", None)


def test_the_day_it_was_made_is_known_unless_it_cannot_be() -> None:
    assert made_on(arrival(age=900 * DAY)) == NOW.toordinal() - 900
    for age in (None, -1 * DAY, NOW - datetime(2005, 1, 1, tzinfo=UTC)):
        assert made_on(arrival(age=age)) is None
        assert features_of(arrival(age=age)).age is None


@given(odd_arrivals)
def test_whatever_x_says_gives_features(odd: Arrival) -> None:
    features = features_of(odd)
    assert features.made is None or X_BEGAN <= features.made <= odd.at.toordinal()
    assert features.age is None or features.age >= 0
    assert features.week[1] is None or features.made is not None
