"""The ways of knowing who follows, who left and who speaks to an account: what each costs a month, and how soon and how much it knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import ActivityEvent
from bot.planning.duration import duration
from bot.planning.monthly_cost import Bill, Situation, month
from bot.planning.poll_interval import BESIDE_EVENTS
from bot.x.billing.pricing import PriceList

EVENT_SECONDS = 1.0
"""From a follow to X's event about it: X promises less than a second (https://docs.x.com/x-api/activity/introduction)."""

OFTENEST, RAREST = timedelta(seconds=5), timedelta(hours=1)
"""What FRESHNESS_SECONDS may be."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_NEWEST, _NEWEST_EVERY = 100, timedelta(minutes=5)

_NEEDS_EVENTS = "Needs X_BEARER_TOKEN, and an access to which X gives events."


@dataclass(frozen=True, slots=True)
class Way:
    """A way of knowing.

    name: for scripts. words: what it is. micros_per_month: micro-dollars for 30 days, mentions included.
    freshness_seconds: the median from a follow to its being known; whoever looks every minute knows it after half a minute.
    note: what else to know about it. options: what makes Mutuals work this way; empty for what others do and Mutuals does not,
    because it is dearer, slower or can miss people.
    """

    name: str
    words: str
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
    """The ways for one account, Mutuals' own first.

    recommended: of Mutuals' ways, none of which can miss anybody, the cheapest that knows what is wanted as soon as it is wanted.
    lower_bound_micros: micro-dollars for 30 days of each new follower and each mention paid once, at the cheapest price there is.
    """

    recommended: Way
    ways: tuple[Way, ...]
    lower_bound_micros: int

    @property
    def why(self) -> str:
        """A sentence that says why this one is recommended."""
        names = ", tells who left" if self.recommended.knows_names_of_lost else ""
        return f"It is the cheapest that misses nobody{names} and knows half of the new followers within {self.recommended.freshness}."


def plan(situation: Situation, prices: PriceList) -> Plan:
    """Compare the ways for this account."""
    bill = Bill(situation, prices)
    ways = (*_own(situation, bill), *_others(situation, bill))
    fit = [way for way in ways if way.options and _suffices(way, situation)]
    return Plan(min(fit, key=lambda way: way.micros_per_month), ways, month(bill.least))


def _suffices(way: Way, wanted: Situation) -> bool:
    return way.freshness_seconds <= wanted.freshness_seconds and (way.knows_names_of_lost or not wanted.names_of_lost)


def _own(situation: Situation, bill: Bill) -> Iterator[Way]:
    """What Mutuals can do. It reads mentions and X's count of the followers every time."""
    every = min(max(timedelta(seconds=situation.freshness_seconds), OFTENEST), RAREST)
    looks = bill.mentions + bill.count + bill.looks(every)
    checks = bill.mentions + bill.count + bill.looks(max(every, BESIDE_EVENTS)) + bill.events(ActivityEvent.FOLLOW)
    left = bill.events(ActivityEvent.UNFOLLOW)
    seconds = f"FRESHNESS_SECONDS={every.total_seconds():.0f}"

    yield Way(
        "looks",
        f"Look at the newest followers every {duration(every.total_seconds())}",
        month(looks),
        every.total_seconds() / 2,
        knows_names_of_lost=False,
        note="Knows how many left, not who.",
        options=(seconds,),
    )
    yield Way(
        "looks_and_unfollow_events",
        f"Look every {duration(every.total_seconds())}, and X tells who leaves",
        month(looks + left),
        every.total_seconds() / 2,
        knows_names_of_lost=True,
        note=_NEEDS_EVENTS,
        options=(seconds, "X_STREAM=unfollows"),
    )
    yield Way(
        "events_and_looks",
        "X tells who comes and leaves, looks check it",
        month(checks + left),
        EVENT_SECONDS,
        knows_names_of_lost=True,
        note=_NEEDS_EVENTS,
        options=(seconds, "X_STREAM=follows,unfollows"),
    )


def _others(situation: Situation, bill: Bill) -> Iterator[Way]:
    """The obvious ways, to compare."""
    yield Way(
        "events",
        "X's events alone",
        month(sum(map(bill.events, ActivityEvent))),
        EVENT_SECONDS,
        knows_names_of_lost=True,
        note="Misses whoever comes while the connection is down for more than 5 minutes.",
    )
    for name, words, wanted in (("hourly_sweep", "hour", _HOUR), ("daily_sweep", "day", _DAY)):
        interval = bill.sweep_interval(wanted)
        stretched = f" X's limits allow one every {duration(interval.total_seconds())}." if interval > wanted else ""
        yield Way(
            name,
            f"Read all followers every {words}",
            month(bill.mentions + bill.sweeps(wanted)),
            interval.total_seconds() / 2,
            knows_names_of_lost=True,
            note=f"Misses whoever comes and leaves in between.{stretched}",
        )
    yield Way(
        "newest_100",
        "Read the newest 100 every 5 minutes",
        month(bill.mentions + bill.newest(_NEWEST, _NEWEST_EVERY)),
        _NEWEST_EVERY.total_seconds() / 2,
        knows_names_of_lost=False,
        note=f"Misses people when more than {_NEWEST} come within 5 minutes.",
    )
