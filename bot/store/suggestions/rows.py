"""How a suggestion is read: its row together with the latest assessment of the person it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from bot.domain import SETTLED, Assessment, Decision, Suggestion, SuggestionKind, SuggestionState
from bot.domain.changes import DecisionRecorded
from bot.store.people.assessments import ASSESSMENT_COLUMNS, NOT_SUPPRESSED, assessment_from, assessment_of
from bot.store.repository import Repository
from bot.store.tables import assessments, decisions, replies, suggestions

UNSETTLED = [state for state in SuggestionState if state not in SETTLED]

BEST_FIRST = (func.coalesce(replies.c.worth, assessments.c.worth).desc(), suggestions.c.opened_at.desc(), suggestions.c.id)
"""What the post or the follow-back is worth, then the newest; those opened at the same moment in the order they were opened in."""

OWN_COLUMNS = [
    suggestions.c[name]
    for name in (
        "id",
        "account_id",
        "kind",
        "user_id",
        "state",
        "version",
        "opened_at",
        "expires_at",
        "snoozed_until",
        "route",
        "sent_at",
        "settled_at",
        "note",
    )
]


def of_kind(kind: SuggestionKind | None) -> list[ColumnElement[bool]]:
    """The condition for one kind; none for any."""
    return [] if kind is None else [suggestions.c.kind == kind]


def in_state(states: Collection[SuggestionState]) -> ColumnElement[bool]:
    return suggestions.c.state.in_(sorted(states))


AWAITS_DECISION = and_(in_state({SuggestionState.OPEN}), NOT_SUPPRESSED)
"""A decision about it is wanted."""


class SuggestionReader(Repository):
    """A repository that hands out suggestions."""

    def _select_suggestions(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        joined = suggestions.join(assessments, self._same_person(suggestions, assessments)).outerjoin(
            replies, replies.c.suggestion_id == suggestions.c.id
        )
        columns = *OWN_COLUMNS, replies.c.post_id, replies.c.revision, *ASSESSMENT_COLUMNS
        return select(*columns).select_from(joined).where(self._mine(suggestions), *conditions)

    async def _suggestions(self, statement: Select[Any]) -> list[Suggestion]:
        return [_suggestion(row) for row in await self._rows(statement)]


class SuggestionWriter(SuggestionReader):
    """A repository that changes suggestions, and records who did it."""

    async def _record(self, suggestion_id: int, decision: Decision) -> None:
        member = decision.member
        values = {
            "account_id": self._account_id,
            "suggestion_id": suggestion_id,
            "act": decision.act,
            "at": decision.at,
            "member_id": None if member is None else member.id,
            "member_name": None if member is None else member.name,
            "note": decision.note,
        }
        await self._changed(decisions.insert().values(**values))
        self._note(DecisionRecorded(suggestion_id))


def _suggestion(row: Any) -> Suggestion:
    own = [getattr(row, column.name) for column in OWN_COLUMNS]
    return _suggestion_with(own, assessment_of(row), row.post_id, row.revision or 0)


def suggestion_of(own: Sequence[Any], assessed: Sequence[Any], post_id: int | None, revision: int) -> Suggestion:
    """The suggestion in `OWN_COLUMNS` and `ASSESSMENT_COLUMNS`."""
    return _suggestion_with(own, assessment_from(*assessed), post_id, revision)


def _suggestion_with(own: Sequence[Any], assessment: Assessment, post_id: int | None, revision: int) -> Suggestion:
    named = {column.name: value for column, value in zip(OWN_COLUMNS, own, strict=True)}
    return Suggestion(**named, assessment=assessment, post_id=post_id, revision=revision)
