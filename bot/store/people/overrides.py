"""Members' overrides of verdicts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from bot.domain import Member, Override, OverrideKind
from bot.store.repository import SOME, Repository, about, mine
from bot.store.tables import overrides
from bot.store.upsert import save

_COLUMNS = [overrides.c[name] for name in ("kind", "member_id", "member_name", "at")]
_AMONG = select(overrides.c.user_id, *_COLUMNS).where(mine(overrides), overrides.c.user_id.in_(SOME))
_CLEAR = delete(overrides).where(about(overrides))


class Overrides(Repository):
    """The latest override of each person."""

    async def set(self, user_id: int, kind: OverrideKind, member: Member, at: datetime) -> None:
        """Store this in the place of an earlier override."""
        row = {"account_id": self._account_id, "user_id": user_id, "kind": kind}
        await save(self._connection, overrides, [row | {"member_id": member.id, "member_name": member.name, "at": at}])

    async def clear(self, user_id: int) -> bool:
        """Remove the override; False when there is none."""
        return bool(await self._changed(_CLEAR, person=user_id))

    async def get(self, user_id: int) -> Override | None:
        return (await self.among([user_id])).get(user_id)

    async def among(self, user_ids: Collection[int]) -> dict[int, Override]:
        """The overrides of those of these people who have one."""
        return {user_id: Override(*said) for user_id, *said in await self._rows_among(_AMONG, user_ids)}
