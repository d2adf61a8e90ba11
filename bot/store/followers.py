"""Who follows the account: one edge a person, for ever."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update

from bot.model import Follower, Profile
from bot.store.profiles import PROFILE_COLUMNS
from bot.store.repository import Repository, chunks
from bot.store.tables import followers, profiles
from bot.store.upsert import add_missing

_NEW = ~followers.c.baseline


class Followers(Repository):
    """The edges. Somebody who left stays known."""

    async def known(self, user_ids: Collection[int]) -> set[int]:
        """Those who follow or ever followed."""
        return await self._among(followers, user_ids)

    async def add(self, user_ids: Sequence[int], at: datetime, *, baseline: bool) -> list[int]:
        """Store edges, newest first; returns those that were not there before, in the given order.

        An edge that was there keeps its first_seen_at and baseline, and counts as seen.
        """
        ids = list(dict.fromkeys(user_ids))
        rows = [
            {"account_id": self._account_id, "user_id": user_id, "first_seen_at": at, "last_seen_at": at, "baseline": baseline}
            for user_id in reversed(ids)  # so that the newest gets the highest row id
        ]
        added = set(await add_missing(self._connection, followers, rows, "user_id"))
        await self.seen([user_id for user_id in ids if user_id not in added], at)
        return [user_id for user_id in ids if user_id in added]

    async def seen(self, user_ids: Collection[int], at: datetime) -> None:
        """These people are among the followers now."""
        for some in chunks(user_ids):
            await self._changed(update(followers).where(self._mine(followers), followers.c.user_id.in_(some)).values(last_seen_at=at))

    async def get(self, user_id: int) -> Follower | None:
        """The edge of somebody who follows or followed."""
        row = await self._first(self._edges(followers.c.user_id == user_id))
        return None if row is None else _follower(row)

    async def newest(self, limit: int, offset: int = 0) -> list[Follower]:
        """Those who came since Mutuals looks, newest first."""
        statement = self._edges(_NEW).order_by(followers.c.id.desc()).limit(limit).offset(offset)
        return [_follower(row) for row in await self._rows(statement)]

    async def count_new(self) -> int:
        """How many `newest` would give without a limit."""
        return await self._count(select(func.count()).where(self._mine(followers), _NEW))

    def _edges(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        edges = followers.join(profiles, self._same_person(followers, profiles))
        columns = (followers.c.first_seen_at, followers.c.last_seen_at, followers.c.baseline, *PROFILE_COLUMNS)
        return select(*columns).select_from(edges).where(self._mine(followers), *conditions)


def _follower(row: Any) -> Follower:
    first_seen_at, last_seen_at, baseline, *profile = row
    return Follower(Profile(*profile), first_seen_at, last_seen_at, baseline)
