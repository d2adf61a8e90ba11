"""What time does to suggestions: which are due, and when the next one will be."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from bot.domain import Suggestion, SuggestionKind, SuggestionState
from bot.store.suggestions.rows import SuggestionReader, in_state, of_kind
from bot.store.tables import suggestions

_OPEN = in_state({SuggestionState.OPEN})
_SNOOZED = in_state({SuggestionState.SNOOZED})
_HANDED_OFF = in_state({SuggestionState.HANDED_OFF})


class DueSuggestions(SuggestionReader):
    """The queries of the timers and of the pace; the longest overdue come first."""

    async def due_to_expire(self, at: datetime, limit: int) -> list[Suggestion]:
        """Open ones whose time is up."""
        due = self._select_suggestions(_OPEN, suggestions.c.expires_at <= at).order_by(suggestions.c.expires_at, suggestions.c.id)
        return await self._suggestions(due.limit(limit))

    async def due_to_reopen(self, at: datetime, limit: int) -> list[Suggestion]:
        """Snoozed ones whose time is up."""
        due = self._select_suggestions(_SNOOZED, suggestions.c.snoozed_until <= at).order_by(suggestions.c.snoozed_until, suggestions.c.id)
        return await self._suggestions(due.limit(limit))

    async def due_to_lapse(self, sent_before: datetime, limit: int, kind: SuggestionKind | None = None) -> list[Suggestion]:
        """Hand-offs that were given out at this moment or earlier."""
        due = self._select_suggestions(_HANDED_OFF, suggestions.c.sent_at <= sent_before, *of_kind(kind))
        return await self._suggestions(due.order_by(suggestions.c.sent_at, suggestions.c.id).limit(limit))

    async def next_due(self) -> datetime | None:
        """When the next open one expires or the next snoozed one is back."""
        moments: list[datetime] = []
        for column, state in ((suggestions.c.expires_at, _OPEN), (suggestions.c.snoozed_until, _SNOOZED)):
            row = await self._first(select(func.min(column)).where(self._mine(suggestions), state))
            if row is not None and row[0] is not None:
                moments.append(row[0])
        return min(moments, default=None)

    async def sent_since(self, moment: datetime, kind: SuggestionKind | None = None) -> list[datetime]:
        """When approvals went out after this moment, ascending."""
        sent_at = suggestions.c.sent_at
        rows = await self._rows(select(sent_at).where(self._mine(suggestions), sent_at > moment, *of_kind(kind)).order_by(sent_at))
        return [row.sent_at for row in rows]
