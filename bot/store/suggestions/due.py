"""What time does to suggestions: which are due, and when the next one will be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, bindparam, func, literal, null, select

from bot.domain import Note, Suggestion, SuggestionKind, SuggestionState
from bot.store.repository import mine
from bot.store.suggestions.rows import SuggestionReader, in_state, of_kind, select_suggestions
from bot.store.tables import interactions, replies, suggestions

_OPEN = in_state({SuggestionState.OPEN})
_SNOOZED = in_state({SuggestionState.SNOOZED})
_APPROVED = in_state({SuggestionState.APPROVED})
_HANDED_OFF = in_state({SuggestionState.HANDED_OFF})

_TO_EXPIRE = (
    select_suggestions(_OPEN, suggestions.c.expires_at <= bindparam("at"))
    .order_by(suggestions.c.expires_at, suggestions.c.id)
    .limit(bindparam("limit"))
)
_TO_REOPEN = (
    select_suggestions(_SNOOZED, suggestions.c.snoozed_until <= bindparam("at"))
    .order_by(suggestions.c.snoozed_until, suggestions.c.id)
    .limit(bindparam("limit"))
)
_NEXT_DUE = [
    select(func.min(column)).where(mine(suggestions), state)
    for column, state in ((suggestions.c.expires_at, _OPEN), (suggestions.c.snoozed_until, _SNOOZED))
]


@cache
def _to_lapse(kind: SuggestionKind | None) -> Select[Any]:
    due = select_suggestions(_HANDED_OFF, suggestions.c.sent_at <= bindparam("sent_before"), *of_kind(kind))
    return due.order_by(suggestions.c.sent_at, suggestions.c.id).limit(bindparam("limit"))


@cache
def _sent_since(kind: SuggestionKind | None) -> Select[Any]:
    sent = mine(suggestions), suggestions.c.sent_at > bindparam("moment"), *of_kind(kind)
    return select(suggestions.c.sent_at).where(*sent).order_by(suggestions.c.sent_at)


def _queued() -> CompoundSelect[Any]:
    moved = suggestions.c.state_changed_at
    joined = suggestions.outerjoin(replies, replies.c.suggestion_id == suggestions.c.id).outerjoin(
        interactions, and_(interactions.c.account_id == replies.c.account_id, interactions.c.post_id == replies.c.post_id)
    )
    columns = suggestions.c.id, suggestions.c.note, interactions.c.summoned, func.coalesce(replies.c.text, ""), moved
    ours = mine(suggestions), suggestions.c.kind == bindparam("kind")
    waiting = select(*columns, literal(None, moved.type)).select_from(joined).where(*ours, _APPROVED)
    sent = select(*(null() for _ in columns), suggestions.c.sent_at).where(*ours, suggestions.c.sent_at > bindparam("sent_since"))
    return waiting.union_all(sent)


_QUEUED = _queued()


@dataclass(frozen=True, slots=True)
class Queued:
    """An approved suggestion that is not under way yet. summoned, text: of a reply; None and empty for anything else."""

    id: int
    note: Note | None
    summoned: bool | None
    text: str


class DueSuggestions(SuggestionReader):
    """The queries of the timers and of the pace; the longest overdue come first."""

    async def due_to_expire(self, at: datetime, limit: int) -> list[Suggestion]:
        """Open ones whose time is up."""
        return await self._suggestions(_TO_EXPIRE, at=at, limit=limit)

    async def due_to_reopen(self, at: datetime, limit: int) -> list[Suggestion]:
        """Snoozed ones whose time is up."""
        return await self._suggestions(_TO_REOPEN, at=at, limit=limit)

    async def due_to_lapse(self, sent_before: datetime, limit: int, kind: SuggestionKind | None = None) -> list[Suggestion]:
        """Hand-offs that were given out at this moment or earlier."""
        return await self._suggestions(_to_lapse(kind), sent_before=sent_before, limit=limit)

    async def next_due(self) -> datetime | None:
        """When the next open one expires or the next snoozed one is back."""
        moments: list[datetime] = []
        for statement in _NEXT_DUE:
            row = await self._first(statement)
            if row is not None and row[0] is not None:
                moments.append(row[0])
        return min(moments, default=None)

    async def queued(self, kind: SuggestionKind, limit: int, *, sent_since: datetime) -> tuple[list[Queued], list[datetime]]:
        """The approved ones of a kind in the order in which they were approved, and when others went out after that moment, ascending."""
        rows = await self._rows(_QUEUED, kind=kind, sent_since=sent_since)
        approved = sorted((row for row in rows if row[0] is not None), key=lambda row: (row[4], row[0]))
        return [Queued(*row[:4]) for row in approved[:limit]], sorted(row[5] for row in rows if row[0] is None)

    async def sent_since(self, moment: datetime, kind: SuggestionKind | None = None) -> list[datetime]:
        """When approvals went out after this moment, ascending."""
        return [row.sent_at for row in await self._rows(_sent_since(kind), moment=moment)]
