"""The ledger: what X charged, and what it may still charge."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from bot.domain import DaySpending, Funds, Purpose
from bot.domain.changes import SpendingChanged
from bot.store.repository import Repository, within
from bot.store.tables import charged_resources, charges, spending
from bot.store.upsert import add_missing, add_up

CHARGE_RETENTION = timedelta(days=62)
"""For how long single calls stay on record; the sums of the days stay for ever."""

_COUNTED = func.coalesce(charges.c.charged, charges.c.reserved)
"""A call whose outcome is not known counts with all it may cost."""

_TAKEN = spending.c.charged + spending.c.reserved

TAKEN = select(func.sum(_TAKEN))
"""What is spent or reserved, in micro-dollars; nothing where there are no rows."""


@dataclass(frozen=True, slots=True)
class UnsettledRead:
    """A read that was never answered, and what stays reserved for it, in micro-dollars."""

    reservation_id: int
    reserved: int


class Ledger(Repository):
    """Every call to X: reserved before, settled once after. Settling what is not reserved any more raises LookupError.

    The sums of the days are kept in step, by the UTC day on which a call was reserved: budgets are checked before every call.
    status: what X answered; 0 or None when the request never reached it, and then it is no call that was sent.
    """

    async def reserve(self, *, purpose: Purpose, endpoint: str, micros: int, at: datetime, query: str = "") -> int:
        """Reserve the most that a call can cost; returns the reservation's id. query: what it asks for, if that can be asked again."""
        values = {
            "account_id": self._account_id,
            "purpose": purpose,
            "endpoint": endpoint,
            "at": at,
            "reserved": micros,
            "query": query or None,
        }
        reservation = (await self._connection.execute(insert(charges).values(**values).returning(charges.c.id))).scalar_one()
        day = {"account_id": self._account_id, "day": utc_day(at), "purpose": purpose}
        await add_up(self._connection, spending, day | {"charged": 0, "reserved": micros, "calls": 1})
        self._note(SpendingChanged(utc_day(at), micros))
        return int(reservation)

    async def unsettled_reads(self, query: str, at: datetime) -> list[UnsettledRead]:
        """Earlier reads with this query on the same UTC day, oldest first, that no other call has claimed.

        X charges the same once a day, so what is reserved for them covers the next one, too.
        """
        mine = self._mine(charges), charges.c.query == query, charges.c.charged.is_(None), charges.c.unsettled.is_(True)
        rows = await self._rows(select(charges.c.id, charges.c.reserved, charges.c.at).where(*mine).order_by(charges.c.id))
        return [UnsettledRead(row.id, row.reserved) for row in rows if utc_day(row.at) == utc_day(at)]

    async def mark_unsettled(self, reservation_ids: Collection[int]) -> None:
        """Nobody will settle these any more, as far as they are open; their reservations cover the next read with their query."""
        if reservation_ids:
            await self._mark([charges.c.id.in_(list(reservation_ids))], unsettled=True)

    async def mark_all_unsettled(self) -> None:
        """The process that was to settle what is open has died."""
        await self._mark([], unsettled=True)

    async def claim(self, reservation_ids: Collection[int]) -> None:
        """A call uses the reservations of these: no other one may until it has ended."""
        if reservation_ids:
            await self._mark([charges.c.id.in_(list(reservation_ids))], unsettled=False)

    async def unsettled_total(self, purpose: Purpose, at: datetime) -> int:
        """Micro-dollars reserved for reads of this purpose that were sent on this UTC day and not answered."""
        mine = self._mine(charges), charges.c.query.is_not(None), charges.c.charged.is_(None), charges.c.purpose == purpose
        rows = await self._rows(select(charges.c.reserved, charges.c.at).where(*mine))
        return sum(row.reserved for row in rows if utc_day(row.at) == utc_day(at))

    async def settle(
        self,
        reservation_id: int,
        *,
        price: str,
        resource_ids: Sequence[str],
        unit_micros: int,
        at: datetime,
        status: int | None,
        endpoint: str = "",
    ) -> int:
        """Charge a read by what it returned; gives back the micro-dollars charged. endpoint: looked up where it is not given.

        X charges a resource once a UTC day (its price list calls that a soft guarantee) and does not say whether
        somebody who stands on two lists counts once or on each. Taken is what costs more: once at each endpoint and price.
        """
        day = utc_day(at)
        endpoint = endpoint or await self._endpoint_of(reservation_id)
        rows = [self._resource(day, endpoint, price, resource_id) for resource_id in dict.fromkeys(resource_ids)]
        first_today = await add_missing(self._connection, charged_resources, rows, "resource_id")
        charged = len(first_today) * unit_micros
        await self._settle(reservation_id, charged, at, status, price)
        if first_today:
            await self._forget(at)
        return charged

    async def newcomers(self, reservation_id: int, price: str, resource_ids: Sequence[str], at: datetime) -> int:
        """How many come before the first one that was charged at this endpoint today or yesterday; 0 where none was.

        Asked before these are settled.
        """
        asked = charged_resources.c.endpoint == await self._endpoint_of(reservation_id), charged_resources.c.price == price
        known = self._mine(charged_resources), *asked, charged_resources.c.utc_day >= utc_day(at) - timedelta(days=1)
        rows = await self._rows(
            select(charged_resources.c.resource_id).where(*known, charged_resources.c.resource_id.in_(list(resource_ids)))
        )
        on_record = {row.resource_id for row in rows}
        return next((above for above, resource_id in enumerate(resource_ids) if resource_id in on_record), 0)

    async def charge_unsettled(self, reservation_id: int, micros: int, at: datetime) -> None:
        """It was never answered, and by now it is known that it cost no more than this."""
        await self._settle(reservation_id, micros, at, None, None, sent=True)

    async def settle_request(self, reservation_id: int, micros: int, at: datetime, status: int | None) -> None:
        """Charge a write, which has one price."""
        await self._settle(reservation_id, micros, at, status, None)

    async def release(self, reservation_id: int, status: int | None, at: datetime) -> None:
        """The call cost nothing."""
        await self._settle(reservation_id, 0, at, status, None)

    async def spent(self, *, since: datetime | None = None, until: datetime | None = None, purpose: Purpose | None = None) -> int:
        """Micro-dollars of calls made in since <= at < until, as far back as single calls are kept."""
        conditions = [] if purpose is None else [charges.c.purpose == purpose]
        return await self._count(select(func.sum(_COUNTED)).where(self._mine(charges), *conditions, *within(charges.c.at, since, until)))

    async def sent(self, purpose: Purpose, since: datetime) -> list[datetime]:
        """When calls for this purpose were let out from this moment on, ascending; without those that never reached X."""
        reached = charges.c.status.is_(None) | (charges.c.status != 0)
        asked = self._mine(charges), charges.c.purpose == purpose, charges.c.at >= since, reached
        return [row.at for row in await self._rows(select(charges.c.at).where(*asked).order_by(charges.c.at))]

    async def succeeded(self, purpose: Purpose, since: datetime | None = None) -> bool:
        """Whether X has given what a call for this purpose asked for: ever, as far back as single calls are kept, or since this moment."""
        given = [self._mine(charges), charges.c.purpose == purpose, charges.c.status.between(200, 299)]
        given += [] if since is None else [charges.c.at >= since]
        return await self._first(select(charges.c.id).where(*given).limit(1)) is not None

    async def spent_in_all(self, purpose: Purpose) -> int:
        """Micro-dollars that this purpose has ever cost, or may have."""
        return await self._count(select(func.sum(_TAKEN)).where(self._mine(spending), spending.c.purpose == purpose))

    async def funds(self, daily_budget: int, monthly_budget: int, now: datetime) -> Funds:
        """What is spent or reserved of these budgets, in micro-dollars."""
        of_today = func.coalesce(func.sum(_TAKEN).filter(spending.c.day == utc_day(now)), 0).label("today")
        of_month = func.coalesce(func.sum(_TAKEN), 0).label("this_month")
        sums = select(of_today, of_month).where(self._mine(spending), spending.c.day.between(*month_of(now)))
        row = (await self._connection.execute(sums)).one()
        return Funds(int(row.today), int(row.this_month), daily_budget, monthly_budget)

    async def by_day(self, since: date) -> list[DaySpending]:
        """What each purpose cost on each UTC day from this one on, ascending; days and purposes without anything are left out."""
        columns = [spending.c[name] for name in ("day", "purpose", "charged", "reserved", "calls")]
        statement = select(*columns).where(self._mine(spending), spending.c.day >= since)
        rows = await self._rows(statement.order_by(spending.c.day, spending.c.purpose))
        return [DaySpending(day, Purpose(purpose), *figures) for day, purpose, *figures in rows]

    async def _mark(self, conditions: Sequence[ColumnElement[bool]], *, unsettled: bool) -> None:
        still_open = self._mine(charges), charges.c.charged.is_(None), charges.c.query.is_not(None)
        await self._changed(update(charges).where(*still_open, *conditions).values(unsettled=unsettled))

    async def _endpoint_of(self, reservation_id: int) -> str:
        row = await self._first(select(charges.c.endpoint).where(self._mine(charges), charges.c.id == reservation_id))
        return "" if row is None else str(row.endpoint)

    async def _settle(
        self, reservation_id: int, charged: int, at: datetime, status: int | None, price: str | None, *, sent: bool = False
    ) -> None:
        still_open = charges.c.id == reservation_id, self._mine(charges), charges.c.charged.is_(None)
        values = {"charged": charged, "settled_at": at, "status": status, "price": price}
        settled = update(charges).where(*still_open).values(**values).returning(charges.c.at, charges.c.purpose, charges.c.reserved)
        call = await self._first(settled)
        if call is None:
            raise LookupError(f"There is no open reservation {reservation_id}.")
        its_day = self._mine(spending), spending.c.day == utc_day(call.at), spending.c.purpose == call.purpose
        sums = {
            "charged": spending.c.charged + charged,
            "reserved": spending.c.reserved - call.reserved,
            "calls": spending.c.calls - (0 if status or sent else 1),
        }
        await self._changed(update(spending).where(*its_day).values(**sums))
        self._note(SpendingChanged(utc_day(call.at), charged - call.reserved))

    async def _forget(self, now: datetime) -> None:
        """Resources that may be charged again anyway, and single calls of long ago."""
        old = charged_resources.c.utc_day < utc_day(now) - timedelta(days=1)
        await self._changed(delete(charged_resources).where(self._mine(charged_resources), old))
        long_settled = charges.c.at < now - CHARGE_RETENTION, charges.c.charged.is_not(None)
        await self._changed(delete(charges).where(self._mine(charges), *long_settled))

    def _resource(self, day: date, endpoint: str, price: str, resource_id: str) -> dict[str, Any]:
        return {"account_id": self._account_id, "utc_day": day, "endpoint": endpoint, "price": price, "resource_id": resource_id}


def month_of(moment: datetime) -> tuple[date, date]:
    """The first and the last day of its month, by UTC."""
    today = utc_day(moment)
    return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])


def utc_day(moment: datetime) -> date:
    """The day on whose bill it is."""
    return moment.astimezone(UTC).date()
