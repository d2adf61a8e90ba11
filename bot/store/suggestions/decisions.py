"""Who decided what."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Select, func, select

from bot.domain import Act, Decision, HistoryEntry, Member, Note
from bot.domain.acts import APPROVALS, TEXT_CHANGES
from bot.store.repository import Repository, within
from bot.store.tables import accounts, decisions, profiles, suggestions

DECISION_COLUMNS = [decisions.c[name] for name in ("act", "at", "member_id", "member_name", "note")]


class HistoryFilter(TypedDict, total=False):
    """What `/history` can be narrowed to; since <= at < until."""

    member_id: int | None
    user_id: int | None
    since: datetime | None
    until: datetime | None
    acts: Collection[Act] | None


class History(Repository):
    """The decisions, newest first."""

    async def last_decision(self, suggestion_id: int, by_member: bool = True) -> Decision | None:
        """The latest decision about a suggestion, by a member or by anybody."""
        conditions = [self._mine(decisions), decisions.c.suggestion_id == suggestion_id]
        if by_member:
            conditions.append(decisions.c.member_id.is_not(None))
        row = await self._first(select(*DECISION_COLUMNS).where(*conditions).order_by(decisions.c.id.desc()).limit(1))
        return None if row is None else _decision(row)

    async def history(self, *, limit: int = 50, offset: int = 0, **only: Unpack[HistoryFilter]) -> list[HistoryEntry]:
        """Decisions and whom they were about, newest first."""
        newest_first = self._entries().where(*self._only(only)).order_by(decisions.c.at.desc(), decisions.c.id.desc())
        return [_entry(row) for row in await self._rows(newest_first.limit(limit).offset(offset))]

    async def history_after(self, decision_id: int, limit: int) -> list[tuple[int, HistoryEntry]]:
        """What was recorded after this one, with the number of each, in that order."""
        later = self._entries().where(self._mine(decisions), decisions.c.id > decision_id).order_by(decisions.c.id)
        return [(row.id, _entry(row)) for row in await self._rows(later.limit(limit))]

    async def newest_decision_id(self) -> int:
        """The number of what was recorded last; 0 where nothing was."""
        return await self._count(select(func.coalesce(func.max(decisions.c.id), 0)).where(self._mine(decisions)))

    def _entries(self) -> Select[Any]:
        joined = decisions.join(suggestions, decisions.c.suggestion_id == suggestions.c.id).outerjoin(
            profiles, self._same_person(suggestions, profiles)
        )
        own = select(accounts.c.username).where(accounts.c.id == suggestions.c.user_id).scalar_subquery()
        username = func.coalesce(profiles.c.username, own, "").label("username")
        name = func.coalesce(profiles.c.name, "").label("name")
        about = decisions.c.suggestion_id, suggestions.c.kind, suggestions.c.user_id, username, name
        return select(decisions.c.id, *DECISION_COLUMNS, *about).select_from(joined)

    async def count_doubts(self, suggestion_id: int) -> int:
        """How often the outcome of what was approved last was unknown."""
        about = self._mine(decisions), decisions.c.suggestion_id == suggestion_id
        approved = select(func.max(decisions.c.id)).where(*about, decisions.c.act.in_(sorted(APPROVALS))).scalar_subquery()
        since = decisions.c.id > func.coalesce(approved, 0)
        return await self._count(select(func.count()).where(*about, decisions.c.act == Act.DOUBT, since))

    async def doubted_before_change(self, suggestion_id: int) -> datetime | None:
        """When the outcome of a text was unknown last before another one took its place; None for never."""
        about = self._mine(decisions), decisions.c.suggestion_id == suggestion_id
        changed = select(func.max(decisions.c.id)).where(*about, decisions.c.act.in_(sorted(TEXT_CHANGES))).scalar_subquery()
        doubts = select(decisions.c.at).where(*about, decisions.c.act == Act.DOUBT, decisions.c.id < changed)
        row = await self._first(doubts.order_by(decisions.c.id.desc()).limit(1))
        return None if row is None else row.at

    async def count_history(self, **only: Unpack[HistoryFilter]) -> int:
        """How many entries `history` would give without a limit."""
        joined = decisions.join(suggestions, decisions.c.suggestion_id == suggestions.c.id)
        return await self._count(select(func.count()).select_from(joined).where(*self._only(only)))

    def _only(self, only: HistoryFilter) -> list[ColumnElement[bool]]:
        member_id, user_id, acts = only.get("member_id"), only.get("user_id"), only.get("acts")
        conditions = [self._mine(decisions), *within(decisions.c.at, only.get("since"), only.get("until"))]
        if member_id is not None:
            conditions.append(decisions.c.member_id == member_id)
        if user_id is not None:
            conditions += [self._mine(suggestions), suggestions.c.user_id == user_id]
        if acts is not None:
            conditions.append(decisions.c.act.in_(sorted(acts)))
        return conditions


def _entry(row: Any) -> HistoryEntry:
    return HistoryEntry(_decision(row), row.suggestion_id, row.kind, row.user_id, row.username, row.name)


def _decision(row: Any) -> Decision:
    return decision_of(row.act, row.at, row.member_id, row.member_name, row.note)


def decision_of(act: Act, at: datetime, member_id: int | None, member_name: str | None, note: Note | None) -> Decision:
    """The decision in `DECISION_COLUMNS`."""
    member = None if member_id is None else Member(member_id, member_name or "")
    return Decision(act, at, member, note)
