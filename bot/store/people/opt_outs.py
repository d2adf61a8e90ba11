"""Opt-outs: people who are never suggested again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from bot.domain import Member, OptOut
from bot.domain.changes import OptOutChanged
from bot.store.people.profiles import PROFILE_COLUMNS, profile_of
from bot.store.repository import Repository, about, mine, same_person
from bot.store.tables import opt_outs, profiles
from bot.store.upsert import add_missing

_REQUEST = update(opt_outs).where(about(opt_outs), opt_outs.c.request == "")
_REMOVE = delete(opt_outs).where(about(opt_outs))
_REQUESTED = select(func.count()).where(about(opt_outs), opt_outs.c.request != "")
_COUNT = select(func.count()).where(mine(opt_outs))
_OWN = (
    opt_outs.c.user_id.label("opt_out_user_id"),
    opt_outs.c.at.label("opted_out_at"),
    opt_outs.c.member_name,
    opt_outs.c.request,
)
_ALL = select(*_OWN, *PROFILE_COLUMNS).select_from(opt_outs.outerjoin(profiles, same_person(opt_outs, profiles)))
_OF = _ALL.where(about(opt_outs))
_LATEST = (
    _ALL.where(mine(opt_outs)).order_by(opt_outs.c.at.desc(), opt_outs.c.user_id).limit(bindparam("limit")).offset(bindparam("offset"))
)


class OptOuts(Repository):
    """Whom a member opted out, and who asked for it."""

    async def add(self, user_id: int, member: Member, at: datetime) -> None:
        """Opt this person out; the member who did so first stays on record."""
        await self._add(user_id, at, member.id, member.name, "")

    async def add_request(self, user_id: int, request: str, at: datetime) -> bool:
        """The person asked for it, in these words, perhaps after a member said so; False where they had asked before."""
        if await self._add(user_id, at, None, None, request):
            return True
        return self._noted(user_id, changed=await self._changed(_REQUEST, person=user_id, request=request))

    async def remove(self, user_id: int) -> bool:
        """False when this person had not opted out."""
        return self._noted(user_id, changed=await self._changed(_REMOVE, person=user_id))

    async def contains(self, user_id: int) -> bool:
        return bool(await self.among([user_id]))

    async def of(self, user_id: int) -> OptOut | None:
        """This person's opt-out."""
        row = await self._first(_OF, person=user_id)
        return None if row is None else _opt_out(row)

    async def requested(self, user_id: int) -> bool:
        """Whether this person asked for it, in their own words."""
        return bool(await self._count(_REQUESTED, person=user_id))

    async def among(self, user_ids: Collection[int]) -> set[int]:
        """Those of these people who have opted out."""
        return await self._among(opt_outs, user_ids)

    async def count(self) -> int:
        return await self._count(_COUNT)

    async def all(self, limit: int, offset: int = 0) -> list[OptOut]:
        """The latest first."""
        return [_opt_out(row) for row in await self._rows(_LATEST, limit=limit, offset=offset)]

    async def _add(self, user_id: int, at: datetime, member_id: int | None, member_name: str | None, request: str) -> bool:
        row = {
            "account_id": self._account_id,
            "user_id": user_id,
            "at": at,
            "member_id": member_id,
            "member_name": member_name,
            "request": request,
        }
        return self._noted(user_id, changed=len(await add_missing(self._connection, opt_outs, [row], "user_id")))

    def _noted(self, user_id: int, *, changed: int) -> bool:
        if changed:
            self._note(OptOutChanged((user_id,)))
        return bool(changed)


def _opt_out(row: Any) -> OptOut:
    """The opt-out in a row of `_ALL`."""
    known = row[len(_OWN)] is not None
    return OptOut(row[0], row[1], row[2] or "", row[3], profile_of(row[len(_OWN) :]) if known else None)
