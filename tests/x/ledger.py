"""A ledger in memory that keeps the rules of `bot.x.billing.spend_guard.Meter`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain import Coverage, Purpose, RateLimit
from bot.runtime.clock import Clock
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
    questions: dict[int, tuple[str, date, int]] = field(default_factory=dict)
    under_way: set[int] = field(default_factory=set)
    reserved: list[tuple[Purpose, str, int]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    charged: set[tuple[str, str, str, date]] = field(default_factory=set)
    limits: dict[str, RateLimit] = field(default_factory=dict)
    told: list[XError] = field(default_factory=list)
    asked_for_limits: int = 0

    async def known_limits(self) -> Sequence[RateLimit]:
        self.asked_for_limits += 1
        return list(self.limits.values())

    async def reserve(self, *, purpose: Purpose, endpoint: str, micros: int, write: bool, question: str = "") -> int:
        if self.paused:
            raise Paused
        self.reserved.append((purpose, endpoint, micros))
        number = len(self.reserved)
        self.questions[number] = question, self.clock.now().date(), micros
        self.standing[number] = max(0, micros - sum(self.standing[earlier] for earlier in self._unanswered(number)))
        self.under_way.add(number)
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
        coverage: Coverage = Coverage.NOTHING,
    ) -> int:
        endpoint = self.reserved[reservation - 1][1]
        fresh = {(endpoint, price, resource, self.clock.now().date()) for resource in resource_ids} - self.charged
        self.charged |= fresh
        micros = len(fresh) * unit_micros
        earlier, most = self._unanswered(reservation), self.questions[reservation][2]
        if coverage is not Coverage.NOTHING and (coverage is Coverage.WHOLE or sum(self.standing[one] for one in earlier) <= most):
            for one in earlier:
                del self.standing[one]
        self._close(reservation, status, micros, limit)
        return micros

    async def doubt(self, reservation: int) -> None:
        self.under_way.discard(reservation)

    def _unanswered(self, reservation: int) -> list[int]:
        question, day, _ = self.questions[reservation]
        others = [other for other in self.standing if other != reservation and other not in self.under_way]
        return [other for other in others if question and self.questions[other][:2] == (question, day)]

    async def settle_request(self, reservation: int, *, micros: int, status: int, limit: RateLimit | None) -> None:
        self._close(reservation, status, micros, limit)

    async def release(self, reservation: int, *, status: int, limit: RateLimit | None) -> None:
        self._close(reservation, status, 0, limit)

    async def refused(self, error: XError) -> None:
        self.told.append(error)

    def _close(self, reservation: int, status: int, micros: int, limit: RateLimit | None) -> None:
        self.under_way.discard(reservation)
        reserved = max(self.standing.pop(reservation), self.questions[reservation][2])
        assert micros <= reserved, "a call cost more than was reserved for it"
        self.spent += micros
        self.statuses.append(status)
        if limit is not None:
            self.limits[limit.endpoint] = limit
