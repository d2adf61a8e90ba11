"""The ledger: what X charged, and what it may still charge."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.domain import DaySpending, Funds, Purpose
from bot.domain.changes import SpendingChanged
from bot.store.repository import OURS, SOME, Repository, mine, within
from bot.store.tables import charged_resources, charges, spending
from bot.store.upsert import add_missing, add_up

CHARGE_RETENTION = timedelta(days=62)
"""For how long single calls stay on record; the sums of the days stay for ever."""

_COUNTED = func.coalesce(charges.c.charged, charges.c.reserved)
"""A call whose outcome is not known counts with all it may cost."""

_TAKEN = spending.c.charged + spending.c.reserved

TAKEN = select(func.sum(_TAKEN))
"""What is spent or reserved, in micro-dollars; nothing where there are no rows."""

_UNSETTLED = charges.c.charged.is_(None)
_THIS = charges.c.id == bindparam("this")
_OF_PURPOSE = charges.c.purpose == bindparam("purpose")

_RESERVE = insert(charges).values(account_id=OURS).returning(charges.c.id)
_UNSETTLED_READS = (
    select(charges.c.id, charges.c.reserved, charges.c.at)
    .where(mine(charges), _UNSETTLED, charges.c.query == bindparam("query"), charges.c.unsettled.is_(True))
    .order_by(charges.c.id)
)
_MARK_ALL = update(charges).where(mine(charges), _UNSETTLED, charges.c.query.is_not(None))
_MARK = _MARK_ALL.where(charges.c.id.in_(SOME))
_RESERVED_FOR_READS = select(charges.c.reserved, charges.c.at).where(mine(charges), _UNSETTLED, _OF_PURPOSE, charges.c.query.is_not(None))
_ENDPOINT = select(charges.c.endpoint).where(mine(charges), _THIS)
_CHARGED_BEFORE = select(charged_resources.c.resource_id).where(
    mine(charged_resources),
    charged_resources.c.endpoint == bindparam("endpoint"),
    charged_resources.c.price == bindparam("price"),
    charged_resources.c.utc_day >= bindparam("since"),
    charged_resources.c.resource_id.in_(SOME),
)
_SETTLE = update(charges).where(mine(charges), _UNSETTLED, _THIS).returning(charges.c.at, charges.c.purpose, charges.c.reserved)
_CORRECT_SUMS = (
    update(spending)
    .where(mine(spending), spending.c.day == bindparam("of_day"), spending.c.purpose == bindparam("of_purpose"))
    .values(
        charged=spending.c.charged + bindparam("more_charged"),
        reserved=spending.c.reserved - bindparam("less_reserved"),
        calls=spending.c.calls - bindparam("fewer_calls"),
    )
)
_FORGET_RESOURCES = delete(charged_resources).where(mine(charged_resources), charged_resources.c.utc_day < bindparam("before"))
_FORGET_CHARGES = delete(charges).where(mine(charges), charges.c.at < bindparam("before"), charges.c.charged.is_not(None))
_SENT = (
    select(charges.c.at)
    .where(mine(charges), _OF_PURPOSE, charges.c.at >= bindparam("since"), charges.c.status.is_(None) | (charges.c.status != 0))
    .order_by(charges.c.at)
)
_SENT_UNTIL = _SENT.where(charges.c.at < bindparam("until"))
_LAST_SUCCESS = (
    select(charges.c.at).where(mine(charges), _OF_PURPOSE, charges.c.status.between(200, 299)).order_by(charges.c.at.desc()).limit(1)
)
_SUCCEEDED = select(charges.c.id).where(mine(charges), _OF_PURPOSE, charges.c.status.between(200, 299)).limit(1)
_SUCCEEDED_SINCE = _SUCCEEDED.where(charges.c.at >= bindparam("since"))
_SPENT_IN_ALL = TAKEN.where(mine(spending), spending.c.purpose == bindparam("purpose"))
_FUNDS = select(
    func.coalesce(func.sum(_TAKEN).filter(spending.c.day == bindparam("today")), 0).label("today"),
    func.coalesce(func.sum(_TAKEN), 0).label("this_month"),
).where(mine(spending), spending.c.day.between(bindparam("first"), bindparam("last")))
_BY_DAY = (
    select(*(spending.c[name] for name in ("day", "purpose", "charged", "reserved", "calls")))
    .where(mine(spending), spending.c.day >= bindparam("since"))
    .order_by(spending.c.day, spending.c.purpose)
)


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
        reservation = await self._count(_RESERVE, purpose=purpose, endpoint=endpoint, at=at, reserved=micros, query=query or None)
        day = {"account_id": self._account_id, "day": utc_day(at), "purpose": purpose}
        await add_up(self._connection, spending, day | {"charged": 0, "reserved": micros, "calls": 1})
        self._note(SpendingChanged(utc_day(at), micros))
        return reservation

    async def unsettled_reads(self, query: str, at: datetime) -> list[UnsettledRead]:
        """Earlier reads with this query on the same UTC day, oldest first, that no other call has claimed.

        X charges the same once a day, so what is reserved for them covers the next one, too.
        """
        rows = await self._rows(_UNSETTLED_READS, query=query)
        return [UnsettledRead(row.id, row.reserved) for row in rows if utc_day(row.at) == utc_day(at)]

    async def mark_unsettled(self, reservation_ids: Collection[int]) -> None:
        """Nobody will settle these any more, as far as they are open; their reservations cover the next read with their query."""
        if reservation_ids:
            await self._changed(_MARK, some=list(reservation_ids), unsettled=True)

    async def mark_all_unsettled(self) -> None:
        """The process that was to settle what is open has died."""
        await self._changed(_MARK_ALL, unsettled=True)

    async def claim(self, reservation_ids: Collection[int]) -> None:
        """A call uses the reservations of these: no other one may until it has ended."""
        if reservation_ids:
            await self._changed(_MARK, some=list(reservation_ids), unsettled=False)

    async def unsettled_total(self, purpose: Purpose, at: datetime) -> int:
        """Micro-dollars reserved for reads of this purpose that were sent on this UTC day and not answered."""
        rows = await self._rows(_RESERVED_FOR_READS, purpose=purpose)
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
        asked = {"endpoint": await self._endpoint_of(reservation_id), "price": price, "since": utc_day(at) - timedelta(days=1)}
        on_record = {row.resource_id for row in await self._rows(_CHARGED_BEFORE, some=list(resource_ids), **asked)}
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
        return await self._count(select(func.sum(_COUNTED)).where(mine(charges), *conditions, *within(charges.c.at, since, until)))

    async def sent(self, purpose: Purpose, since: datetime, until: datetime | None = None) -> list[datetime]:
        """When calls for this purpose were let out in since <= at < until, ascending; without those that never reached X."""
        statement = _SENT if until is None else _SENT_UNTIL
        return [row.at for row in await self._rows(statement, purpose=purpose, since=since, until=until)]

    async def last_success(self, purpose: Purpose) -> datetime | None:
        """When X was last asked for this purpose and gave it, as far back as single calls are kept."""
        row = await self._first(_LAST_SUCCESS, purpose=purpose)
        return None if row is None else row.at

    async def succeeded(self, purpose: Purpose, since: datetime | None = None) -> bool:
        """Whether X has given what a call for this purpose asked for: ever, as far back as single calls are kept, or since this moment."""
        return await self._first(_SUCCEEDED if since is None else _SUCCEEDED_SINCE, purpose=purpose, since=since) is not None

    async def spent_in_all(self, purpose: Purpose) -> int:
        """Micro-dollars that this purpose has ever cost, or may have."""
        return await self._count(_SPENT_IN_ALL, purpose=purpose)

    async def funds(self, daily_budget: int, monthly_budget: int, now: datetime) -> Funds:
        """What is spent or reserved of these budgets, in micro-dollars."""
        first, last = month_of(now)
        row = (await self._execute(_FUNDS, today=utc_day(now), first=first, last=last)).one()
        return Funds(int(row.today), int(row.this_month), daily_budget, monthly_budget)

    async def by_day(self, since: date) -> list[DaySpending]:
        """What each purpose cost on each UTC day from this one on, ascending; days and purposes without anything are left out."""
        return [DaySpending(day, Purpose(purpose), *figures) for day, purpose, *figures in await self._rows(_BY_DAY, since=since)]

    async def _endpoint_of(self, reservation_id: int) -> str:
        row = await self._first(_ENDPOINT, this=reservation_id)
        return "" if row is None else str(row.endpoint)

    async def _settle(
        self, reservation_id: int, charged: int, at: datetime, status: int | None, price: str | None, *, sent: bool = False
    ) -> None:
        call = await self._first(_SETTLE, this=reservation_id, charged=charged, settled_at=at, status=status, price=price)
        if call is None:
            raise LookupError(f"There is no open reservation {reservation_id}.")
        sums = {"more_charged": charged, "less_reserved": call.reserved, "fewer_calls": 0 if status or sent else 1}
        await self._changed(_CORRECT_SUMS, of_day=utc_day(call.at), of_purpose=call.purpose, **sums)
        self._note(SpendingChanged(utc_day(call.at), charged - call.reserved))

    async def _forget(self, now: datetime) -> None:
        """Resources that may be charged again anyway, and single calls of long ago."""
        await self._changed(_FORGET_RESOURCES, before=utc_day(now) - timedelta(days=1))
        await self._changed(_FORGET_CHARGES, before=now - CHARGE_RETENTION)

    def _resource(self, day: date, endpoint: str, price: str, resource_id: str) -> dict[str, Any]:
        return {"account_id": self._account_id, "utc_day": day, "endpoint": endpoint, "price": price, "resource_id": resource_id}


def month_of(moment: datetime) -> tuple[date, date]:
    """The first and the last day of its month, by UTC."""
    today = utc_day(moment)
    return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])


def utc_day(moment: datetime) -> date:
    """The day on whose bill it is."""
    return moment.astimezone(UTC).date()
