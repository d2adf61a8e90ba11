"""Opt-outs: people who are never suggested again, each kind of suggestion by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from bot.domain import Member, OptOut, SuggestionKind
from bot.domain.changes import OptOutChanged
from bot.store.people.profiles import PROFILE_COLUMNS, profile_of
from bot.store.repository import SOME, Repository, about, mine, same_person
from bot.store.tables import opt_outs, profiles
from bot.store.upsert import add_missing

_OF_KIND = about(opt_outs), opt_outs.c.kind.in_(SOME)
_REQUEST = update(opt_outs).where(*_OF_KIND, opt_outs.c.request == "")
_REMOVE = delete(opt_outs).where(*_OF_KIND)
_REQUESTED = select(func.count()).where(about(opt_outs), opt_outs.c.request != "")
_COUNT = select(func.count(func.distinct(opt_outs.c.user_id))).where(mine(opt_outs))
_OWN = (
    opt_outs.c.user_id.label("opt_out_user_id"),
    opt_outs.c.at.label("opted_out_at"),
    opt_outs.c.member_name,
    opt_outs.c.request,
    opt_outs.c.kind,
)
_ALL = select(*_OWN, *PROFILE_COLUMNS).select_from(opt_outs.outerjoin(profiles, same_person(opt_outs, profiles)))
_OF = _ALL.where(about(opt_outs)).order_by(opt_outs.c.at.desc(), opt_outs.c.kind)
_LATEST_PEOPLE = (
    select(opt_outs.c.user_id)
    .where(mine(opt_outs))
    .group_by(opt_outs.c.user_id)
    .order_by(func.max(opt_outs.c.at).desc(), opt_outs.c.user_id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_OF_PEOPLE = _ALL.where(mine(opt_outs), opt_outs.c.user_id.in_(SOME)).order_by(opt_outs.c.at.desc(), opt_outs.c.kind)


class OptOuts(Repository):
    """Whom a member opted out, and who asked for it."""

    async def add(self, user_id: int, member: Member, at: datetime, kinds: Collection[SuggestionKind] = tuple(SuggestionKind)) -> None:
        """Opt this person out of these kinds; the member who did so first stays on record."""
        await self._add(user_id, at, member.id, member.name, "", kinds)

    async def add_request(self, user_id: int, request: str, at: datetime) -> bool:
        """The person asked for it, in these words, perhaps after a member said so; False where they had asked before."""
        added = await self._add(user_id, at, None, None, request, tuple(SuggestionKind))
        asked_too = await self._changed_among(_REQUEST, tuple(SuggestionKind), person=user_id, request=request)
        return self._noted(user_id, changed=asked_too) or added

    async def remove(self, user_id: int, kinds: Collection[SuggestionKind] = tuple(SuggestionKind)) -> bool:
        """False when this person had not opted out."""
        return self._noted(user_id, changed=await self._changed_among(_REMOVE, kinds, person=user_id))

    async def contains(self, user_id: int, kind: SuggestionKind) -> bool:
        found = await self.of(user_id)
        return found is not None and kind in found.kinds

    async def of(self, user_id: int) -> OptOut | None:
        """What this person has opted out of."""
        rows = await self._rows(_OF, person=user_id)
        return _opt_out(rows) if rows else None

    async def requested(self, user_id: int) -> bool:
        """Whether this person asked for it, in their own words."""
        return bool(await self._count(_REQUESTED, person=user_id))

    async def count(self) -> int:
        """How many people have opted out."""
        return await self._count(_COUNT)

    async def all(self, limit: int, offset: int = 0) -> list[OptOut]:
        """The latest first."""
        people = [row.user_id for row in await self._rows(_LATEST_PEOPLE, limit=limit, offset=offset)]
        rows = await self._rows_among(_OF_PEOPLE, people)
        return [_opt_out([row for row in rows if row[0] == user_id]) for user_id in people]

    async def _add(
        self, user_id: int, at: datetime, member_id: int | None, member_name: str | None, request: str, kinds: Collection[SuggestionKind]
    ) -> bool:
        row = {
            "account_id": self._account_id,
            "user_id": user_id,
            "at": at,
            "member_id": member_id,
            "member_name": member_name,
            "request": request,
        }
        added = await add_missing(self._connection, opt_outs, [row | {"kind": kind} for kind in kinds], "user_id")
        return self._noted(user_id, changed=len(added))

    def _noted(self, user_id: int, *, changed: int) -> bool:
        if changed:
            self._note(OptOutChanged((user_id,)))
        return bool(changed)


def _opt_out(rows: Sequence[Any]) -> OptOut:
    """One person's opt-out, from their rows of `_ALL`, the latest first."""
    latest = rows[0]
    known = latest[len(_OWN)] is not None
    kinds = frozenset(row.kind for row in rows)
    return OptOut(latest[0], latest[1], latest[2] or "", latest[3], profile_of(latest[len(_OWN) :]) if known else None, kinds)
