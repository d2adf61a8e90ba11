"""Who decided what."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, func, select

from bot.domain import Act, Decision, HistoryEntry, Member, Note, SuggestionKind
from bot.domain.acts import ACTS, APPROVALS, TEXT_CHANGES, TextChange
from bot.domain.pages import Key, Place
from bot.store.paging import PageReader, keyed_list
from bot.store.repository import mine, one_of, same_person, within
from bot.store.tables import accounts, decisions, profiles, suggestions

DECISION_COLUMNS = [decisions.c[name] for name in ("act", "at", "member_id", "member_name", "note")]


class HistoryFilter(TypedDict, total=False):
    """What `/history` can be narrowed to; since <= at < until."""

    member_id: int | None
    user_id: int | None
    since: datetime | None
    until: datetime | None
    acts: Collection[Act] | None


_ABOUT = mine(decisions), decisions.c.suggestion_id == bindparam("about")
_LAST = select(*DECISION_COLUMNS).where(*_ABOUT).order_by(decisions.c.id.desc()).limit(1)
_LAST_BY_MEMBER = _LAST.where(decisions.c.member_id.is_not(None))
_LAST_TEXT_CHANGE = (
    select(decisions.c.act, decisions.c.member_id)
    .where(*_ABOUT, one_of(decisions.c.act, TEXT_CHANGES))
    .order_by(decisions.c.id.desc())
    .limit(1)
)
_DECIDED_AT = select(decisions.c.at).where(mine(decisions), decisions.c.at >= bindparam("since"), decisions.c.member_id.is_not(None))
_NEWEST_ID = select(func.coalesce(func.max(decisions.c.id), 0)).where(mine(decisions))


def _last_id(acts: Collection[Act]) -> ScalarSelect[int]:
    return select(func.max(decisions.c.id)).where(*_ABOUT, one_of(decisions.c.act, acts)).scalar_subquery()


_DOUBTS = *_ABOUT, decisions.c.act == Act.DOUBT
_COUNT_DOUBTS = select(func.count()).where(*_DOUBTS, decisions.c.id > func.coalesce(_last_id(APPROVALS), 0))
_DOUBTED_BEFORE_CHANGE = (
    select(decisions.c.at).where(*_DOUBTS, decisions.c.id < _last_id(TEXT_CHANGES)).order_by(decisions.c.id.desc()).limit(1)
)


def _entries() -> Select[Any]:
    joined = decisions.join(suggestions, decisions.c.suggestion_id == suggestions.c.id).outerjoin(
        profiles, same_person(suggestions, profiles)
    )
    own = select(accounts.c.username).where(accounts.c.id == suggestions.c.user_id).scalar_subquery()
    username = func.coalesce(profiles.c.username, own, "").label("username")
    name = func.coalesce(profiles.c.name, "").label("name")
    about = decisions.c.suggestion_id, suggestions.c.kind, suggestions.c.user_id, username, name
    return select(decisions.c.id, *DECISION_COLUMNS, *about).select_from(joined)


_ENTRIES = _entries()
_ENTRIES_AFTER = _ENTRIES.where(mine(decisions), decisions.c.id > bindparam("after")).order_by(decisions.c.id).limit(bindparam("limit"))


def _last_acts() -> Select[Any]:
    earlier = decisions.alias()
    last = select(func.max(earlier.c.id)).where(earlier.c.suggestion_id == suggestions.c.id, earlier.c.at < bindparam("moment"))
    unsettled = suggestions.c.settled_at.is_(None) | (suggestions.c.settled_at >= bindparam("moment"))
    joined = suggestions.outerjoin(decisions, decisions.c.id == last.correlate(suggestions).scalar_subquery())
    there = select(suggestions.c.kind, decisions.c.act, func.count().label("n")).select_from(joined)
    there = there.where(mine(suggestions), unsettled, suggestions.c.opened_at < bindparam("moment"))
    return there.group_by(suggestions.c.kind, decisions.c.act)


_LAST_ACTS = _last_acts()


class History(PageReader):
    """The decisions, newest first."""

    async def last_decision(self, suggestion_id: int, by_member: bool = True) -> Decision | None:
        """The latest decision about a suggestion, by a member or by anybody."""
        row = await self._first(_LAST_BY_MEMBER if by_member else _LAST, about=suggestion_id)
        return None if row is None else _decision(row)

    async def writer(self, suggestion_id: int) -> int | None:
        """The id of the member who wrote the text that is proposed; None where it is a saved reply, whoever picked it."""
        row = await self._first(_LAST_TEXT_CHANGE, about=suggestion_id)
        return row.member_id if row is not None and ACTS[row.act].text_change is TextChange.WRITTEN else None

    async def history(self, *, limit: int = 50, offset: int = 0, **only: Unpack[HistoryFilter]) -> list[HistoryEntry]:
        """Decisions and whom they were about, newest first."""
        newest_first = _ENTRIES.where(*_only(only)).order_by(decisions.c.at.desc(), decisions.c.id.desc())
        return [_entry(row) for row in await self._rows(newest_first.limit(limit).offset(offset))]

    async def lines(self, limit: int, place: Place | None = None, **only: Unpack[HistoryFilter]) -> list[tuple[Key, HistoryEntry]]:
        """The same with where they stand in the history, (moment, id, 0): the newest ones, or those nearest to a place."""
        listed = keyed_list(_ENTRIES.where(*_only(only)), decisions.c.at, decisions.c.id)
        return [((*key, 0), _entry(row)) for key, row in await self._beside(listed, limit, place)]

    async def history_after(self, decision_id: int, limit: int) -> list[tuple[int, HistoryEntry]]:
        """What was recorded after this one, with the number of each, in that order."""
        return [(row.id, _entry(row)) for row in await self._rows(_ENTRIES_AFTER, after=decision_id, limit=limit)]

    async def newest_decision_id(self) -> int:
        """The number of what was recorded last; 0 where nothing was."""
        return await self._count(_NEWEST_ID)

    async def decided_at(self, since: datetime) -> list[datetime]:
        """When members decided, at this moment or later."""
        return [row.at for row in await self._rows(_DECIDED_AT, since=since)]

    async def last_acts(self, before: datetime) -> dict[SuggestionKind, dict[Act | None, int]]:
        """By kind: how many of those that were there and not settled at this moment were left there by which act; None for by none."""
        found: dict[SuggestionKind, dict[Act | None, int]] = {}
        for row in await self._rows(_LAST_ACTS, moment=before):
            found.setdefault(row.kind, {})[row.act] = row.n
        return found

    async def count_doubts(self, suggestion_id: int) -> int:
        """How often the outcome of what was approved last was unknown."""
        return await self._count(_COUNT_DOUBTS, about=suggestion_id)

    async def doubted_before_change(self, suggestion_id: int) -> datetime | None:
        """When the outcome of a text was unknown last before another one took its place; None for never."""
        row = await self._first(_DOUBTED_BEFORE_CHANGE, about=suggestion_id)
        return None if row is None else row.at

    async def count_history(self, **only: Unpack[HistoryFilter]) -> int:
        """How many entries `history` would give without a limit."""
        joined = decisions.join(suggestions, decisions.c.suggestion_id == suggestions.c.id)
        return await self._count(select(func.count()).select_from(joined).where(*_only(only)))


def _only(only: HistoryFilter) -> list[ColumnElement[bool]]:
    member_id, user_id, acts = only.get("member_id"), only.get("user_id"), only.get("acts")
    conditions = [mine(decisions), *within(decisions.c.at, only.get("since"), only.get("until"))]
    if member_id is not None:
        conditions.append(decisions.c.member_id == member_id)
    if user_id is not None:
        conditions += [mine(suggestions), suggestions.c.user_id == user_id]
    if acts is not None:
        conditions.append(one_of(decisions.c.act, acts))
    return conditions


def _entry(row: Any) -> HistoryEntry:
    return HistoryEntry(_decision(row), row.suggestion_id, row.kind, row.user_id, row.username, row.name)


def _decision(row: Any) -> Decision:
    return decision_of(row.act, row.at, row.member_id, row.member_name, row.note)


def decision_of(act: Act, at: datetime, member_id: int | None, member_name: str | None, note: Note | None) -> Decision:
    """The decision in `DECISION_COLUMNS`."""
    member = None if member_id is None else Member(member_id, member_name or "")
    return Decision(act, at, member, note)
