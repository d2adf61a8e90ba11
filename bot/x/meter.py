"""What this room needs of the ledger."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol


class Meter(Protocol):
    """Reserves what a call may cost before it is sent, and settles what it did cost after. Money is in micro-dollars.

    A reservation that is neither settled nor released stands: the call may have been charged and nobody can tell.
    """

    async def reserve(self, *, purpose: str, endpoint: str, micros: int) -> int:
        """Reserve the most that a call can cost; returns the reservation's number.

        Raises whatever forbids the call, `bot.x.errors.Paused` for one; then nothing is sent.
        """

    async def settle(self, reservation: int, *, price: str, resource_ids: Collection[str], unit_micros: int, status: int) -> int:
        """Record a read: each resource is charged once per UTC day. Returns what was charged."""

    async def settle_request(self, reservation: int, *, micros: int, status: int) -> None:
        """Record a write, which is charged per request."""

    async def release(self, reservation: int, *, status: int) -> None:
        """Nothing was charged. status: what X answered, 0 when the request never reached it."""
