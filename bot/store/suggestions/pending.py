"""What waits for a member, as far as somebody may have to be told of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, null, or_, select

from bot.domain import Intent, PendingCard, SuggestionState
from bot.domain.acts import ACTS, CLAIM_ACTS
from bot.store.repository import Repository, mine, one_of, same_person
from bot.store.suggestions.rows import AWAITS_DECISION, UNSETTLED, in_state
from bot.store.tables import assessments, decisions, prompts, replies, suggestions

_CLAIMS = {act for act in CLAIM_ACTS if ACTS[act].claims}
_ASSESSED = suggestions.join(assessments, same_person(suggestions, assessments))


def _claimed_at() -> ColumnElement[Any]:
    last, claim = decisions.alias(), decisions.alias()
    of_suggestion = last.c.suggestion_id == suggestions.c.id, one_of(last.c.act, CLAIM_ACTS)
    last_id = select(func.max(last.c.id)).where(*of_suggestion).correlate(suggestions).scalar_subquery()
    return select(claim.c.at).where(claim.c.id == last_id, one_of(claim.c.act, _CLAIMS)).correlate(suggestions).scalar_subquery()


def _pending(joined: FromClause, shown_at: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    own = suggestions.c.id, suggestions.c.state, suggestions.c.state_changed_at, suggestions.c.expires_at
    statement = select(*own, shown_at, _claimed_at().label("claimed_at")).select_from(joined)
    return statement.where(mine(suggestions), *conditions).order_by(suggestions.c.id)


_SHOWN = _pending(
    _ASSESSED.join(prompts, and_(prompts.c.suggestion_id == suggestions.c.id, prompts.c.retired_at.is_(None))),
    prompts.c.reserved_at,
    in_state({SuggestionState.OPEN, SuggestionState.HANDED_OFF}),
    or_(AWAITS_DECISION, suggestions.c.state != SuggestionState.OPEN),
    prompts.c.message_id.is_not(None),
)
_COMPLAINTS = _pending(
    _ASSESSED.join(replies, replies.c.suggestion_id == suggestions.c.id),
    null(),
    in_state(UNSETTLED),
    or_(AWAITS_DECISION, suggestions.c.state != SuggestionState.OPEN),
    one_of(replies.c.intent, {Intent.COMPLAINT}),
)


class Pending(Repository):
    """In the order in which they were opened."""

    async def pending_cards(self) -> list[PendingCard]:
        """The cards in the channel that wait: for a decision, or for somebody to follow the link that they hand over."""
        return [PendingCard(*row) for row in await self._rows(_SHOWN)]

    async def complaints(self) -> list[PendingCard]:
        """Answers to complaints that are not settled, whether the channel shows them or not."""
        return [PendingCard(*row) for row in await self._rows(_COMPLAINTS)]
