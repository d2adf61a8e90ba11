"""What time alone does to suggestions and to the day: expire, come back, and the daily digest."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Act, Decision, SuggestionState
from bot.workflow.context import Context, Job
from bot.workflow.delivery.kind_policy import DEED_OF
from bot.workflow.digest.digest import Report

BATCH = 200


class Upkeep:
    """The recurring job; it sleeps until the earliest thing that is due."""

    def __init__(self, context: Context, report: Report) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._report = report

    async def run(self) -> datetime | None:
        """Do what is due; returns when the next thing is. Expiry goes on while paused: nothing of it reaches X."""
        changed = await self._expire() + await self._reopen()
        if await self._report.make_if_due():
            changed += 1
        if changed:
            self._wake(Job.SHOW)
            self._wake(Job.CHOOSE)
        async with self._store.read() as tx:
            next_due = await tx.suggestions.next_due()
        return min(next_due or datetime.max.replace(tzinfo=self._clock.now().tzinfo), self._report.next_due())

    async def _expire(self) -> int:
        now = self._clock.now()
        async with self._store.write() as tx:
            due = await tx.suggestions.due_to_expire(now, BATCH)
            for suggestion in due:
                await tx.suggestions.move(
                    suggestion.id, to=SuggestionState.EXPIRED, from_={SuggestionState.OPEN}, decision=Decision(Act.EXPIRE, now)
                )
        return len(due)

    async def _reopen(self) -> int:
        """Put off until now: open again, with some time at least to decide."""
        now = self._clock.now()
        async with self._store.write() as tx:
            due = await tx.suggestions.due_to_reopen(now, BATCH)
            for suggestion in due:
                await tx.suggestions.move(
                    suggestion.id,
                    to=SuggestionState.OPEN,
                    from_={SuggestionState.SNOOZED},
                    decision=Decision(Act.REOPEN, now),
                    snoozed_until=None,
                    expires_at=max(suggestion.expires_at, now + DEED_OF[suggestion.kind].back_open_for),
                )
        return len(due)
