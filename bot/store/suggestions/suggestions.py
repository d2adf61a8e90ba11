"""Suggestions: opened once, moved by one conditional UPDATE at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Executable, bindparam, cast, exists, func, or_, select, update

from bot.domain import SETTLED, Decision, Note, Route, Suggestion, SuggestionKind, SuggestionState
from bot.domain.changes import SuggestionMoved, SuggestionOpened
from bot.store.repository import chunks
from bot.store.suggestions.decisions import History
from bot.store.suggestions.due import DueSuggestions
from bot.store.suggestions.rows import AWAITS_DECISION, BEST_FIRST, OWN_COLUMNS, UNSETTLED, SuggestionWriter, in_state, of_kind
from bot.store.tables import assessments, opt_outs, replies, suggestions
from bot.store.upsert import insert_unless_there

_NOT_SUGGESTED_AGAIN = (SuggestionState.SKIPPED, SuggestionState.DONE)
"""Ends after which the same thing is not suggested again."""


def _opening() -> Executable:
    names = ("account_id", "user_id", "kind", "state", "version", "opened_at", "state_changed_at", "expires_at", "note")
    given: dict[str, ColumnElement[Any]] = {name: bindparam(name, type_=suggestions.c[name].type) for name in names}
    # PostgreSQL takes what is selected for text, and then does not compare it with a column of another type.
    given["kind"] = cast(given["kind"], suggestions.c.kind.type)
    earlier = suggestions.alias()
    settles_it = exists().where(
        earlier.c.account_id == given["account_id"],
        earlier.c.user_id == given["user_id"],
        earlier.c.kind == given["kind"],
        or_(*(earlier.c.state == state for state in (*UNSETTLED, *_NOT_SUGGESTED_AGAIN))),  # an IN cannot be executed for many at once
    )
    declined = exists().where(opt_outs.c.account_id == given["account_id"], opt_outs.c.user_id == given["user_id"])
    assessed = exists().where(assessments.c.account_id == given["account_id"], assessments.c.user_id == given["user_id"])
    new = select(*given.values()).where(~settles_it, ~declined, assessed)
    return insert_unless_there(suggestions).from_select(names, new)


_OPEN = _opening()
"""Built once: a burst of followers opens thousands."""


class Changes(TypedDict, total=False):
    """What a move may change besides the state."""

    expires_at: datetime
    snoozed_until: datetime | None
    route: Route | None
    sent_at: datetime | None
    note: Note | None


class Suggestions(SuggestionWriter, DueSuggestions, History):
    """Every suggestion and the decisions about it. The database is the guard: whoever comes second changes nothing."""

    async def open(self, user_id: int, kind: SuggestionKind, at: datetime, expires_at: datetime) -> int | None:
        """Suggest this about somebody who is assessed; returns the suggestion's id.

        None when it is suggested already, was skipped or done before, or the person has opted out or is not assessed.
        """
        return (await self.open_many([user_id], kind, at, expires_at)).get(user_id)

    async def open_many(self, user_ids: Sequence[int], kind: SuggestionKind, at: datetime, expires_at: datetime) -> dict[int, int]:
        """`open` for each of these people, in this order and in three statements; returns the ids of the suggestions by person."""
        if not user_ids:
            return {}
        before = await self._count(select(func.coalesce(func.max(suggestions.c.id), 0)))
        moments = {"opened_at": at, "state_changed_at": at, "expires_at": expires_at}
        alike = {"account_id": self._account_id, "kind": kind, **moments, "state": SuggestionState.OPEN, "version": 1, "note": None}
        await self._connection.execute(_OPEN, [alike | {"user_id": user_id} for user_id in dict.fromkeys(user_ids)])
        new = self._mine(suggestions), suggestions.c.id > before
        rows = await self._rows(select(suggestions.c.user_id, suggestions.c.id).where(*new).order_by(suggestions.c.id))
        for row in rows:
            self._note(SuggestionOpened(row.id, row.user_id, kind))
        return {row.user_id: row.id for row in rows}

    async def get(self, suggestion_id: int) -> Suggestion | None:
        found = await self._suggestions(self._select_suggestions(suggestions.c.id == suggestion_id))
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
        **changes: Unpack[Changes],
    ) -> Suggestion | None:
        """Move a suggestion on and record who did it.

        revision: only if this is the number of the text that a reply proposes. known: as it was read in this transaction, which saves
        reading it again.
        The note tells the reason for the present state, so a move without one clears it; what else is not among `changes` stays.
        Returns the suggestion as it is now, or None when nothing changed: it was no longer in one of `from_`, is unknown, proposes
        another text, or would come alive beside another of its kind about the same person.
        """
        statement = update(suggestions).where(suggestions.c.id == suggestion_id, self._mine(suggestions), in_state(from_))
        if revision is not None:
            seen = replies.c.suggestion_id == suggestions.c.id, replies.c.revision == revision
            statement = statement.where(exists().where(*seen))
        if to not in SETTLED:
            other = suggestions.alias()
            statement = statement.where(
                ~exists().where(
                    other.c.account_id == suggestions.c.account_id,
                    other.c.user_id == suggestions.c.user_id,
                    other.c.kind == suggestions.c.kind,
                    other.c.id != suggestions.c.id,
                    other.c.state.in_(UNSETTLED),
                )
            )
        settled_at = decision.at if to in SETTLED else None
        values = {"note": None, **changes, "state": to, "state_changed_at": decision.at, "settled_at": settled_at}
        moved = await self._first(statement.values(version=suggestions.c.version + 1, **values).returning(*OWN_COLUMNS))
        if moved is None:
            return None
        self._note(SuggestionMoved(suggestion_id, moved.kind, frozenset(from_), to))
        await self._record(suggestion_id, decision)
        return await self.get(suggestion_id) if known is None else replace(known, **moved._mapping)

    async def best_open(self, limit: int, offset: int = 0, kind: SuggestionKind | None = None) -> list[Suggestion]:
        """Those that wait for a decision, best first."""
        statement = self._select_suggestions(AWAITS_DECISION, *of_kind(kind)).order_by(*BEST_FIRST)
        return await self._suggestions(statement.limit(limit).offset(offset))

    async def count_waiting(self, kind: SuggestionKind | None = None) -> int:
        """How many `best_open` would give without a limit."""
        joined = suggestions.join(assessments, self._same_person(suggestions, assessments))
        statement = select(func.count()).select_from(joined).where(self._mine(suggestions), AWAITS_DECISION, *of_kind(kind))
        return await self._count(statement)

    async def open_about(self, user_ids: Collection[int], kind: SuggestionKind) -> dict[int, Suggestion]:
        """The unsettled suggestion of this kind about each of these people who has one; there is never more than one."""
        found: dict[int, Suggestion] = {}
        for some in chunks(user_ids):
            unsettled = suggestions.c.user_id.in_(some), suggestions.c.kind == kind, in_state(UNSETTLED)
            found |= {suggestion.user_id: suggestion for suggestion in await self._suggestions(self._select_suggestions(*unsettled))}
        return found

    async def in_states(self, states: Collection[SuggestionState], limit: int, kind: SuggestionKind | None = None) -> list[Suggestion]:
        """Those in one of these states, in the order in which they came there."""
        statement = self._select_suggestions(in_state(states), *of_kind(kind)).order_by(suggestions.c.state_changed_at, suggestions.c.id)
        return await self._suggestions(statement.limit(limit))

    async def counts(self, kind: SuggestionKind | None = None) -> dict[SuggestionState, int]:
        """How many there are in each state; every state is there."""
        statement = select(suggestions.c.state, func.count().label("n")).where(self._mine(suggestions), *of_kind(kind))
        found = {row.state: row.n for row in await self._rows(statement.group_by(suggestions.c.state))}
        return dict.fromkeys(SuggestionState, 0) | found

    async def about(self, user_id: int) -> list[Suggestion]:
        """All that was ever suggested about this person, newest first."""
        statement = self._select_suggestions(suggestions.c.user_id == user_id)
        return await self._suggestions(statement.order_by(suggestions.c.id.desc()))
