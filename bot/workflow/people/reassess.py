"""Bring stale assessments up to date, in batches: after the scorecard or the team's keywords have changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.scoring.assess import rules_version
from bot.workflow.context import Context
from bot.workflow.people.assessor import BATCH_SIZE, Assessor

RECENTLY = timedelta(days=14)
"""Whoever followed longer ago is not suggested because of a new scorecard or new keywords: that would bring up half the followers at once.
Long enough for a team that comes back from a holiday and says that a burst is fine."""


class Reassess:
    """The recurring job; it sleeps while no assessment is stale."""

    def __init__(self, context: Context, assessor: Assessor) -> None:
        self._store, self._clock = context.store, context.clock
        self._assessor = assessor

    async def run(self) -> datetime | None:
        """One batch; returns when to run again, or None when nothing is stale. Nobody who came long ago is suggested by it."""
        now = self._clock.now()
        async with self._store.write() as tx:
            stale = await tx.assessments.stale(rules_version(await tx.keywords.get()), BATCH_SIZE)
            if stale:
                await self._assessor.reassess_in(tx, stale, followed_since=now - RECENTLY)
        return now if len(stale) == BATCH_SIZE else None
