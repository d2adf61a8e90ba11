"""A ledger in memory that keeps the contract of `bot.x.billing.spend_guard.SpendGuard`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain import Coverage, Purpose, RateLimit
from bot.runtime.clock import Clock
from bot.x.errors import Paused, XError


@dataclass
class FakeSpendGuard:
    """open_reservations: reservations neither settled nor released, with their micro-dollars. statuses: how each was closed, in order.

    limits: what was kept of X's limits. refusals: the refusals that concern every call.
    """

    clock: Clock
    spent: int = 0
    paused: bool = False
    open_reservations: dict[int, int] = field(default_factory=dict)
    queries: dict[int, tuple[str, date, int]] = field(default_factory=dict)
    in_flight: set[int] = field(default_factory=set)
    reserved: list[tuple[Purpose, str, int]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    charged: set[tuple[str, str, str, date]] = field(default_factory=set)
    limits: dict[str, RateLimit] = field(default_factory=dict)
    refusals: list[XError] = field(default_factory=list)
    limit_loads: int = 0

    async def known_limits(self) -> Sequence[RateLimit]:
        self.limit_loads += 1
        return list(self.limits.values())

    async def reserve(self, *, purpose: Purpose, endpoint: str, micros: int, write: bool, query: str = "") -> int:
        if self.paused:
            raise Paused
        self.reserved.append((purpose, endpoint, micros))
        number = len(self.reserved)
        self.queries[number] = query, self.clock.now().date(), micros
        self.open_reservations[number] = max(0, micros - sum(self.open_reservations[earlier] for earlier in self._unsettled(number)))
        self.in_flight.add(number)
        return number

    async def settle(
        self,
        reservation: int,
        *,
        price: str,
        resource_ids: Sequence[str],
        unit_micros: int,
        status: int,
        limit: RateLimit | None,
        coverage: Coverage = Coverage.NONE,
    ) -> int:
        endpoint = self.reserved[reservation - 1][1]
        fresh = {(endpoint, price, resource, self.clock.now().date()) for resource in resource_ids} - self.charged
        self.charged |= fresh
        micros = len(fresh) * unit_micros
        earlier, most = self._unsettled(reservation), self.queries[reservation][2]
        if coverage is not Coverage.NONE and (coverage is Coverage.COMPLETE or sum(self.open_reservations[one] for one in earlier) <= most):
            for one in earlier:
                del self.open_reservations[one]
        self._close(reservation, status, micros, limit)
        return micros

    async def mark_unsettled(self, reservation: int) -> None:
        self.in_flight.discard(reservation)

    def _unsettled(self, reservation: int) -> list[int]:
        query, day, _ = self.queries[reservation]
        others = [other for other in self.open_reservations if other != reservation and other not in self.in_flight]
        return [other for other in others if query and self.queries[other][:2] == (query, day)]

    async def settle_request(self, reservation: int, *, micros: int, status: int, limit: RateLimit | None) -> None:
        self._close(reservation, status, micros, limit)

    async def release(self, reservation: int, *, status: int, limit: RateLimit | None) -> None:
        self._close(reservation, status, 0, limit)

    async def refused(self, error: XError) -> None:
        self.refusals.append(error)

    def _close(self, reservation: int, status: int, micros: int, limit: RateLimit | None) -> None:
        self.in_flight.discard(reservation)
        reserved = max(self.open_reservations.pop(reservation), self.queries[reservation][2])
        assert micros <= reserved, "a call cost more than was reserved for it"
        self.spent += micros
        self.statuses.append(status)
        if limit is not None:
            self.limits[limit.endpoint] = limit
