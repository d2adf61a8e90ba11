"""Members' overrides of verdicts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from bot.domain import Member, Override, OverrideKind
from bot.store.repository import Repository, chunks
from bot.store.tables import overrides
from bot.store.upsert import save

_COLUMNS = [overrides.c[name] for name in ("kind", "member_id", "member_name", "at")]


class Overrides(Repository):
    """The latest override of each person."""

    async def set(self, user_id: int, kind: OverrideKind, member: Member, at: datetime) -> None:
        """Store this in the place of an earlier override."""
        row = {"account_id": self._account_id, "user_id": user_id, "kind": kind}
        await save(self._connection, overrides, [row | {"member_id": member.id, "member_name": member.name, "at": at}])

    async def clear(self, user_id: int) -> bool:
        """Remove the override; False when there is none."""
        return bool(await self._changed(delete(overrides).where(self._about(overrides, user_id))))

    async def get(self, user_id: int) -> Override | None:
        return (await self.among([user_id])).get(user_id)

    async def among(self, user_ids: Collection[int]) -> dict[int, Override]:
        """The overrides of those of these people who have one."""
        found: dict[int, Override] = {}
        for some in chunks(user_ids):
            statement = select(overrides.c.user_id, *_COLUMNS).where(self._mine(overrides), overrides.c.user_id.in_(some))
            found |= {user_id: Override(*said) for user_id, *said in await self._rows(statement)}
        return found
