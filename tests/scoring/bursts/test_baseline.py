"""What ordinary followers look like is guessed at first, and then what the account's own followers have shown."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Arrival
from bot.scoring.bursts.baseline import MAX_AGE_DAYS, UsualFollowers, shape_share, size_share
from tests.support.samples.arrivals import NOW, ArrivalFactory, odd_arrivals

TODAY = NOW.toordinal()
EVER = TODAY - MAX_AGE_DAYS - 1_000


def test_before_anybody_came_everybody_was_made_at_some_time_and_few_lately() -> None:
    usual = UsualFollowers.learn([], NOW)

    assert usual.made_between(EVER, TODAY, suspicious=False) == 1
    assert usual.made_between(TODAY - 13, TODAY, suspicious=False) < usual.made_between(TODAY - 13, TODAY, suspicious=True) < 0.15


def test_a_community_that_began_together_makes_its_weeks_usual() -> None:
    factory = ArrivalFactory()
    guessed = UsualFollowers.learn([], NOW)
    seen = UsualFollowers.learn([factory.bought(NOW - timedelta(days=30)) for _ in range(300)], NOW)
    made = TODAY - 30 - 700
    weeks = made - 14, made + 14

    assert seen.made_between(*weeks, suspicious=False) > 0.7
    assert guessed.made_between(*weeks, suspicious=False) < 0.02
    assert seen.made_at_most(*weeks, suspicious=False)[0] > guessed.made_at_most(*weeks, suspicious=False)[0]


def test_what_is_still_ordinary_is_more_on_a_viral_day_and_more_of_those_made_lately() -> None:
    usual = UsualFollowers.learn([], NOW)
    for suspicious in (False, True):
        everyday, viral = usual.made_at_most(TODAY - 13, TODAY, suspicious=suspicious)
        older, _ = usual.made_at_most(TODAY - 1_013, TODAY - 1_000, suspicious=suspicious)
        assert viral > everyday > older


def test_sizes_and_shapes_are_as_common_as_the_sort_of_people_makes_them() -> None:
    assert size_share("old", (8, 8)) > size_share("suspicious", (8, 8))
    assert size_share("suspicious", (4, 9)) > size_share("old", (4, 12))
    assert shape_share("a5", young=True) > shape_share("a5", young=False)
    assert shape_share("a", young=False) > shape_share("a_a", young=False)


@given(st.lists(odd_arrivals, max_size=30), st.integers(EVER, TODAY), st.integers(EVER, TODAY))
def test_any_sample_gives_shares_that_grow_with_the_span(arrivals: list[Arrival], one: int, other: int) -> None:
    usual = UsualFollowers.learn(arrivals, NOW)
    first, last = sorted((one, other))
    for suspicious in (False, True):
        share = usual.made_between(first, last, suspicious=suspicious)
        assert -1e-9 <= share <= usual.made_between(first - 100, last, suspicious=suspicious) + 1e-9 <= 1 + 2e-9
