"""A ledger in memory that keeps the rules of `bot.x.meter.Meter`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from bot.clock import Clock
from bot.x.errors import Paused


@dataclass
class Ledger:
    """standing: reservations neither settled nor released, with their micro-dollars. statuses: how each was closed, in order."""

    clock: Clock
    spent: int = 0
    paused: bool = False
    standing: dict[int, int] = field(default_factory=dict)
    reserved: list[tuple[str, str, int]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    charged: set[tuple[str, str, date]] = field(default_factory=set)

    async def reserve(self, *, purpose: str, endpoint: str, micros: int) -> int:
        if self.paused:
            raise Paused
        self.reserved.append((purpose, endpoint, micros))
        self.standing[len(self.reserved)] = micros
        return len(self.reserved)

    async def settle(self, reservation: int, *, price: str, resource_ids: Collection[str], unit_micros: int, status: int) -> int:
        fresh = {(price, resource, self.clock.now().date()) for resource in resource_ids} - self.charged
        self.charged |= fresh
        micros = len(fresh) * unit_micros
        self._close(reservation, status, micros)
        return micros

    async def settle_request(self, reservation: int, *, micros: int, status: int) -> None:
        self._close(reservation, status, micros)

    async def release(self, reservation: int, *, status: int) -> None:
        self._close(reservation, status, 0)

    def _close(self, reservation: int, status: int, micros: int) -> None:
        reserved = self.standing.pop(reservation)
        assert micros <= reserved, "a call cost more than was reserved for it"
        self.spent += micros
        self.statuses.append(status)
