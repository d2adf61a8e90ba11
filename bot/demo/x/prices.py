"""What X charges, in micro-dollars: pay-per-use prices of 2026, each resource once per UTC day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from bot.demo.clock import SimulatedClock


class Price(StrEnum):
    """What a charge is for."""

    OWNED_READ = "owned read"
    """A list of the authenticated user, read by an app which that user owns."""
    FOLLOWS_READ = "followers or following of someone else"
    USER_READ = "user"
    POST_READ = "post"
    POST_CREATE = "post: create"
    POST_CREATE_WITH_URL = "post: create, contains a URL"
    POST_CREATE_SUMMONED = "post: create, summoned reply"
    INTERACTION_CREATE = "interaction: create"
    INTERACTION_DELETE = "interaction: delete"


MICROS = {
    Price.OWNED_READ: 1_000,
    Price.FOLLOWS_READ: 10_000,
    Price.USER_READ: 10_000,
    Price.POST_READ: 5_000,
    Price.POST_CREATE: 15_000,
    Price.POST_CREATE_WITH_URL: 200_000,
    Price.POST_CREATE_SUMMONED: 10_000,
    Price.INTERACTION_CREATE: 15_000,
    Price.INTERACTION_DELETE: 10_000,
}


class Meter:
    """Adds up what was charged."""

    def __init__(self, clock: SimulatedClock) -> None:
        self.spent_micros = 0
        self._clock = clock
        self._day: date | None = None
        self._charged_today: set[tuple[Price, int]] = set()

    def read(self, price: Price, ids: Iterable[int]) -> int:
        """Charge for the resources that were not charged at this price since 00:00 UTC; returns the charge."""
        today = self._clock.now().date()
        if today != self._day:
            self._day = today
            self._charged_today.clear()
        before = len(self._charged_today)
        self._charged_today.update((price, resource) for resource in ids)
        return self._charge((len(self._charged_today) - before) * MICROS[price])

    def write(self, price: Price) -> int:
        """Charge for one write that was carried out; returns the charge."""
        return self._charge(MICROS[price])

    def _charge(self, micros: int) -> int:
        self.spent_micros += micros
        return micros
