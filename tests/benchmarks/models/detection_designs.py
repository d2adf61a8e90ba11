"""EventKind the obvious ways of noticing new followers cost on a month, exactly: X charges every resource it returns once a UTC day.

All lists are owned reads. Each design that looks reads the mentions as well, as cheaply as can be: from the newest known one on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.demo.clock import SimulatedClock
from bot.demo.x.billing.prices import MICROS, Price
from bot.demo.x.billing.usage_meter import UsageMeter
from tests.benchmarks.models.months import Event, EventKind, Month

READ: Final = MICROS[Price.OWNED_READ]
LARGEST_PAGE: Final = 1_000
LARGEST_MENTION_PAGE: Final = 100
SWEEP_EVERY: Final = timedelta(hours=1)
NEWEST_EVERY: Final = timedelta(minutes=5)
NEWEST: Final = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """micros: micro-dollars. calls: to X. delays: seconds from follow to known, of every new follower who was noticed.

    missed: new followers who were there at a look, and whom no look has shown.
    """

    micros: int
    calls: int
    delays: Sequence[float]
    missed: int


def lower_bound(month: Month) -> int:
    """Micro-dollars: each new follower and each mention paid once, at the cheapest read there is."""
    return (month.count(EventKind.FOLLOWS) + month.count(EventKind.SPEAKS)) * READ


def hourly_sweeps(month: Month) -> Outcome:
    """Every follower from end to end at every full hour, as if that took no time.

    In closed form: a day's first sweep pays for everybody, each later one for those who are shown for the first time that day.
    """
    bill, present = _Bill(month), month.account.followers
    unpaid: set[int] = set()  # there, and not paid for today
    gone: set[int] = set()  # paid for today, and not there any more
    today = None
    for at, happened in _looks(month, SWEEP_EVERY):
        for event in _moves(happened):
            who = event.who
            present += -1 if event.kind is EventKind.LEAVES else 1
            if event.kind is EventKind.LEAVES and who not in unpaid:
                gone.add(who)
            elif event.kind is EventKind.LEAVES:
                unpaid.remove(who)
            elif who in gone:
                gone.remove(who)
            else:
                unpaid.add(who)
        bill.shown(at, unpaid, happened)
        pays_for = len(unpaid)
        if at.date() != today:
            today, pays_for = at.date(), present
            gone.clear()
        bill.pay(pays_for * READ, calls=_pages(present, LARGEST_PAGE))
        bill.mentions(happened)
        unpaid.clear()
    return bill.outcome()


def newest_hundred(month: Month) -> Outcome:
    """The hundred newest followers every five minutes, whoever they are: X's own meter on what each look would show."""
    bill, newest, clock = _Bill(month), _Newest(month.account.followers), SimulatedClock(month.begins, speed=0)
    meter = UsageMeter(clock)
    for at, happened in _looks(month, NEWEST_EVERY):
        for event in _moves(happened):
            newest.moves(event.who, leaves=event.kind is EventKind.LEAVES)
        clock.advance(at - clock.now())
        people = newest.top(NEWEST)
        bill.shown(at, people, happened)
        bill.pay(meter.read(Price.OWNED_READ, people), calls=1)
        bill.mentions(happened)
    return bill.outcome()


def events_alone(month: Month) -> Outcome:
    """X tells of every follow, unfollow and mention as it happens, each at its price; one call subscribes to each, one opens the stream."""
    follow, post = MICROS[Price.FOLLOW_EVENT], MICROS[Price.POST_EVENT]
    costs = {EventKind.FOLLOWS: follow, EventKind.RETURNS: follow, EventKind.LEAVES: follow, EventKind.SPEAKS: post}
    return Outcome(sum(costs[event.kind] for event in month.events), 3 + 1, [0.0] * month.count(EventKind.FOLLOWS), 0)


DESIGNS: Final[dict[str, Callable[[Month], Outcome]]] = {
    "full sweep every hour": hourly_sweeps,
    "newest 100 every 5 min": newest_hundred,
    "events alone": events_alone,
}


def _looks(month: Month, every: timedelta) -> Iterator[tuple[datetime, Sequence[Event]]]:
    """Looks from the month's first moment on, each with what happened since the one before."""
    events, at, done = month.events, month.begins, 0
    while at < month.ends:
        since = done
        while done < len(events) and events[done].at <= at:
            done += 1
        yield at, events[since:done]
        at += every


def _moves(happened: Iterable[Event]) -> Iterator[Event]:
    """Those of the events that change the list of followers."""
    return (event for event in happened if event.kind is not EventKind.SPEAKS)


def _pages(entries: int, size: int) -> int:
    return max(1, math.ceil(entries / size))


@dataclass(slots=True)
class _Bill:
    """Adds up a design's calls, and who was shown when for the first time."""

    month: Month
    micros: int = 0
    calls: int = 0
    delays: dict[int, float] = field(default_factory=dict)
    waiting: set[int] = field(default_factory=set)  # came since the last look, and still there
    there: set[int] = field(default_factory=set)  # new followers who were there at a look

    def pay(self, micros: int, *, calls: int) -> None:
        self.micros += micros
        self.calls += calls

    def mentions(self, happened: Iterable[Event]) -> None:
        """Read those that are new."""
        spoken = sum(event.kind is EventKind.SPEAKS for event in happened)
        self.pay(spoken * READ, calls=_pages(spoken, LARGEST_MENTION_PAGE))

    def shown(self, at: datetime, people: Iterable[int], happened: Iterable[Event]) -> None:
        """A look shows these people, after this has happened since the one before."""
        followed_at = self.month.followed_at
        for event in _moves(happened):
            (self.waiting.discard if event.kind is EventKind.LEAVES else self.waiting.add)(event.who)
        self.there |= self.waiting & followed_at.keys()
        self.waiting.clear()
        for who in people:
            if who in followed_at and who not in self.delays:
                self.delays[who] = (at - followed_at[who]).total_seconds()

    def outcome(self) -> Outcome:
        return Outcome(self.micros, self.calls, list(self.delays.values()), len(self.there - self.delays.keys()))


class _Newest:
    """The list of followers, read from its top. Whoever left stays as a gap that is stepped over."""

    def __init__(self, followers: int) -> None:
        self._order = list(range(followers))
        self._place = dict[int, int]()  # of those who came later; whoever was there has the place of their number
        self._gone: set[int] = set()

    def moves(self, who: int, *, leaves: bool) -> None:
        if leaves:
            self._gone.add(who)
            return
        self._gone.discard(who)
        self._place[who] = len(self._order)
        self._order.append(who)

    def top(self, size: int) -> list[int]:
        """Up to so many, newest first."""
        found: list[int] = []
        for place in range(len(self._order) - 1, -1, -1):
            who = self._order[place]
            if who not in self._gone and self._place.get(who, who) == place:
                found.append(who)
                if len(found) == size:
                    break
        return found
