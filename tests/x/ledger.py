"""A ledger in memory that keeps the rules of `bot.x.meter.Meter`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.clock import Clock
from bot.model import Purpose, RateLimit
from bot.x.errors import Paused, XError


@dataclass
class Ledger:
    """standing: reservations neither settled nor released, with their micro-dollars. statuses: how each was closed, in order.

    limits: what was kept of X's limits. told: the refusals that concern every call.
    """

    clock: Clock
    spent: int = 0
    paused: bool = False
    standing: dict[int, int] = field(default_factory=dict)
    reserved: list[tuple[Purpose, str, int]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    charged: set[tuple[str, str, date]] = field(default_factory=set)
    limits: dict[str, RateLimit] = field(default_factory=dict)
    told: list[XError] = field(default_factory=list)
    asked_for_limits: int = 0

    async def known_limits(self) -> Sequence[RateLimit]:
        self.asked_for_limits += 1
        return list(self.limits.values())

    async def reserve(self, *, purpose: Purpose, endpoint: str, micros: int, write: bool) -> int:
        if self.paused:
            raise Paused
        self.reserved.append((purpose, endpoint, micros))
        self.standing[len(self.reserved)] = micros
        return len(self.reserved)

    async def settle(
        self, reservation: int, *, price: str, resource_ids: Collection[str], unit_micros: int, status: int, limit: RateLimit | None
    ) -> int:
        fresh = {(price, resource, self.clock.now().date()) for resource in resource_ids} - self.charged
        self.charged |= fresh
        micros = len(fresh) * unit_micros
        self._close(reservation, status, micros, limit)
        return micros

    async def settle_request(self, reservation: int, *, micros: int, status: int, limit: RateLimit | None) -> None:
        self._close(reservation, status, micros, limit)

    async def release(self, reservation: int, *, status: int, limit: RateLimit | None) -> None:
        self._close(reservation, status, 0, limit)

    async def refused(self, error: XError) -> None:
        self.told.append(error)

    def _close(self, reservation: int, status: int, micros: int, limit: RateLimit | None) -> None:
        reserved = self.standing.pop(reservation)
        assert micros <= reserved, "a call cost more than was reserved for it"
        self.spent += micros
        self.statuses.append(status)
        if limit is not None:
            self.limits[limit.endpoint] = limit
