"""Strategies to monitor who follows, leaves and mentions an account: what each costs a month, and how soon and how much it tells."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain import MICROS, ActivityEvent
from bot.planning.monthly_cost import DailyCosts, PlanInputs, month
from bot.planning.poll_interval import POLL_INTERVAL_WITH_EVENTS
from bot.planning.sweeps import weekly_sweeps
from bot.x.billing.pricing import PriceList

EVENT_SECONDS = 1.0
"""From a follow to X's event about it: X promises less than a second (https://docs.x.com/x-api/activity/introduction)."""

SHORTEST_INTERVAL, LONGEST_INTERVAL = timedelta(seconds=5), timedelta(hours=1)
"""What FRESHNESS_SECONDS may be."""

SWEEP_HOURLY, SWEEP_DAILY = timedelta(hours=1), timedelta(days=1)
NEWEST, NEWEST_EVERY = 100, timedelta(minutes=5)


class StrategyName(StrEnum):
    """By which scripts know a strategy; `bot.views.words.strategies` says what it is, and what else to know about it."""

    POLLING = "polling"
    POLLING_AND_SWEEPS = "polling_and_sweeps"
    POLLING_AND_UNFOLLOW_EVENTS = "polling_and_unfollow_events"
    EVENTS_AND_POLLING = "events_and_polling"
    EVENTS = "events"
    HOURLY_SWEEP = "hourly_sweep"
    DAILY_SWEEP = "daily_sweep"
    NEWEST_100 = "newest_100"


@dataclass(frozen=True, slots=True)
class Strategy:
    """A monitoring strategy.

    micros_per_month: micro-dollars for 30 days, mentions included.
    freshness_seconds: the median from a follow to its being known; whoever polls every minute knows it after half a minute.
    every: how often it reads, where its name does not say that; of a sweep that X's limits hold up, how often they let it.
    options: what makes Mutuals use this strategy; empty for what others do and Mutuals does not, because it is dearer, slower or can miss
    people.
    """

    name: StrategyName
    micros_per_month: int
    freshness_seconds: float
    knows_names_of_lost: bool
    every: timedelta | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The strategies for one account, Mutuals' own first, of each the cheapest first.

    recommended: of Mutuals' strategies, none of which can miss anybody, the cheapest that knows what is wanted as soon as it is wanted.
    lower_bound_micros: micro-dollars for 30 days of each new follower and each mention paid once, at the cheapest price there is.
    """

    recommended: Strategy
    strategies: tuple[Strategy, ...]
    lower_bound_micros: int


def plan(inputs: PlanInputs, prices: PriceList) -> Plan:
    """Compare the strategies for this account."""
    costs = DailyCosts(inputs, prices)
    strategies = *_by_price(_own(inputs, costs, prices)), *_by_price(_others(inputs, costs))
    fit = [strategy for strategy in strategies if strategy.options and _suffices(strategy, inputs)]
    return Plan(fit[0], strategies, month(costs.lower_bound))


def _by_price(strategies: Iterable[Strategy]) -> list[Strategy]:
    return sorted(strategies, key=lambda strategy: strategy.micros_per_month)


def _suffices(strategy: Strategy, wanted: PlanInputs) -> bool:
    return strategy.freshness_seconds <= wanted.freshness_seconds and (strategy.knows_names_of_lost or not wanted.names_of_lost)


def _own(inputs: PlanInputs, costs: DailyCosts, prices: PriceList) -> Iterator[Strategy]:
    """What Mutuals can do. It reads mentions and X's count of the followers every time."""
    every = min(max(timedelta(seconds=inputs.freshness_seconds), SHORTEST_INTERVAL), LONGEST_INTERVAL)
    polling = costs.mentions + costs.count + costs.polls(every)
    checks = costs.mentions + costs.count + costs.polls(max(every, POLL_INTERVAL_WITH_EVENTS)) + costs.events(ActivityEvent.FOLLOW)
    left = costs.events(ActivityEvent.UNFOLLOW)
    seconds = f"FRESHNESS_SECONDS={every.total_seconds():.0f}"

    yield Strategy(
        StrategyName.POLLING,
        month(polling),
        every.total_seconds() / 2,
        knows_names_of_lost=False,
        every=every,
        options=(seconds,),
    )
    sweeps = month(weekly_sweeps(inputs, prices))
    yield Strategy(
        StrategyName.POLLING_AND_SWEEPS,
        month(polling) + sweeps,
        every.total_seconds() / 2,
        knows_names_of_lost=True,
        every=every,
        options=(seconds, f"LEAVERS_BUDGET_USD={max(1, math.ceil(sweeps / MICROS))}"),
    )
    yield Strategy(
        StrategyName.POLLING_AND_UNFOLLOW_EVENTS,
        month(polling + left),
        every.total_seconds() / 2,
        knows_names_of_lost=True,
        every=every,
        options=(seconds, "X_STREAM=unfollows"),
    )
    yield Strategy(
        StrategyName.EVENTS_AND_POLLING,
        month(checks + left),
        EVENT_SECONDS,
        knows_names_of_lost=True,
        options=(seconds, "X_STREAM=follows,unfollows"),
    )


def _others(inputs: PlanInputs, costs: DailyCosts) -> Iterator[Strategy]:
    """The obvious strategies, for comparison."""
    yield Strategy(StrategyName.EVENTS, month(sum(map(costs.events, ActivityEvent))), EVENT_SECONDS, knows_names_of_lost=True)
    for name, wanted in ((StrategyName.HOURLY_SWEEP, SWEEP_HOURLY), (StrategyName.DAILY_SWEEP, SWEEP_DAILY)):
        interval = costs.sweep_interval(wanted)
        yield Strategy(
            name,
            month(costs.mentions + costs.sweeps(wanted)),
            interval.total_seconds() / 2,
            knows_names_of_lost=True,
            every=interval if interval > wanted else None,
        )
    yield Strategy(
        StrategyName.NEWEST_100,
        month(costs.mentions + costs.newest(NEWEST, NEWEST_EVERY)),
        NEWEST_EVERY.total_seconds() / 2,
        knows_names_of_lost=False,
    )
