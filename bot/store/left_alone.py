"""People who are not suggested again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.model import Member
from bot.store.repository import Repository
from bot.store.tables import left_alone
from bot.store.upsert import add_missing


class LeftAlone(Repository):
    """Whom a member said Never about."""

    async def add(self, user_id: int, member: Member, at: datetime) -> None:
        """Leave this person alone from now on; whoever said so first stays on record."""
        row = {"account_id": self._account_id, "user_id": user_id, "member_id": member.id, "member_name": member.name, "at": at}
        await add_missing(self._connection, left_alone, [row], "user_id")

    async def contains(self, user_id: int) -> bool:
        return bool(await self.among([user_id]))

    async def among(self, user_ids: Collection[int]) -> set[int]:
        """Those of these people who are left alone."""
        return await self._among(left_alone, user_ids)
