"""People who are not suggested again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.domain import LeftAlone as Entry
from bot.domain import Member
from bot.store.people.profiles import PROFILE_COLUMNS, profile_of
from bot.store.repository import Repository
from bot.store.tables import left_alone, profiles
from bot.store.upsert import add_missing


class LeftAlone(Repository):
    """Whom a member said to leave alone, and who asked for it."""

    async def add(self, user_id: int, member: Member, at: datetime) -> None:
        """Leave this person alone from now on; whoever said so first stays on record."""
        await self._add(user_id, at, member.id, member.name, "")

    async def add_wish(self, user_id: int, wish: str, at: datetime) -> bool:
        """The person asked for it, in these words, perhaps after a member said so; False where they had asked before."""
        if await self._add(user_id, at, None, None, wish):
            return True
        unasked = self._about(left_alone, user_id), left_alone.c.wish == ""
        return bool(await self._changed(update(left_alone).where(*unasked).values(wish=wish)))

    async def remove(self, user_id: int) -> bool:
        """False when this person was not left alone."""
        return bool(await self._changed(delete(left_alone).where(self._about(left_alone, user_id))))

    async def contains(self, user_id: int) -> bool:
        return bool(await self.among([user_id]))

    async def wished(self, user_id: int) -> bool:
        """Whether this person asked for it, in their own words."""
        return bool(await self._count(select(func.count()).where(self._about(left_alone, user_id), left_alone.c.wish != "")))

    async def among(self, user_ids: Collection[int]) -> set[int]:
        """Those of these people who are left alone."""
        return await self._among(left_alone, user_ids)

    async def count(self) -> int:
        return await self._count(select(func.count()).where(self._mine(left_alone)))

    async def all(self, limit: int, offset: int = 0) -> list[Entry]:
        """The latest first."""
        joined = left_alone.outerjoin(profiles, self._same_person(left_alone, profiles))
        own = (
            left_alone.c.user_id.label("left_alone_id"),
            left_alone.c.at.label("left_alone_at"),
            left_alone.c.member_name,
            left_alone.c.wish,
        )
        statement = select(*own, *PROFILE_COLUMNS).select_from(joined).where(self._mine(left_alone))
        latest_first = left_alone.c.at.desc(), left_alone.c.user_id
        rows = await self._rows(statement.order_by(*latest_first).limit(limit).offset(offset))
        return [
            Entry(row[0], row[1], row[2] or "", row[3], profile_of(row[len(own) :]) if row[len(own)] is not None else None) for row in rows
        ]

    async def _add(self, user_id: int, at: datetime, member_id: int | None, member_name: str | None, wish: str) -> bool:
        row = {
            "account_id": self._account_id,
            "user_id": user_id,
            "at": at,
            "member_id": member_id,
            "member_name": member_name,
            "wish": wish,
        }
        return bool(await add_missing(self._connection, left_alone, [row], "user_id"))
