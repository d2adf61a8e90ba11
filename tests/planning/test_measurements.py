"""What was measured goes into a plan, and what was not has no price."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import MICROS, ActivityEvent, Policy
from bot.planning.features import Feature, FeatureName
from bot.planning.measurements import Measurements, Rate, current_strategy
from bot.x.billing.pricing import PriceList

POLICY = Policy(ZoneInfo("UTC"), time(9), freshness=timedelta(minutes=2), leavers_budget=0)
PRICES = PriceList()
WEEK = timedelta(days=7)
MEASURED = Measurements(2_400, counted=True, new=Rate(5, WEEK), lost=Rate(1, WEEK), mentions=Rate(12, WEEK))


def test_the_account_and_what_its_team_wants_is_what_a_plan_goes_by() -> None:
    inputs = MEASURED.inputs(POLICY, PRICES)

    assert (inputs.followers, inputs.new_per_day, inputs.lost_per_day, inputs.mentions_per_day) == (2_400, 5, 1, 12)
    assert (inputs.freshness_seconds, inputs.names_of_lost) == (120, False)
    unread = MEASURED.inputs(replace(POLICY, read_mentions=False, stream=frozenset({ActivityEvent.UNFOLLOW})), PRICES)
    assert (unread.mentions_per_day, unread.names_of_lost) == (0, True)
    assert MEASURED.inputs(replace(POLICY, leavers_budget=10 * MICROS), PRICES).names_of_lost


def test_the_price_of_what_was_not_measured_is_left_out() -> None:
    features = [Feature(name, on=True, micros_per_month=7) for name in FeatureName]
    prices = {feature.name: feature.micros_per_month for feature in replace(MEASURED, mentions=Rate()).without_unmeasured(features)}

    assert {name for name, price in prices.items() if price is None} == {FeatureName.MENTIONS, FeatureName.INSTANT_MENTIONS}
    assert list(MEASURED.without_unmeasured(features)) == features


@pytest.mark.parametrize(
    ("events", "strategy"),
    [
        ((), "polling"),
        ((ActivityEvent.MENTION,), "polling"),
        ((ActivityEvent.UNFOLLOW,), "polling_and_unfollow_events"),
        ((ActivityEvent.FOLLOW, ActivityEvent.UNFOLLOW), "events_and_polling"),
    ],
)
def test_the_strategy_in_use_follows_from_the_events_that_are_wanted(events: tuple[ActivityEvent, ...], strategy: str) -> None:
    assert current_strategy(replace(POLICY, stream=frozenset(events)), 2_400, PRICES) == strategy


@pytest.mark.parametrize(("followers", "strategy"), [(2_400, "polling_and_sweeps"), (50_000, "polling")])
def test_sweeps_are_in_use_where_their_budget_is_enough_for_one(followers: int, strategy: str) -> None:
    assert current_strategy(replace(POLICY, leavers_budget=10 * MICROS), followers, PRICES) == strategy
