"""What waits, as a member wants to see it."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, Text, bindparam, cast, func, select

from bot.domain import QueueOrder, QueueView, ReasonCode, Suggestion, SuggestionKind, SuggestionState
from bot.domain.queue import EVERYBODY
from bot.store.repository import mine, one_of, same_person
from bot.store.suggestions.rows import AWAITS_DECISION, BEST_FIRST, WORTH, SuggestionReader, in_state, of_kind, select_suggestions
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


@cache
def _rank(kind: SuggestionKind) -> Select[Any]:
    """By what one of those that wait is put in its place."""
    waiting = select_suggestions(*_shown(kind, EVERYBODY), suggestions.c.id == bindparam("this"))
    return waiting.with_only_columns(WORTH.label("worth"), suggestions.c.opened_at)


@cache
def _ahead(kind: SuggestionKind) -> Select[Any]:
    """How many `BEST_FIRST` puts before one of this worth."""
    worth: BindParameter[Any] = bindparam("worth")
    opened_at: BindParameter[Any] = bindparam("opened")
    earlier = (suggestions.c.opened_at == opened_at) & (suggestions.c.id < bindparam("this"))
    ahead = (worth < WORTH) | ((worth == WORTH) & ((suggestions.c.opened_at > opened_at) | earlier))
    return select_suggestions(*_shown(kind, EVERYBODY), ahead).with_only_columns(func.count())


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

    async def place(self, suggestion_id: int, kind: SuggestionKind) -> int | None:
        """Where it stands among those of its kind in `best_open`, from 1; None where it does not wait for a decision."""
        row = await self._first(_rank(kind), this=suggestion_id)
        if row is None:
            return None
        return 1 + await self._count(_ahead(kind), worth=row.worth, opened=row.opened_at, this=suggestion_id)
