"""When a sweep pays, and that nobody is said to have left whom neither X's count nor X itself explains, whatever its list looks like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import MICROS, ActivityEvent, Departure, Policy
from bot.planning.monthly_cost import PlanInputs
from bot.planning.plausible_count import MIN_REMARKABLE
from bot.planning.sweeps import (
    LOOKED_UP,
    PASSES,
    departures,
    sweep_interval,
    sweep_micros,
    sweeps_allowed,
    weekly_sweeps,
    worth_sweeping,
)
from bot.x.billing.pricing import PriceList

POLICY = Policy(ZoneInfo("UTC"), time(9))
OWNED, FOREIGN = PriceList(), PriceList(owns_app=False)
DAY = timedelta(days=1)


def test_a_sweep_costs_every_follower_and_looking_up_those_who_are_missing() -> None:
    assert sweep_micros(2_000, 10, OWNED) == 2_000 * 1_000 + 10 * 10_000
    assert sweep_micros(2_000, 10, FOREIGN) == 2_000 * 10_000 + 10 * 10_000
    assert sweep_micros(2_000, 5_000, OWNED) == 2_000 * 1_000 + LOOKED_UP * 10_000


@pytest.mark.parametrize(("followers", "left"), [(0, 1), (200, 1), (2_000, 8), (9_000, 36)])
def test_it_waits_until_a_name_costs_no_more_than_it_is_worth(followers: int, left: int) -> None:
    assert worth_sweeping(followers, OWNED) == left


@pytest.mark.parametrize(("followers", "days"), [(200, 1), (2_000, 6.24), (3_000, 9.36)])
def test_a_small_account_has_names_about_weekly_with_the_usual_budget(followers: int, days: float) -> None:
    assert sweeps_allowed(followers, POLICY, OWNED)
    assert sweep_interval(followers, POLICY, OWNED) == timedelta(days=days)


def test_a_large_one_has_none_unless_somebody_wants_them() -> None:
    assert not sweeps_allowed(50_000, POLICY, OWNED)
    assert not sweeps_allowed(2_000, POLICY, FOREIGN)
    wanted = replace(POLICY, leavers_budget=60 * MICROS, monthly_budget=100 * MICROS)
    assert sweeps_allowed(50_000, wanted, OWNED)
    assert not sweeps_allowed(50_000, replace(wanted, monthly_budget=60 * MICROS), OWNED), "of which the others leave less"


def test_nobody_is_swept_where_x_tells_who_leaves_or_nothing_may_be_spent() -> None:
    assert not sweeps_allowed(200, replace(POLICY, stream=frozenset({ActivityEvent.UNFOLLOW})), OWNED)
    assert sweeps_allowed(200, replace(POLICY, stream=frozenset({ActivityEvent.FOLLOW})), OWNED)
    assert not sweeps_allowed(0, replace(POLICY, leavers_budget=0), OWNED)


def test_what_a_sweep_a_week_costs_a_day() -> None:
    assert weekly_sweeps(PlanInputs(2_100, 5, 3, 0, 60), OWNED) == (2_100 * 1_000 + 21 * 10_000) / 7


@given(st.integers(0, 10**7), st.integers(1, 10_000 * MICROS), st.booleans())
def test_the_sweeps_of_a_month_never_cost_more_than_the_month_allows(followers: int, budget: int, owned: bool) -> None:
    policy, prices = replace(POLICY, leavers_budget=budget, monthly_budget=2 * budget), PriceList(owns_app=owned)
    if sweeps_allowed(followers, policy, prices):
        cost = sweep_micros(followers, worth_sweeping(followers, prices), prices)
        assert 30 * DAY / sweep_interval(followers, policy, prices) * cost <= budget * 1.000_001


LEFT, GONE, UNKNOWN = Departure.LEFT, Departure.SUSPENDED, Departure.UNKNOWN


def test_whom_the_count_explains_has_left_looked_up_or_not() -> None:
    assert departures([1, 2, 3], {1: GONE, 2: LEFT}, 3, last_pass=False) == {1: GONE, 2: LEFT, 3: UNKNOWN}


def test_what_the_count_does_not_explain_is_looked_at_again_before_anybody_is_named() -> None:
    assert departures(range(1_000), {0: LEFT}, 5, last_pass=False) is None
    assert departures(range(1_000), {0: LEFT, 7: GONE}, 5, last_pass=True) == {0: LEFT, 7: GONE}
    assert departures(range(1_000), {}, 5, last_pass=True) == {}


def test_a_few_more_than_were_counted_have_left_where_x_says_so_of_each() -> None:
    assert departures([1, 2, 3], {1: LEFT, 2: LEFT, 3: LEFT}, 1, last_pass=False) == {1: LEFT, 2: LEFT, 3: LEFT}
    assert departures([1, 2, 3], {1: LEFT, 2: LEFT}, 1, last_pass=False) is None


@dataclass(frozen=True)
class Reading:
    """A reading of a list page by page, in which somebody above leaves now and then, a page is missing, or the list ends early.

    shifts: after which pages one place moves up. dropped: pages that are not given. ends_after: pages, None for all of them.
    """

    size: int
    shifts: frozenset[int]
    dropped: frozenset[int]
    ends_after: int | None

    def seen(self, listed: list[int]) -> set[int]:
        seen, position, page = set[int](), 0, 0
        while position < len(listed) and page != self.ends_after:
            if page not in self.dropped:
                seen |= set(listed[position : position + self.size])
            position += self.size + (page in self.shifts)
            page += 1
        return seen


pages = st.frozensets(st.integers(0, 8), max_size=4)
readings = st.builds(Reading, st.integers(10, 80), pages, pages, st.none() | st.integers(0, 6))


@given(st.integers(0, 400), st.integers(0, 60), st.lists(readings, min_size=PASSES, max_size=PASSES), st.integers(0, LOOKED_UP))
def test_whatever_a_list_looks_like_only_whom_count_or_look_up_explain_is_named(
    staying: int, leaving: int, passes: list[Reading], looked_up: int
) -> None:
    listed, left = list(range(staying)), set(range(staying, staying + leaving))
    missing = [*listed, *sorted(left)]
    for number, reading in enumerate(passes, 1):
        seen = reading.seen(listed)
        asked = [user_id for user_id in missing if user_id not in seen][:looked_up]
        seen |= {user_id for user_id in asked if user_id not in left}  # X says that they follow
        missing = [user_id for user_id in missing if user_id not in seen]
        told = departures(missing, {user_id: LEFT for user_id in asked if user_id in left}, leaving, last_pass=number == PASSES)
        if told is None:
            assert number < PASSES
            continue
        assert len(told) <= leaving + MIN_REMARKABLE
        assert all(user_id in left for user_id, became in told.items() if became is LEFT)
        if len(told) > leaving:
            assert UNKNOWN not in told.values()
        break


@given(st.integers(0, 300), st.integers(0, LOOKED_UP), readings)
def test_in_a_list_that_is_whole_everybody_who_left_is_named(staying: int, leaving: int, reading: Reading) -> None:
    whole = replace(reading, shifts=frozenset(), dropped=frozenset(), ends_after=None)
    missing = [user_id for user_id in range(staying + leaving) if user_id not in whole.seen(list(range(staying)))]

    assert departures(missing, {}, leaving, last_pass=False) == dict.fromkeys(range(staying, staying + leaving), UNKNOWN)
