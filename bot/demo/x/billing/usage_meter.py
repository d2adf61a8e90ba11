"""Charges each resource once per UTC day, and each write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from bot.demo.clock import SimulatedClock
from bot.demo.x.billing.bill import Bill
from bot.demo.x.billing.prices import MICROS, Price
from bot.demo.x.rate_limits import Endpoint


class UsageMeter:
    """Adds up the charges and puts them on the bill. Days are those of the simulated clock, in UTC.

    per_list: whether a person on two lists is charged for on each of them, which X's documents leave open.
    """

    def __init__(self, clock: SimulatedClock) -> None:
        self.spent_micros = 0
        self.per_list = False
        self.bill = Bill(clock)
        self._clock = clock
        self._day: date | None = None
        self._charged_today: defaultdict[tuple[Price, Endpoint | None], set[int]] = defaultdict(set)

    def read(self, price: Price, ids: Iterable[int], endpoint: Endpoint | None = None) -> int:
        """Charge for the resources that were not charged at this price since 00:00 UTC; returns the charge."""
        today = self._clock.now().date()
        if today != self._day:
            self._day = today
            self._charged_today.clear()
        charged = self._charged_today[price, endpoint if self.per_list else None]
        before = len(charged)
        charged.update(ids)
        return self._charge(price, len(charged) - before, endpoint)

    def write(self, price: Price, endpoint: Endpoint | None = None) -> int:
        """Charge for one write that was carried out; returns the charge."""
        return self._charge(price, 1, endpoint)

    def _charge(self, price: Price, times: int, endpoint: Endpoint | None) -> int:
        micros = times * MICROS[price]
        self.spent_micros += micros
        self.bill.charge((endpoint, price), times)
        return micros
