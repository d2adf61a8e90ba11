"""Assessments: what scoring says about people, and how a person is read together with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Select, bindparam, or_, select, update

from bot.domain import Assessment, Note, Profile, Reason, Verdict, notes_of
from bot.domain.changes import AssessmentsChanged, AssessmentsStale
from bot.store.people.profiles import PROFILE_COLUMNS
from bot.store.people.verdict_counts import VerdictCounts
from bot.store.repository import SOME, Repository, about, chunks, mine, same_person
from bot.store.tables import assessments, profiles
from bot.store.types import storable_json
from bot.store.upsert import save

Person = tuple[Profile, Assessment]

ASSESSMENT_COLUMNS = [assessments.c[name] for name in ("verdict", "suspicion", "reasons", "worth", "why", "suppressed")]
"""What `assessment_of` reads."""

NOT_SUPPRESSED = assessments.c.suppressed.is_(None)
"""This person is not suppressed."""

_STALE = ""

_GET = select(*ASSESSMENT_COLUMNS).where(about(assessments))
_AMONG = select(assessments.c.user_id).where(mine(assessments), assessments.c.user_id.in_(SOME))
_SUPPRESSED = _AMONG.where(~NOT_SUPPRESSED)
_CURRENT = _AMONG.where(assessments.c.rules_version == bindparam("version"))
_OUTDATED = (
    select(assessments.c.user_id)
    # Two ranges, because no index finds what differs.
    .where(mine(assessments), or_(assessments.c.rules_version < bindparam("version"), assessments.c.rules_version > bindparam("version")))
    .limit(bindparam("limit"))
)
_INVALIDATE = update(assessments).where(mine(assessments), assessments.c.user_id.in_(SOME)).values(rules_version=_STALE)


class Assessments(Repository):
    """The latest assessment of each person."""

    async def save(self, of: Mapping[int, Assessment] | Iterable[tuple[int, Assessment]], at: datetime, rules_version: str) -> None:
        """Store assessments by user id. rules_version: of the scorecard and the keywords they were made with."""
        pairs = of.items() if isinstance(of, Mapping) else of
        rows = [self._row(user_id, assessment, at, rules_version) for user_id, assessment in pairs]
        counts = VerdictCounts(self._connection, self._account_id, self._changes)
        async with counts.keeping_up([row["user_id"] for row in rows]):
            await save(self._connection, assessments, rows)
        if rows:
            self._note(AssessmentsChanged(frozenset(row["user_id"] for row in rows)))

    async def get(self, user_id: int) -> Assessment | None:
        row = await self._first(_GET, person=user_id)
        return None if row is None else assessment_of(row)

    async def suppressed(self, user_ids: Collection[int]) -> set[int]:
        """Those of these people who are suppressed."""
        return {row.user_id for row in await self._rows_among(_SUPPRESSED, user_ids)}

    async def stale(self, rules_version: str, limit: int) -> list[int]:
        """People who were assessed under another rules version than this one."""
        return [row.user_id for row in await self._rows(_OUTDATED, version=rules_version, limit=limit)]

    async def current(self, user_ids: Collection[int], rules_version: str) -> set[int]:
        """Those of these people whose assessments are not stale under this rules version."""
        return {row.user_id for row in await self._rows_among(_CURRENT, user_ids, version=rules_version)}

    async def invalidate(self, user_ids: Collection[int]) -> None:
        """Something about these people has changed: their assessments are stale."""
        for some in chunks(user_ids):
            await self._changed(_INVALIDATE, some=some)
            self._note(AssessmentsStale(frozenset(some)))

    def _row(self, user_id: int, assessment: Assessment, at: datetime, rules_version: str) -> dict[str, Any]:
        return {
            "account_id": self._account_id,
            "user_id": user_id,
            "verdict": assessment.verdict,
            "suspicion": assessment.suspicion,
            "reasons": [_stored(reason.fact) | {"points": reason.points} for reason in assessment.reasons],
            "worth": assessment.worth,
            "why": [*map(_stored, assessment.why)],
            "suppressed": assessment.suppressed,
            "assessed_at": at,
            "rules_version": rules_version,
        }


def _stored(note: Note) -> dict[str, object]:
    stored: dict[str, object] = storable_json(note.to_json())
    return stored


class PersonReader(Repository):
    """A repository that hands out people who are assessed."""

    async def _people(self, statement: Executable, /, **given: Any) -> list[Person]:
        """The people in a statement that began as `select_people`."""
        return [(Profile(*row[: len(PROFILE_COLUMNS)]), assessment_of(row)) for row in await self._rows(statement, **given)]


def select_people() -> Select[Any]:
    """Everybody who is assessed."""
    return select(*PROFILE_COLUMNS, *ASSESSMENT_COLUMNS).select_from(profiles.join(assessments, same_person(profiles, assessments)))


def assessment_of(row: Any) -> Assessment:
    """The assessment in a row that has `ASSESSMENT_COLUMNS` among its columns."""
    return assessment_from(row.verdict, row.suspicion, row.reasons, row.worth, row.why, row.suppressed)


def assessment_from(
    verdict: Verdict,
    suspicion: int,
    reasons: Iterable[dict[str, Any]],
    worth: int,
    why: Sequence[dict[str, Any]],
    suppressed: Note | None,
) -> Assessment:
    """The assessment in the values of `ASSESSMENT_COLUMNS`."""
    facts = tuple(Reason(Note.from_json(reason), reason["points"]) for reason in reasons)
    return Assessment(verdict, suspicion, facts, worth, tuple(notes_of(why)), suppressed)
