"""Bring stale assessments up to date, in portions: after the scorecard or the team's words have changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.scoring.assess import stamp
from bot.workflow.context import Context, Job
from bot.workflow.people.assessor import PORTION, Judge

RECENTLY = timedelta(days=14)
"""Whoever followed longer ago is not suggested because of a new scorecard or new words: that would bring up half the followers at once.
Long enough for a team that comes back from a holiday and says that a burst is fine."""


class Reassess:
    """The recurring job; it sleeps while every assessment is of today's making."""

    def __init__(self, context: Context, judge: Judge) -> None:
        self._store, self._clock, self._wake = context.store, context.clock, context.wake
        self._judge = judge

    async def run(self) -> datetime | None:
        """One portion; returns when to go on, or None when nothing is stale. Nobody who came long ago is suggested by it."""
        now = self._clock.now()
        async with self._store.write() as tx:
            stale = await tx.assessments.outdated(stamp(await tx.tastes.get()), PORTION)
            if stale:
                await self._judge.reassess_in(tx, stale, followed_since=now - RECENTLY)
        if len(stale) == PORTION:
            return now
        if stale:
            self._wake(Job.SHOW)
        return None
