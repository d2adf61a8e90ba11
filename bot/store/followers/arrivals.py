"""Arrivals: who followed when, which tells a burst of look-alikes from an ordinary day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, exists, func, select, type_coerce

from bot.domain import Arrival, BurstKind, Verdict
from bot.store.repository import Repository, chunks, within
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


class Arrivals(Repository):
    """Those who followed since the initial sync, in the order of time."""

    async def arrivals(self, since: datetime, limit: int = 20_000) -> list[Arrival]:
        """Who came at this moment or later, oldest first; the newest ones where there are more than `limit`."""
        return await self._newest_arrivals(self._came(since, None, *_ARRIVAL), limit)

    async def ordinary_arrivals(self, until: datetime, limit: int) -> list[Arrival]:
        """Who came before this moment and belongs to no purchase, oldest first; the newest ones where there are more than `limit`."""
        joined = burst_members.join(bursts, burst_members.c.burst_id == bursts.c.id)
        bought = self._same_person(burst_members, followers), bursts.c.kind == BurstKind.PURCHASE
        ordinary = ~exists().select_from(joined).where(*bought).correlate(followers)
        return await self._newest_arrivals(self._came(None, until, *_ARRIVAL).where(ordinary), limit)

    async def last_arrival(self, before: datetime) -> datetime | None:
        """When the last one before this moment came."""
        came_before = self._mine(followers), _NEW, followers.c.first_seen_at < before
        row = await self._first(select(func.max(followers.c.first_seen_at)).where(*came_before))
        return None if row is None else row[0]

    async def arrivals_per_hour(self, since: datetime, until: datetime) -> list[tuple[datetime, int, int]]:
        """Each hour (UTC, on the hour) that touches since <= moment < until: how many came, and how many of them are suspicious alone."""
        return await self._arrivals_every(HOUR, since, until, SUSPICIOUS_BY_PROFILE)

    async def suspicious_by_profile(self, user_ids: Collection[int]) -> set[int]:
        """Those of these followers whose profile alone is suspicious."""
        found: set[int] = set()
        for some in chunks(user_ids):
            statement = self._edges_assessed(followers.c.user_id).where(followers.c.user_id.in_(some), SUSPICIOUS_BY_PROFILE)
            found.update(row.user_id for row in await self._rows(statement))
        return found

    async def _newest_arrivals(self, came: Select[Any], limit: int) -> list[Arrival]:
        newest = came.join(profiles, self._same_person(followers, profiles))
        rows = await self._rows(newest.order_by(followers.c.first_seen_at.desc(), followers.c.id.desc()).limit(limit))
        return [Arrival(*row) for row in reversed(rows)]

    async def _arrivals_every(
        self, step: timedelta, since: datetime, until: datetime, counted: ColumnElement[bool]
    ) -> list[tuple[datetime, int, int]]:
        """Each span of this length, counted from 1970: how many came, and for how many of them `counted` holds; also where nobody came."""
        length = step // _MICROSECOND
        span = (type_coerce(followers.c.first_seen_at, BigInteger) // length).label("span")
        statement = self._came(since, until, span, func.count().label("arrived"), func.count().filter(counted).label("counted"))
        found = {row.span: (row.arrived, row.counted) for row in await self._rows(statement.group_by(span))}
        first, last = ((moment - _EPOCH) // step for moment in (since, until - _MICROSECOND))
        return [(_EPOCH + number * step, *found.get(number, (0, 0))) for number in range(first, last + 1)]

    def _came(self, since: datetime | None, until: datetime | None, *columns: ColumnElement[Any]) -> Select[Any]:
        return self._edges_assessed(*columns).where(_NEW, *within(followers.c.first_seen_at, since, until))

    def _edges_assessed(self, *columns: ColumnElement[Any]) -> Select[Any]:
        edges = followers.outerjoin(assessments, self._same_person(followers, assessments))
        return select(*columns).select_from(edges).where(self._mine(followers))
