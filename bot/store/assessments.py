"""What scoring says about people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.model import Assessment, Reason
from bot.store.repository import Repository
from bot.store.tables import assessments
from bot.store.upsert import save

ASSESSMENT_COLUMNS = [assessments.c.verdict, assessments.c.suspicion, assessments.c.reasons, assessments.c.worth]
"""What `assessment_of` reads."""


class Assessments(Repository):
    """The latest assessment of each person."""

    async def save(self, of: Mapping[int, Assessment] | Iterable[tuple[int, Assessment]], at: datetime) -> None:
        """Store assessments by user id."""
        pairs = of.items() if isinstance(of, Mapping) else of
        await save(self._connection, assessments, [self._row(user_id, assessment, at) for user_id, assessment in pairs])

    async def get(self, user_id: int) -> Assessment | None:
        row = await self._first(select(*ASSESSMENT_COLUMNS).where(self._about(assessments, user_id)))
        return None if row is None else assessment_of(row)

    def _row(self, user_id: int, assessment: Assessment, at: datetime) -> dict[str, Any]:
        return {
            "account_id": self._account_id,
            "user_id": user_id,
            "verdict": assessment.verdict,
            "suspicion": assessment.suspicion,
            "reasons": [{"fact": reason.fact, "points": reason.points} for reason in assessment.reasons],
            "worth": assessment.worth,
            "assessed_at": at,
        }


def assessment_of(row: Any) -> Assessment:
    """The assessment in a row that has `ASSESSMENT_COLUMNS` among its columns."""
    return Assessment(row.verdict, row.suspicion, tuple(Reason(**reason) for reason in row.reasons), row.worth)
