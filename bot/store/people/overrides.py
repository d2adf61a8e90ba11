"""Verdicts that members overruled."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from bot.domain import Member, Opinion, Overrule
from bot.store.repository import Repository, chunks
from bot.store.tables import opinions
from bot.store.upsert import save

_COLUMNS = [opinions.c[name] for name in ("opinion", "member_id", "member_name", "at")]


class Opinions(Repository):
    """What a member said last about a person."""

    async def set(self, user_id: int, opinion: Opinion, member: Member, at: datetime) -> None:
        """Remember this in the place of what was said before."""
        row = {"account_id": self._account_id, "user_id": user_id, "opinion": opinion}
        await save(self._connection, opinions, [row | {"member_id": member.id, "member_name": member.name, "at": at}])

    async def clear(self, user_id: int) -> bool:
        """Forget what was said; False when nothing was."""
        return bool(await self._changed(delete(opinions).where(self._about(opinions, user_id))))

    async def get(self, user_id: int) -> Overrule | None:
        return (await self.among([user_id])).get(user_id)

    async def among(self, user_ids: Collection[int]) -> dict[int, Overrule]:
        """What was said about those of these people whom somebody spoke about."""
        found: dict[int, Overrule] = {}
        for some in chunks(user_ids):
            statement = select(opinions.c.user_id, *_COLUMNS).where(self._mine(opinions), opinions.c.user_id.in_(some))
            found |= {user_id: Overrule(*said) for user_id, *said in await self._rows(statement)}
        return found
