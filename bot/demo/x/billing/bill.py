"""X's bill: what was charged for what, and how often each endpoint was called, by UTC day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.demo.clock import SimulatedClock
from bot.demo.x.billing.prices import MICROS, Price
from bot.demo.x.rate_limits import Endpoint

LineItem = tuple[Endpoint | None, Price]


@dataclass(frozen=True, slots=True)
class Statement:
    """What is on the bill for a day, or for several.

    charged: how many resources or writes were charged, by where they were asked for and at which price.
    calls: how often each endpoint was called; refused calls count.
    """

    charged: Counter[LineItem] = field(default_factory=Counter)
    calls: Counter[Endpoint] = field(default_factory=Counter)

    @property
    def micros(self) -> int:
        """Micro-dollars in all."""
        return sum(self.micros_by_price.values())

    @property
    def micros_by_price(self) -> Counter[Price]:
        """Micro-dollars for each price that was charged."""
        micros: Counter[Price] = Counter()
        for (_, price), times in self.charged.items():
            micros[price] += times * MICROS[price]
        return micros

    @property
    def charged_by_price(self) -> Counter[Price]:
        """How many resources or writes were charged at each price."""
        times: Counter[Price] = Counter()
        for (_, price), more in self.charged.items():
            times[price] += more
        return times


class Bill:
    """Grows by what is charged; every day is kept."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock
        self._days: dict[date, Statement] = {}

    @property
    def today(self) -> Statement:
        """Since 00:00 UTC."""
        return self.on(self._clock.now().date())

    @property
    def month(self) -> Statement:
        """Since 00:00 UTC on the first."""
        today = self._clock.now().date()
        return _sum(statement for day, statement in self._days.items() if (day.year, day.month) == (today.year, today.month))

    @property
    def all_time(self) -> Statement:
        return _sum(self._days.values())

    def on(self, day: date) -> Statement:
        """A UTC day's."""
        return self._days.get(day) or Statement()

    def charge(self, item: LineItem, times: int) -> None:
        if times:
            self._today().charged[item] += times

    def call(self, endpoint: Endpoint) -> None:
        self._today().calls[endpoint] += 1

    def _today(self) -> Statement:
        return self._days.setdefault(self._clock.now().date(), Statement())


def _sum(statements: Iterable[Statement]) -> Statement:
    total = Statement()
    for statement in statements:
        total.charged.update(statement.charged)
        total.calls.update(statement.calls)
    return total
