"""What waits, as a member wants to see it."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, func, select

from bot.domain import QueueOrder, QueueView, ReasonCode, Suggestion, SuggestionKind, SuggestionState
from bot.domain.queue import EVERYBODY
from bot.store.repository import mine, one_of, same_person
from bot.store.suggestions.rows import AWAITS_DECISION, BEST_FIRST, SuggestionReader, in_state, of_kind, select_suggestions
from bot.store.tables import assessments, profiles, suggestions

_REACH = func.coalesce(select(profiles.c.followers).where(same_person(profiles, suggestions)).scalar_subquery(), -1)
_SHARES_TOPIC = cast(assessments.c.why, Text).contains(f'"{ReasonCode.TOPICS}"')

_ORDERS: dict[QueueOrder, tuple[Any, ...]] = {
    QueueOrder.BEST: BEST_FIRST,
    QueueOrder.REACH: (_REACH.desc(), *BEST_FIRST),
    QueueOrder.NEWEST: (suggestions.c.opened_at.desc(), *BEST_FIRST),
    QueueOrder.OLDEST: (suggestions.c.opened_at, *BEST_FIRST),
}


def _shown(kind: SuggestionKind | None, view: QueueView) -> list[ColumnElement[bool]]:
    conditions = [in_state({SuggestionState.HANDED_OFF}) if view.handed_off else AWAITS_DECISION, *of_kind(kind)]
    if view.verdicts:
        conditions.append(one_of(assessments.c.verdict, view.verdicts))
    if view.shares_topic:
        conditions.append(_SHARES_TOPIC)
    if view.least_reach:
        conditions.append(view.least_reach <= _REACH)
    return conditions


@cache
def _best_open(kind: SuggestionKind | None, view: QueueView) -> Select[Any]:
    statement = select_suggestions(*_shown(kind, view)).order_by(*_ORDERS[view.order])
    return statement.limit(bindparam("limit")).offset(bindparam("offset"))


@cache
def _count_waiting(kind: SuggestionKind | None, view: QueueView) -> Select[Any]:
    joined = suggestions.join(assessments, same_person(suggestions, assessments))
    return select(func.count()).select_from(joined).where(mine(suggestions), *_shown(kind, view))


class Queue(SuggestionReader):
    """Suggestions that wait for a member."""

    async def best_open(
        self, limit: int, offset: int = 0, kind: SuggestionKind | None = None, view: QueueView = EVERYBODY
    ) -> list[Suggestion]:
        """Those that wait for a decision, best first, or as the view says."""
        return await self._suggestions(_best_open(kind, view), limit=limit, offset=offset)

    async def count_waiting(self, kind: SuggestionKind | None = None, view: QueueView = EVERYBODY) -> int:
        """How many `best_open` would give without a limit."""
        return await self._count(_count_waiting(kind, view))
