"""A made-up month of an X account: who follows, leaves and comes back, and who speaks to it, each at its moment.

People are numbers: 0 is the oldest follower at the beginning, and everybody who follows for the first time gets the next number.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from functools import cached_property
from math import ceil, cos, pi
from random import Random
from typing import Final

BEGINS: Final = datetime(2026, 3, 2, tzinfo=UTC)
"""Midnight UTC, when X's billing day begins, too."""

PEAK, SWING = 18, 0.6
"""The hour (UTC) at which most people come, and by how much of the average that hour lies above it."""
LUCK: Final = 12.0
"""Shape of the gamma that a day's luck is drawn from: good and bad days differ by about a third."""

RETURNING: Final = 0.1
"""Of those who leave, how many follow again within some days."""
AWAY_DAYS: Final = 1.0
"""How long they are away, on average."""
STRANGER: Final = -1
"""Anybody who does not follow."""
SPEAKING_FOLLOWERS: Final = 0.5
"""Of those who mention the account, how many follow it."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Account:
    """An account's habits; everything but `followers` is a day's average."""

    followers: int
    new: float
    lost: float
    mentions: float


class EventKind(Enum):
    """EventKind somebody does."""

    FOLLOWS = auto()
    LEAVES = auto()
    RETURNS = auto()
    SPEAKS = auto()


@dataclass(frozen=True, slots=True)
class Event:
    """who: a number, or STRANGER, who can only speak."""

    at: datetime
    kind: EventKind
    who: int


@dataclass(frozen=True)
class Month:
    """Everything that happens, in order."""

    account: Account
    begins: datetime
    days: float
    events: tuple[Event, ...]

    @property
    def ends(self) -> datetime:
        return self.begins + self.days * _DAY

    @cached_property
    def followed_at(self) -> dict[int, datetime]:
        """When each new follower came, by their number."""
        return {event.who: event.at for event in self.events if event.kind is EventKind.FOLLOWS}

    def count(self, what: EventKind) -> int:
        """How often this happens."""
        return sum(event.kind is what for event in self.events)


def month_of(account: Account, *, days: float = 30, seed: int = 1, begins: datetime = BEGINS) -> Month:
    """The same seed tells the same month."""
    return Month(account, begins, days, tuple(_Story(account, Random(f"{seed} {account}")).told(begins, days)))


class _Story:
    def __init__(self, account: Account, rng: Random) -> None:
        self._account, self._rng = account, rng
        self._people = account.followers
        self._away: set[int] = set()

    def told(self, begins: datetime, days: float) -> Iterator[Event]:
        habits = {EventKind.FOLLOWS: self._account.new, EventKind.LEAVES: self._account.lost, EventKind.SPEAKS: self._account.mentions}
        agenda = [(at, what.value, -1) for what, per_day in habits.items() for at in self._moments(per_day, begins, days)]
        heapq.heapify(agenda)
        while agenda:
            at, value, who = heapq.heappop(agenda)
            match EventKind(value):
                case EventKind.FOLLOWS:
                    yield Event(at, EventKind.FOLLOWS, self._people)
                    self._people += 1
                case EventKind.RETURNS:
                    self._away.discard(who)
                    yield Event(at, EventKind.RETURNS, who)
                case EventKind.LEAVES if (leaver := self._follower()) is not None:
                    self._away.add(leaver)
                    yield Event(at, EventKind.LEAVES, leaver)
                    back = at + _DAY * self._rng.expovariate(1 / AWAY_DAYS)
                    if self._rng.random() < RETURNING and back < begins + days * _DAY:
                        heapq.heappush(agenda, (back, EventKind.RETURNS.value, leaver))
                case EventKind.SPEAKS:
                    follows = self._rng.random() < SPEAKING_FOLLOWERS
                    speaker = self._follower() if follows else None
                    yield Event(at, EventKind.SPEAKS, STRANGER if speaker is None else speaker)

    def _moments(self, per_day: float, begins: datetime, days: float) -> Iterator[datetime]:
        for day in range(ceil(days)):
            luck = self._rng.gammavariate(LUCK, 1 / LUCK)
            highest = per_day * luck * (1 + SWING)
            moment = 0.0
            while highest and (moment := moment + self._rng.expovariate(highest)) < 1:
                usual = 1 + SWING * cos((begins.hour + moment * 24 - PEAK) * pi / 12)
                if self._rng.random() * (1 + SWING) < usual and day + moment < days:
                    yield begins + (day + moment) * _DAY

    def _follower(self) -> int | None:
        """Anybody who follows at this moment, or None where nobody does."""
        if len(self._away) >= self._people:
            return None
        while (who := self._rng.randrange(self._people)) in self._away:
            pass
        return who
