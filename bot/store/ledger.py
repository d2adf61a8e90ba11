"""What X charged, and what it may still charge."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from bot.store.repository import Repository, within
from bot.store.tables import charged_resources, charges
from bot.store.upsert import add_missing

_COUNTED = func.coalesce(charges.c.charged, charges.c.reserved)
"""A call whose outcome is not known counts with all it may cost."""


class Ledger(Repository):
    """Every call to X: reserved before, settled once after. Settling what is not reserved any more raises LookupError."""

    async def reserve(self, *, purpose: str, endpoint: str, micros: int, at: datetime) -> int:
        """Set aside the most that a call can cost; returns the reservation's id."""
        values = {"account_id": self._account_id, "purpose": purpose, "endpoint": endpoint, "at": at, "reserved": micros}
        return int((await self._connection.execute(insert(charges).values(**values).returning(charges.c.id))).scalar_one())

    async def settle(
        self, reservation_id: int, *, price: str, resource_ids: Collection[str], unit_micros: int, at: datetime, status: int | None
    ) -> int:
        """Charge a read by what it returned; gives back the micro-dollars charged.

        X charges a resource once a UTC day under the same price.
        """
        day = at.astimezone(UTC).date()
        rows = [self._resource(day, price, resource_id) for resource_id in dict.fromkeys(resource_ids)]
        first_today = await add_missing(self._connection, charged_resources, rows, "resource_id")
        charged = len(first_today) * unit_micros
        await self._settle(reservation_id, charged, at, status, price)
        if first_today:
            await self._forget_before(day - timedelta(days=1))
        return charged

    async def settle_request(self, reservation_id: int, micros: int, at: datetime, status: int | None) -> None:
        """Charge a write, which has one price."""
        await self._settle(reservation_id, micros, at, status, None)

    async def release(self, reservation_id: int, status: int | None, at: datetime) -> None:
        """The call cost nothing."""
        await self._settle(reservation_id, 0, at, status, None)

    async def spent(self, *, since: datetime | None = None, until: datetime | None = None, purpose: str | None = None) -> int:
        """Micro-dollars of calls made in since <= at < until."""
        conditions = [] if purpose is None else [charges.c.purpose == purpose]
        return await self._count(select(func.sum(_COUNTED)).where(self._mine(charges), *conditions, *within(charges.c.at, since, until)))

    async def _settle(self, reservation_id: int, charged: int, at: datetime, status: int | None, price: str | None) -> None:
        unsettled = charges.c.id == reservation_id, self._mine(charges), charges.c.charged.is_(None)
        values = {"charged": charged, "settled_at": at, "status": status, "price": price}
        if not await self._changed(update(charges).where(*unsettled).values(**values)):
            raise LookupError(f"There is no open reservation {reservation_id}.")

    async def _forget_before(self, day: date) -> None:
        await self._changed(delete(charged_resources).where(self._mine(charged_resources), charged_resources.c.utc_day < day))

    def _resource(self, day: date, price: str, resource_id: str) -> dict[str, Any]:
        return {"account_id": self._account_id, "utc_day": day, "price": price, "resource_id": resource_id}
