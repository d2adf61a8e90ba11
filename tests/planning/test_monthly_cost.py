"""What each part of monitoring costs on an average day: X charges whom it returns once a day, however often it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import ActivityEvent
from bot.planning.monthly_cost import DailyCosts, PlanInputs, month
from bot.x.billing.pricing import PriceList
from bot.x.parse.pagination import LARGEST_PAGE

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
INPUTS = PlanInputs(followers=10_000, new_per_day=20, lost_per_day=4, mentions_per_day=8, freshness_seconds=60)
OWNED = PriceList(owns_app=True)
EACH = OWNED.own_list.micros


def costs(prices: PriceList = OWNED, **changes: float) -> DailyCosts:
    return DailyCosts(replace(INPUTS, **changes), prices)  # type: ignore[arg-type]  # its own fields


def test_polling_more_often_costs_no_more_than_whoever_comes_and_a_page() -> None:
    assert costs().polls(MINUTE) == costs().polls(2 * MINUTE)
    assert EACH * 20 < costs().polls(MINUTE) < EACH * (20 + 100)


def test_a_small_account_pays_for_no_more_people_than_it_has() -> None:
    assert costs(followers=3).polls(MINUTE) == EACH * (20 + 3)
    assert costs(followers=0, new_per_day=0).polls(MINUTE) == 0


def test_reading_all_of_them_costs_all_of_them_once_a_day_and_no_more_than_x_gives_out() -> None:
    assert costs().sweeps(DAY) == EACH * 10_000
    assert costs().sweeps(DAY / 4) == EACH * 10_020
    assert costs(followers=10**9).sweeps(DAY) == costs(followers=2 * 10**9).sweeps(DAY) < EACH * 10**9


def test_all_of_them_cannot_be_read_faster_than_x_s_limit() -> None:
    assert costs().sweep_interval(DAY) == DAY
    assert costs(followers=300 * LARGEST_PAGE).sweep_interval(MINUTE) == 15 * MINUTE


@pytest.mark.parametrize(("kind", "many"), [(ActivityEvent.FOLLOW, 20), (ActivityEvent.UNFOLLOW, 4), (ActivityEvent.MENTION, 8)])
def test_events_cost_each_of_them(kind: ActivityEvent, many: int) -> None:
    assert costs().events(kind) == many * OWNED.event(kind).micros


def test_nothing_costs_less_than_the_lower_bound() -> None:
    for prices in (OWNED, PriceList(owns_app=False)):
        of = costs(prices)
        for followers in (of.polls(MINUTE), of.sweeps(DAY), of.events(ActivityEvent.FOLLOW)):
            for mentions in (of.mentions, of.events(ActivityEvent.MENTION)):
                assert followers + mentions >= of.lower_bound > 0


def test_a_month_has_thirty_days() -> None:
    assert month(1_000.4) == 30_012
