"""How a suggestion is read: its row together with the latest assessment of the person it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Executable, FromClause, Select, and_, exists, func, insert, or_, select

from bot.domain import SETTLED, Act, Decision, Suggestion, SuggestionKind, SuggestionState
from bot.domain.changes import DecisionRecorded
from bot.store.people.assessments import ASSESSMENT_COLUMNS, NOT_SUPPRESSED, assessment_from
from bot.store.repository import OURS, Repository, mine, one_of, same_person
from bot.store.tables import assessments, decisions, replies, suggestions

UNSETTLED = [state for state in SuggestionState if state not in SETTLED]

WORTH = func.coalesce(replies.c.worth, assessments.c.worth)
"""What the post or the follow-back is worth."""

BEST_FIRST = (WORTH.desc(), suggestions.c.opened_at.desc(), suggestions.c.id)
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
    return one_of(suggestions.c.state, states)


_requests = decisions.alias("requests")
ASKED_FOR = exists().where(_requests.c.suggestion_id == suggestions.c.id, _requests.c.act == Act.SUGGEST)
"""A member had it suggested, whatever Mutuals thinks of the person."""

AWAITS_DECISION = and_(in_state({SuggestionState.OPEN}), or_(NOT_SUPPRESSED, ASKED_FOR))
"""A decision about it is wanted."""


def side_by_side(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Two suggestions of different kinds about one person that waited at the same time: each has a card that tells of the other.

    What was settled as it began, such as a post that was left out, never waited.
    """
    return and_(same_person(one, other), one.c.kind != other.c.kind, _outlasts(one, other), _outlasts(other, one))


def _outlasts(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Whether it was still there when the other was opened."""
    settled_at = one.c.settled_at
    return or_(settled_at.is_(None), and_(settled_at > one.c.opened_at, settled_at >= other.c.opened_at))


_RECORD = insert(decisions).values(account_id=OURS)


def select_suggestions(*conditions: ColumnElement[bool]) -> Select[Any]:
    """What `SuggestionReader._suggestions` reads."""
    joined = suggestions.join(assessments, same_person(suggestions, assessments)).outerjoin(
        replies, replies.c.suggestion_id == suggestions.c.id
    )
    columns = *OWN_COLUMNS, replies.c.post_id, replies.c.revision, *ASSESSMENT_COLUMNS
    return select(*columns).select_from(joined).where(mine(suggestions), *conditions)


class SuggestionReader(Repository):
    """A repository that hands out suggestions."""

    async def _suggestions(self, statement: Executable, /, **given: Any) -> list[Suggestion]:
        return [suggestion_in(row) for row in await self._rows(statement, **given)]


class SuggestionWriter(SuggestionReader):
    """A repository that changes suggestions, and records who did it."""

    async def _record(self, suggestion_id: int, decision: Decision) -> None:
        member = decision.member
        by = {"member_id": None, "member_name": None} if member is None else {"member_id": member.id, "member_name": member.name}
        await self._changed(_RECORD, suggestion_id=suggestion_id, act=decision.act, at=decision.at, note=decision.note, **by)
        self._note(DecisionRecorded(suggestion_id))


def suggestion_in(row: Any) -> Suggestion:
    """The suggestion in a row of `select_suggestions`."""
    own = len(OWN_COLUMNS)
    post_id, revision = row[own : own + 2]
    return suggestion_of(row[:own], row[own + 2 :], post_id, revision or 0)


def suggestion_of(own: Sequence[Any], assessed: Sequence[Any], post_id: int | None, revision: int) -> Suggestion:
    """The suggestion in `OWN_COLUMNS` and `ASSESSMENT_COLUMNS`."""
    named = {column.name: value for column, value in zip(OWN_COLUMNS, own, strict=True)}
    return Suggestion(**named, assessment=assessment_from(*assessed), post_id=post_id, revision=revision)
