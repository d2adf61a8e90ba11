"""Suggestions: opened once, moved by one conditional UPDATE at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Executable, Select, bindparam, cast, exists, func, select, update

from bot.domain import SETTLED, Decision, Note, Route, Suggestion, SuggestionKind, SuggestionState
from bot.domain.changes import SuggestionMoved, SuggestionOpened
from bot.store.repository import SOME, mine, one_of, same_person
from bot.store.suggestions.decisions import History
from bot.store.suggestions.due import DueSuggestions
from bot.store.suggestions.pending import Pending
from bot.store.suggestions.queue import Queue
from bot.store.suggestions.rows import (
    OWN_COLUMNS,
    UNSETTLED,
    SuggestionWriter,
    in_state,
    of_kind,
    select_suggestions,
    suggestion_in,
)
from bot.store.tables import assessments, opt_outs, replies, suggestions
from bot.store.upsert import insert_unless_there

_NOT_SUGGESTED_AGAIN = (SuggestionState.SKIPPED, SuggestionState.DONE)
"""Ends after which the same thing is not suggested again."""


@cache
def _opening(again: bool) -> Executable:
    names = ("account_id", "user_id", "kind", "state", "version", "opened_at", "state_changed_at", "expires_at", "note")
    given: dict[str, ColumnElement[Any]] = {name: bindparam(name, type_=suggestions.c[name].type) for name in names}
    # PostgreSQL takes what is selected for text, and then does not compare it with a column of another type.
    given["kind"] = cast(given["kind"], suggestions.c.kind.type)
    earlier = suggestions.alias()
    settles_it = exists().where(
        earlier.c.account_id == given["account_id"],
        earlier.c.user_id == given["user_id"],
        earlier.c.kind == given["kind"],
        one_of(earlier.c.state, UNSETTLED if again else {*UNSETTLED, *_NOT_SUGGESTED_AGAIN}),
    )
    declined = exists().where(*(opt_outs.c[name] == given[name] for name in ("account_id", "user_id", "kind")))
    assessed = exists().where(assessments.c.account_id == given["account_id"], assessments.c.user_id == given["user_id"])
    new = select(*given.values()).where(~settles_it, ~declined, assessed)
    return insert_unless_there(suggestions).from_select(names, new)


@cache
def _moving(from_: frozenset[SuggestionState], unsettled: bool, of_revision: bool) -> Executable:
    statement = update(suggestions).where(mine(suggestions), suggestions.c.id == bindparam("this"), in_state(from_))
    if of_revision:
        seen = replies.c.suggestion_id == suggestions.c.id, replies.c.revision == bindparam("revision")
        statement = statement.where(exists().where(*seen))
    if unsettled:
        other = suggestions.alias()
        beside = same_person(other, suggestions), other.c.kind == suggestions.c.kind, other.c.id != suggestions.c.id
        statement = statement.where(~exists().where(*beside, one_of(other.c.state, UNSETTLED)))
    return statement.values(version=suggestions.c.version + 1).returning(*OWN_COLUMNS)


@cache
def _in_states(states: frozenset[SuggestionState], kind: SuggestionKind | None) -> Select[Any]:
    statement = select_suggestions(in_state(states), *of_kind(kind))
    return statement.order_by(suggestions.c.state_changed_at, suggestions.c.id).limit(bindparam("limit"))


@cache
def _counts(kind: SuggestionKind | None) -> Select[Any]:
    statement = select(suggestions.c.state, func.count().label("n")).where(mine(suggestions), *of_kind(kind))
    return statement.group_by(suggestions.c.state)


_NEWEST_ID = select(func.coalesce(func.max(suggestions.c.id), 0))
_NEWER = (
    select(suggestions.c.user_id, suggestions.c.id)
    .where(mine(suggestions), suggestions.c.id > bindparam("before"))
    .order_by(suggestions.c.id)
)
_GET = select_suggestions(suggestions.c.id == bindparam("this"))
_OPEN_ABOUT = select_suggestions(suggestions.c.user_id.in_(SOME), suggestions.c.kind == bindparam("kind"), in_state(UNSETTLED))
_ABOUT = select_suggestions(suggestions.c.user_id == bindparam("person")).order_by(suggestions.c.id.desc())


class StateChanges(TypedDict, total=False):
    """What a move may change besides the state."""

    expires_at: datetime
    snoozed_until: datetime | None
    route: Route | None
    sent_at: datetime | None
    note: Note | None


class Suggestions(SuggestionWriter, DueSuggestions, History, Queue, Pending):
    """Every suggestion and the decisions about it. The database is the guard: whoever comes second changes nothing."""

    async def open(self, user_id: int, kind: SuggestionKind, at: datetime, expires_at: datetime) -> int | None:
        """Suggest this about somebody who is assessed; returns the suggestion's id.

        None when it is suggested already, was skipped or done before, or the person has opted out or is not assessed.
        """
        return (await self.open_many([user_id], kind, at, expires_at)).get(user_id)

    async def open_many(
        self, user_ids: Sequence[int], kind: SuggestionKind, at: datetime, expires_at: datetime, *, asked: Decision | None = None
    ) -> dict[int, int]:
        """`open` for each of these people, in this order and in three statements; returns the ids of the suggestions by person.

        asked: of the member who wants it, again if it was skipped or done before.
        """
        if not user_ids:
            return {}
        before = await self._count(_NEWEST_ID)
        moments = {"opened_at": at, "state_changed_at": at, "expires_at": expires_at}
        alike = {"account_id": self._account_id, "kind": kind, **moments, "state": SuggestionState.OPEN, "version": 1, "note": None}
        await self._connection.execute(_opening(asked is not None), [alike | {"user_id": user_id} for user_id in dict.fromkeys(user_ids)])
        rows = await self._rows(_NEWER, before=before)
        for row in rows:
            self._note(SuggestionOpened(row.id, row.user_id, kind))
            if asked is not None:
                await self._record(row.id, asked)
        return {row.user_id: row.id for row in rows}

    async def get(self, suggestion_id: int) -> Suggestion | None:
        found = await self._suggestions(_GET, this=suggestion_id)
        return found[0] if found else None

    async def move(
        self,
        suggestion_id: int,
        *,
        to: SuggestionState,
        from_: Collection[SuggestionState],
        decision: Decision,
        revision: int | None = None,
        known: Suggestion | None = None,
        **changes: Unpack[StateChanges],
    ) -> Suggestion | None:
        """Move a suggestion on and record who did it.

        revision: only if this is the number of the text that a reply proposes. known: as it was read in this transaction, which saves
        reading it again.
        The note tells the reason for the present state, so a move without one clears it; what else is not among `changes` stays.
        Returns the suggestion as it is now, or None when nothing changed: it was no longer in one of `from_`, is unknown, proposes
        another text, or would come alive beside another of its kind about the same person.
        """
        settled = to in SETTLED
        values = {"note": None, **changes, "state": to, "state_changed_at": decision.at, "settled_at": decision.at if settled else None}
        statement = _moving(frozenset(from_), unsettled=not settled, of_revision=revision is not None)
        moved = await self._first(statement, this=suggestion_id, revision=revision, **values)
        if moved is None:
            return None
        self._note(SuggestionMoved(suggestion_id, moved.kind, frozenset(from_), to))
        await self._record(suggestion_id, decision)
        return await self.get(suggestion_id) if known is None else replace(known, **moved._mapping)

    async def open_about(self, user_ids: Collection[int], kind: SuggestionKind) -> dict[int, Suggestion]:
        """The unsettled suggestion of this kind about each of these people who has one; there is never more than one."""
        return {row.user_id: suggestion_in(row) for row in await self._rows_among(_OPEN_ABOUT, user_ids, kind=kind)}

    async def in_states(self, states: Collection[SuggestionState], limit: int, kind: SuggestionKind | None = None) -> list[Suggestion]:
        """Those in one of these states, in the order in which they came there."""
        return await self._suggestions(_in_states(frozenset(states), kind), limit=limit)

    async def counts(self, kind: SuggestionKind | None = None) -> dict[SuggestionState, int]:
        """How many there are in each state; every state is there."""
        found = {row.state: row.n for row in await self._rows(_counts(kind))}
        return dict.fromkeys(SuggestionState, 0) | found

    async def about(self, user_id: int) -> list[Suggestion]:
        """All that was ever suggested about this person, newest first."""
        return await self._suggestions(_ABOUT, person=user_id)
