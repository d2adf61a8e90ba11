"""The ledger as the X room sees it: reserve before a call, settle after it; nothing passes while Mutuals is paused."""

from __future__ import annotations

from collections.abc import Collection

from bot.clock import Clock
from bot.store import Store
from bot.x.errors import Paused


class LedgerMeter:
    """Keeps X's charges in the store, and the kill switch at the one place no call can go around."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def reserve(self, *, purpose: str, endpoint: str, micros: int) -> int:
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if account.paused_at is not None:
                raise Paused
            return await tx.ledger.reserve(purpose=purpose, endpoint=endpoint, micros=micros, at=self._clock.now())

    async def settle(self, reservation: int, *, price: str, resource_ids: Collection[str], unit_micros: int, status: int) -> int:
        async with self._store.write() as tx:
            return await tx.ledger.settle(
                reservation, price=price, resource_ids=resource_ids, unit_micros=unit_micros, at=self._clock.now(), status=status
            )

    async def settle_request(self, reservation: int, *, micros: int, status: int) -> None:
        async with self._store.write() as tx:
            await tx.ledger.settle_request(reservation, micros=micros, at=self._clock.now(), status=status)

    async def release(self, reservation: int, *, status: int) -> None:
        async with self._store.write() as tx:
            await tx.ledger.release(reservation, status=status, at=self._clock.now())
