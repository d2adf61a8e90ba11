"""Strategies to monitor who follows, leaves and mentions an account: what each costs a month, and how soon and how much it tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import ActivityEvent
from bot.planning.duration import duration
from bot.planning.monthly_cost import DailyCosts, PlanInputs, month
from bot.planning.poll_interval import POLL_INTERVAL_WITH_EVENTS
from bot.x.billing.pricing import PriceList

EVENT_SECONDS = 1.0
"""From a follow to X's event about it: X promises less than a second (https://docs.x.com/x-api/activity/introduction)."""

SHORTEST_INTERVAL, LONGEST_INTERVAL = timedelta(seconds=5), timedelta(hours=1)
"""What FRESHNESS_SECONDS may be."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_NEWEST, _NEWEST_EVERY = 100, timedelta(minutes=5)

_NEEDS_EVENTS = "Needs X_BEARER_TOKEN, and an access to which X gives events."


@dataclass(frozen=True, slots=True)
class Strategy:
    """A monitoring strategy.

    name: for scripts. description: what it is. micros_per_month: micro-dollars for 30 days, mentions included.
    freshness_seconds: the median from a follow to its being known; whoever polls every minute knows it after half a minute.
    note: what else to know about it. options: what makes Mutuals use this strategy; empty for what others do and Mutuals does not,
    because it is dearer, slower or can miss people.
    """

    name: str
    description: str
    micros_per_month: int
    freshness_seconds: float
    knows_names_of_lost: bool
    note: str = ""
    options: tuple[str, ...] = ()

    @property
    def freshness(self) -> str:
        """In plain words."""
        return duration(self.freshness_seconds)


@dataclass(frozen=True, slots=True)
class Plan:
    """The strategies for one account, Mutuals' own first.

    recommended: of Mutuals' strategies, none of which can miss anybody, the cheapest that knows what is wanted as soon as it is wanted.
    lower_bound_micros: micro-dollars for 30 days of each new follower and each mention paid once, at the cheapest price there is.
    """

    recommended: Strategy
    strategies: tuple[Strategy, ...]
    lower_bound_micros: int

    @property
    def why(self) -> str:
        """A sentence that says why this one is recommended."""
        names = ", says who left" if self.recommended.knows_names_of_lost else ""
        return f"It is the cheapest that misses nobody{names} and knows half of the new followers within {self.recommended.freshness}."


def plan(inputs: PlanInputs, prices: PriceList) -> Plan:
    """Compare the strategies for this account."""
    costs = DailyCosts(inputs, prices)
    strategies = (*_own(inputs, costs), *_others(inputs, costs))
    fit = [strategy for strategy in strategies if strategy.options and _suffices(strategy, inputs)]
    return Plan(min(fit, key=lambda strategy: strategy.micros_per_month), strategies, month(costs.lower_bound))


def _suffices(strategy: Strategy, wanted: PlanInputs) -> bool:
    return strategy.freshness_seconds <= wanted.freshness_seconds and (strategy.knows_names_of_lost or not wanted.names_of_lost)


def _own(inputs: PlanInputs, costs: DailyCosts) -> Iterator[Strategy]:
    """What Mutuals can do. It reads mentions and X's count of the followers every time."""
    every = min(max(timedelta(seconds=inputs.freshness_seconds), SHORTEST_INTERVAL), LONGEST_INTERVAL)
    polling = costs.mentions + costs.count + costs.polls(every)
    checks = costs.mentions + costs.count + costs.polls(max(every, POLL_INTERVAL_WITH_EVENTS)) + costs.events(ActivityEvent.FOLLOW)
    left = costs.events(ActivityEvent.UNFOLLOW)
    seconds = f"FRESHNESS_SECONDS={every.total_seconds():.0f}"

    yield Strategy(
        "polling",
        f"Poll the newest followers every {duration(every.total_seconds())}",
        month(polling),
        every.total_seconds() / 2,
        knows_names_of_lost=False,
        note="Knows how many left, not who.",
        options=(seconds,),
    )
    yield Strategy(
        "polling_and_unfollow_events",
        f"Poll every {duration(every.total_seconds())}, and X reports who leaves",
        month(polling + left),
        every.total_seconds() / 2,
        knows_names_of_lost=True,
        note=_NEEDS_EVENTS,
        options=(seconds, "X_STREAM=unfollows"),
    )
    yield Strategy(
        "events_and_polling",
        "X reports who comes and leaves, and polling checks it",
        month(checks + left),
        EVENT_SECONDS,
        knows_names_of_lost=True,
        note=_NEEDS_EVENTS,
        options=(seconds, "X_STREAM=follows,unfollows"),
    )


def _others(inputs: PlanInputs, costs: DailyCosts) -> Iterator[Strategy]:
    """The obvious strategies, for comparison."""
    yield Strategy(
        "events",
        "X's events alone",
        month(sum(map(costs.events, ActivityEvent))),
        EVENT_SECONDS,
        knows_names_of_lost=True,
        note="Misses whoever comes while the connection is down for more than 5 minutes.",
    )
    for name, words, wanted in (("hourly_sweep", "hour", _HOUR), ("daily_sweep", "day", _DAY)):
        interval = costs.sweep_interval(wanted)
        stretched = f" X's limits allow one every {duration(interval.total_seconds())}." if interval > wanted else ""
        yield Strategy(
            name,
            f"Read all followers every {words}",
            month(costs.mentions + costs.sweeps(wanted)),
            interval.total_seconds() / 2,
            knows_names_of_lost=True,
            note=f"Misses whoever comes and leaves in between.{stretched}",
        )
    yield Strategy(
        "newest_100",
        "Read the newest 100 every 5 minutes",
        month(costs.mentions + costs.newest(_NEWEST, _NEWEST_EVERY)),
        _NEWEST_EVERY.total_seconds() / 2,
        knows_names_of_lost=False,
        note=f"Misses people when more than {_NEWEST} come within 5 minutes.",
    )
