"""What the strategies cost, how soon they know, and which one is recommended."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import MICROS
from bot.planning.monthly_cost import PlanInputs
from bot.planning.plans import Plan, Strategy, plan
from bot.views.words.strategies import caveat, freshness, why_recommended
from bot.x.billing.pricing import PUBLISHED, PriceList

DOLLARS = MICROS
OWNED, FOREIGN = PriceList(owns_app=True), PriceList(owns_app=False)
BIG = PlanInputs(followers=100_000, new_per_day=300, lost_per_day=50, mentions_per_day=40, freshness_seconds=60)

SITUATIONS = st.builds(
    PlanInputs,
    followers=st.integers(0, 1_000_000_000),
    new_per_day=st.floats(0, 1e7),
    lost_per_day=st.floats(0, 1e7),
    mentions_per_day=st.floats(0, 1e7),
    freshness_seconds=st.integers(1, 86_400),
    names_of_lost=st.booleans(),
)
PRICES = st.builds(
    PriceList,
    st.dictionaries(st.sampled_from(sorted(PUBLISHED)), st.integers(0, 9_999_999)),
    owns_app=st.booleans(),
)


def strategy(name: str, compared: Plan) -> Strategy:
    (found,) = [strategy for strategy in compared.strategies if strategy.name == name]
    return found


def test_a_big_account_pays_little_more_than_the_least_there_is() -> None:
    compared = plan(BIG, OWNED)

    assert compared.lower_bound_micros == (300 + 40) * 30 * 1_000
    assert compared.recommended is strategy("polling", compared)
    assert compared.recommended.micros_per_month == (300 + 24 + 40 + 10) * 30 * 1_000
    assert compared.recommended.micros_per_month <= 1.15 * compared.lower_bound_micros
    assert compared.recommended.options == ("FRESHNESS_SECONDS=60",)
    assert strategy("hourly_sweep", compared).micros_per_month >= 100 * compared.recommended.micros_per_month


def test_each_strategy_costs_what_x_charges_for_what_it_reads_on_thirty_days() -> None:
    compared = plan(BIG, OWNED)
    mentions, count, looks = 40 * 1_000, 10_000, (300 + 24) * 1_000
    follows, unfollows = 300 * 10_000, 50 * 10_000

    assert {strategy.name: strategy.micros_per_month // 30 for strategy in compared.strategies} == {
        "polling": looks + mentions + count,
        "polling_and_sweeps": looks + (100_000 * 1_000 + 100 * 10_000) // 7 + mentions + count,
        "polling_and_unfollow_events": looks + unfollows + mentions + count,
        "events_and_polling": follows + unfollows + looks + 7_000 + mentions + count,
        "events": follows + unfollows + 40 * 5_000,
        "hourly_sweep": (100_000 + 300) * 1_000 + mentions,
        "daily_sweep": 100_000 * 1_000 + mentions,
        "newest_100": (100 + 300) * 1_000 + mentions,
    }


def test_freshness_is_the_median_from_a_follow_to_its_being_known() -> None:
    assert {strategy.name: (strategy.freshness_seconds, freshness(strategy)) for strategy in plan(BIG, OWNED).strategies} == {
        "polling": (30, "30 seconds"),
        "polling_and_sweeps": (30, "30 seconds"),
        "polling_and_unfollow_events": (30, "30 seconds"),
        "events_and_polling": (1, "1 second"),
        "events": (1, "1 second"),
        "hourly_sweep": (1_800, "30 minutes"),
        "daily_sweep": (43_200, "12 hours"),
        "newest_100": (150, "2 min 30 s"),
    }


def test_whoever_does_not_own_the_app_pays_the_full_price() -> None:
    compared = plan(BIG, FOREIGN)

    assert compared.lower_bound_micros == (300 * 10_000 + 40 * 5_000) * 30
    assert compared.recommended.micros_per_month == ((300 + 24) * 10_000 + 40 * 5_000 + 10_000) * 30


def test_names_of_those_who_left_are_bought_only_where_they_are_wanted() -> None:
    compared = plan(replace(BIG, names_of_lost=True), OWNED)

    assert compared.recommended is strategy("polling_and_unfollow_events", compared)
    assert compared.recommended.options == ("FRESHNESS_SECONDS=60", "X_STREAM=unfollows")
    assert "who left" in why_recommended(compared)
    assert "who left" not in why_recommended(plan(BIG, OWNED))


def test_only_events_are_there_within_a_second() -> None:
    compared = plan(replace(BIG, freshness_seconds=1), OWNED)

    assert compared.recommended is strategy("events_and_polling", compared)
    assert plan(replace(BIG, freshness_seconds=3), OWNED).recommended.name == "polling"


def test_nobody_is_looked_for_more_rarely_than_once_an_hour() -> None:
    assert plan(replace(BIG, freshness_seconds=86_400), OWNED).recommended.options == ("FRESHNESS_SECONDS=3600",)


def test_a_sweep_takes_as_long_as_x_lets_it() -> None:
    huge = plan(replace(BIG, followers=5_000_000), OWNED)

    assert strategy("hourly_sweep", huge).freshness_seconds == 5_000 * 3 / 2
    assert "X's limits allow one every 4 h 10 min" in caveat(strategy("hourly_sweep", huge))
    assert strategy("daily_sweep", huge).freshness_seconds == 43_200
    assert "limits" not in caveat(strategy("daily_sweep", huge)) + caveat(strategy("hourly_sweep", plan(BIG, OWNED)))


def test_a_sweep_of_more_people_than_x_gives_in_a_day_goes_on_for_days() -> None:
    biggest = plan(PlanInputs(100_000_000, 1_000, 0, 0, 60), OWNED)

    assert strategy("daily_sweep", biggest).micros_per_month == 28_800_000 * 1_000 * 30
    assert strategy("daily_sweep", biggest).freshness_seconds == 300_000 / 2


def test_what_can_miss_people_says_so_and_is_never_recommended() -> None:
    free_events = plan(BIG, PriceList({"follow_event": 0, "post_event": 0}))

    assert strategy("events", free_events).micros_per_month == 0
    assert "Misses" in caveat(strategy("events", free_events))
    assert "more than 100 come within 5 minutes" in caveat(strategy("newest_100", free_events))
    assert free_events.recommended.options


@given(SITUATIONS, PRICES)
def test_the_recommended_strategy_is_the_cheapest_that_mutuals_has_for_what_is_wanted(inputs: PlanInputs, prices: PriceList) -> None:
    compared = plan(inputs, prices)
    best = compared.recommended

    assert best.freshness_seconds <= inputs.freshness_seconds
    assert best.knows_names_of_lost or not inputs.names_of_lost
    assert "Misses" not in caveat(best)
    for other in compared.strategies:
        suffices = other.freshness_seconds <= inputs.freshness_seconds and other.knows_names_of_lost >= inputs.names_of_lost
        if suffices and other.options:
            assert best.micros_per_month <= other.micros_per_month


@given(SITUATIONS, PRICES)
def test_no_strategy_that_misses_nobody_costs_less_than_the_lower_bound(inputs: PlanInputs, prices: PriceList) -> None:
    compared = plan(inputs, prices)

    assert all(
        compared.lower_bound_micros <= strategy.micros_per_month for strategy in compared.strategies if "Misses" not in caveat(strategy)
    )


@given(SITUATIONS, PRICES, st.sampled_from(["followers", "new_per_day", "lost_per_day", "mentions_per_day"]), st.integers(1, 10_000_000))
def test_more_of_anything_never_costs_less(inputs: PlanInputs, prices: PriceList, what: str, more: int) -> None:
    fewer = plan(inputs, prices)
    many = plan(replace(inputs, **{what: getattr(inputs, what) + more}), prices)

    assert fewer.lower_bound_micros <= many.lower_bound_micros
    for less, dearer in zip(fewer.strategies, many.strategies, strict=True):
        assert less.micros_per_month <= dearer.micros_per_month


@pytest.mark.parametrize("followers", [0, 10, 2_000])
def test_a_small_account_pays_for_no_more_followers_than_it_has(followers: int) -> None:
    compared = plan(PlanInputs(followers, 0, 0, 0, 60), OWNED)

    assert compared.recommended.micros_per_month == (min(followers, 22) * 1_000 + 10_000) * 30
    assert compared.lower_bound_micros == 0
