"""Charges each resource once per UTC day, and each write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from bot.demo.clock import SimulatedClock
from bot.demo.x.bill import Bill
from bot.demo.x.limits import Endpoint
from bot.demo.x.prices import MICROS, Price


class Meter:
    """Adds up what is charged, and writes it on the bill. Days are those of the simulated clock, in UTC.

    each_list: whether who stands on two lists is charged for on each, which X's documents leave open.
    """

    def __init__(self, clock: SimulatedClock) -> None:
        self.spent_micros = 0
        self.each_list = False
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
        charged = self._charged_today[price, endpoint if self.each_list else None]
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
