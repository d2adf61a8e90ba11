"""Arrivals: who followed when, which tells a burst of look-alikes from an ordinary day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, exists, func, select, type_coerce

from bot.domain import Arrival, BurstKind, Verdict
from bot.store.repository import SOME, Repository, mine, same_person, within
from bot.store.tables import assessments, burst_members, bursts, followers, profiles

HOUR = timedelta(hours=1)

_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEW = ~followers.c.baseline

_ON_RECORD = (
    select(burst_members.c.suspicious)
    .where(burst_members.c.account_id == followers.c.account_id, burst_members.c.user_id == followers.c.user_id)
    .order_by(burst_members.c.burst_id)
    .limit(1)
    .correlate(followers)
    .scalar_subquery()
)

SUSPICIOUS_BY_PROFILE = func.coalesce(_ON_RECORD, assessments.c.verdict == Verdict.SUSPICIOUS, False)
"""Whether a follower's profile alone is suspicious: for a burst's member the verdict from before its cohort was known."""

_ARRIVAL = (
    followers.c.user_id,
    followers.c.first_seen_at,
    *(profiles.c[name] for name in ("username", "created_at", "followers", "following", "posts")),
    SUSPICIOUS_BY_PROFILE.label("suspicious"),
)


def _edges_assessed(*columns: ColumnElement[Any]) -> Select[Any]:
    edges = followers.outerjoin(assessments, same_person(followers, assessments))
    return select(*columns).select_from(edges).where(mine(followers))


def _newest_arrivals(*conditions: ColumnElement[bool]) -> Select[Any]:
    newest = _edges_assessed(*_ARRIVAL).where(_NEW, *conditions).join(profiles, same_person(followers, profiles))
    return newest.order_by(followers.c.first_seen_at.desc(), followers.c.id.desc()).limit(bindparam("limit"))


def _ordinary() -> ColumnElement[bool]:
    joined = burst_members.join(bursts, burst_members.c.burst_id == bursts.c.id)
    bought = same_person(burst_members, followers), bursts.c.kind == BurstKind.PURCHASE
    return ~exists().select_from(joined).where(*bought).correlate(followers)


def counted_by_span(counted: ColumnElement[bool]) -> Select[Any]:
    """For `Arrivals._arrivals_every`: how many came in each span, and for how many of them this holds."""
    span = (type_coerce(followers.c.first_seen_at, BigInteger) // bindparam("length")).label("span")
    statement = _edges_assessed(span, func.count().label("arrived"), func.count().filter(counted).label("counted"))
    return statement.where(_NEW, *within(followers.c.first_seen_at, bindparam("since"), bindparam("until"))).group_by(span)


_ARRIVALS = _newest_arrivals(followers.c.first_seen_at >= bindparam("since"))
_ORDINARY_ARRIVALS = _newest_arrivals(followers.c.first_seen_at < bindparam("until"), _ordinary())
_LAST_ARRIVAL = select(func.max(followers.c.first_seen_at)).where(mine(followers), _NEW, followers.c.first_seen_at < bindparam("before"))
_SUSPICIOUS_BY_SPAN = counted_by_span(SUSPICIOUS_BY_PROFILE)
_SUSPICIOUS_AMONG = _edges_assessed(followers.c.user_id).where(followers.c.user_id.in_(SOME), SUSPICIOUS_BY_PROFILE)


class Arrivals(Repository):
    """Those who followed since the initial sync, in the order of time."""

    async def arrivals(self, since: datetime, limit: int = 20_000) -> list[Arrival]:
        """Who came at this moment or later, oldest first; the newest ones where there are more than `limit`."""
        return await self._newest_arrivals(_ARRIVALS, since=since, limit=limit)

    async def ordinary_arrivals(self, until: datetime, limit: int) -> list[Arrival]:
        """Who came before this moment and belongs to no purchase, oldest first; the newest ones where there are more than `limit`."""
        return await self._newest_arrivals(_ORDINARY_ARRIVALS, until=until, limit=limit)

    async def last_arrival(self, before: datetime) -> datetime | None:
        """When the last one before this moment came."""
        row = await self._first(_LAST_ARRIVAL, before=before)
        return None if row is None else row[0]

    async def arrivals_per_hour(self, since: datetime, until: datetime) -> list[tuple[datetime, int, int]]:
        """Each hour (UTC, on the hour) that touches since <= moment < until: how many came, and how many of them are suspicious alone."""
        return await self._arrivals_every(HOUR, since, until, _SUSPICIOUS_BY_SPAN)

    async def suspicious_by_profile(self, user_ids: Collection[int]) -> set[int]:
        """Those of these followers whose profile alone is suspicious."""
        return {row.user_id for row in await self._rows_among(_SUSPICIOUS_AMONG, user_ids)}

    async def _newest_arrivals(self, statement: Select[Any], **given: Any) -> list[Arrival]:
        return [Arrival(*row) for row in reversed(await self._rows(statement, **given))]

    async def _arrivals_every(
        self, step: timedelta, since: datetime, until: datetime, by_span: Select[Any], **given: Any
    ) -> list[tuple[datetime, int, int]]:
        """Each span of this length, counted from 1970: how many came, and how many of them are counted; also where nobody came."""
        rows = await self._rows(by_span, length=step // _MICROSECOND, since=since, until=until, **given)
        found = {row.span: (row.arrived, row.counted) for row in rows}
        first, last = ((moment - _EPOCH) // step for moment in (since, until - _MICROSECOND))
        return [(_EPOCH + number * step, *found.get(number, (0, 0))) for number in range(first, last + 1)]
