"""What each feature costs, whether it is on, and what switches it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import ActivityEvent, Policy
from bot.planning.features import Feature, features
from bot.planning.monthly_cost import PlanInputs
from bot.planning.plans import plan
from bot.x.billing.pricing import PriceList

POLICY = Policy(timezone=ZoneInfo("UTC"), digest_time=time(9))
BIG = PlanInputs(followers=100_000, new_per_day=300, lost_per_day=50, mentions_per_day=40, freshness_seconds=60)


def of(inputs: PlanInputs = BIG, policy: Policy = POLICY, prices: PriceList | None = None, by_hand: bool = True) -> dict[str, Feature]:
    return {feature.name: feature for feature in features(inputs, policy, prices or PriceList(), by_hand=by_hand)}


def test_each_costs_what_it_adds_to_a_month() -> None:
    assert {name: (feature.micros_per_month or 0) // 30 for name, feature in of().items()} == {
        "mentions": 40 * 1_000,
        "names_of_lost": 50 * 10_000,
        "sweeps": (100_000 * 1_000 + 100 * 10_000) // 7,
        "instant_followers": 300 * 10_000 + 7_000,
        "instant_mentions": 40 * 5_000,
        "count": 10_000,
        "confirmation": 20 * 1_000,
    }


def test_what_is_on_follows_from_the_options() -> None:
    assert {name for name, feature in of().items() if feature.on} == {"mentions", "count", "confirmation"}

    other = replace(POLICY, read_mentions=False, stream=frozenset({ActivityEvent.UNFOLLOW, ActivityEvent.MENTION}))
    assert {name for name, feature in of(policy=other, by_hand=False).items() if feature.on} == {
        "names_of_lost",
        "instant_mentions",
        "count",
    }


def test_a_small_account_is_swept_unless_x_tells_who_leaves() -> None:
    small = replace(BIG, followers=2_000)
    assert of(small)["sweeps"].on
    assert not of(small, replace(POLICY, stream=frozenset({ActivityEvent.UNFOLLOW})))["sweeps"].on


def test_a_feature_costs_the_same_whether_it_is_on_or_off() -> None:
    everything = replace(POLICY, stream=frozenset(ActivityEvent))

    assert {name: feature.micros_per_month for name, feature in of(policy=everything).items()} == {
        name: feature.micros_per_month for name, feature in of(policy=replace(POLICY, read_mentions=False)).items()
    }


def test_what_cannot_be_switched_has_no_option() -> None:
    assert {name: feature.option for name, feature in of().items()} == {
        "mentions": "READ_MENTIONS",
        "names_of_lost": "X_STREAM: unfollows",
        "sweeps": "LEAVERS_BUDGET_USD",
        "instant_followers": "X_STREAM: follows",
        "instant_mentions": "X_STREAM: mentions",
        "count": "",
        "confirmation": "",
    }


@given(st.integers(0, 10**9), st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.booleans())
def test_the_strategies_and_the_features_add_up(followers: int, new: float, lost: float, mentions: float, owned: bool) -> None:
    inputs, prices = PlanInputs(followers, new, lost, mentions, 60), PriceList(owns_app=owned)
    cost = {name: feature.micros_per_month or 0 for name, feature in of(inputs, POLICY, prices).items()}
    strategies = {strategy.name.value: strategy.micros_per_month for strategy in plan(inputs, prices).strategies}

    assert abs(strategies["polling"] + cost["names_of_lost"] - strategies["polling_and_unfollow_events"]) <= 1
    assert abs(strategies["polling_and_unfollow_events"] + cost["instant_followers"] - strategies["events_and_polling"]) <= 1
