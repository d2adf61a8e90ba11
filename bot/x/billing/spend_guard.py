"""What the X client needs of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain import Coverage, Purpose, RateLimit
from bot.x.errors import XError


class SpendGuard(Protocol):
    """Allows a call and reserves what it may cost before it is sent, and settles what it did cost after. Money is in micro-dollars.

    A reservation that is neither settled nor released stands: the call may have been charged and nobody can tell. It stands in for the next
    one that asks the same query on the same UTC day, also after a restart, and goes when that is answered, as far as that covers it.
    limit, wherever it is given: what X's answer said about the endpoint, to be kept across restarts.
    """

    async def known_limits(self) -> Sequence[RateLimit]:
        """What was kept of X's rate limits."""

    async def reserve(self, *, purpose: Purpose, endpoint: str, micros: int, write: bool, query: str = "") -> int:
        """Reserve the most that a call can cost; returns the reservation's number.

        query: what a read asks for, apart from how much of it; empty for what cannot be asked again.

        Raises whatever forbids the call, an XError such as `Paused`, `OverBudget`, `OutOfCredits` or `Locked`; then nothing is sent.
        """

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
        """Record a read: each resource is charged once per UTC day and endpoint. Returns what was charged.

        resource_ids: in the answer's order. coverage: what the answer says about earlier reservations for the same query.
        """

    async def settle_request(self, reservation: int, *, micros: int, status: int, limit: RateLimit | None) -> None:
        """Record a write, which is charged per request."""

    async def mark_unsettled(self, reservation: int) -> None:
        """No answer came, so nobody can know whether it was charged."""

    async def release(self, reservation: int, *, status: int, limit: RateLimit | None) -> None:
        """Nothing was charged. status: what X answered, 0 when the request never reached it."""

    async def refused(self, error: XError) -> None:
        """X refused in a way that concerns every other call: an account that is locked, keys or credits that are no good."""
