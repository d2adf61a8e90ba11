"""What is due by time alone: suggestions expire or reopen, and the daily digest is made."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Act, Decision, SuggestionState
from bot.workflow.context import Context
from bot.workflow.delivery.outcomes import reopened
from bot.workflow.digest.digest import DigestService

BATCH = 200


class Expiry:
    """The recurring job; it sleeps until the earliest thing that is due."""

    def __init__(self, context: Context, digest: DigestService) -> None:
        self._store, self._clock = context.store, context.clock
        self._digest = digest

    async def run(self) -> datetime | None:
        """Do what is due; returns when the next thing is. Suggestions expire while paused, too: nothing of it reaches X."""
        next_due = await self._next_due()
        if next_due <= self._clock.now():
            await self._expire()
            await self._reopen()
            next_due = await self._next_due()
        await self._digest.make_if_due()
        return min(next_due, self._digest.next_due() or next_due)

    async def _next_due(self) -> datetime:
        async with self._store.read() as tx:
            return await tx.suggestions.next_due() or datetime.max.replace(tzinfo=self._clock.now().tzinfo)

    async def _expire(self) -> None:
        now = self._clock.now()
        async with self._store.write() as tx:
            due = await tx.suggestions.due_to_expire(now, BATCH)
            for suggestion in due:
                await tx.suggestions.move(
                    suggestion.id, to=SuggestionState.EXPIRED, from_={SuggestionState.OPEN}, decision=Decision(Act.EXPIRE, now)
                )

    async def _reopen(self) -> None:
        """Snoozed until now: open again, with at least some time to decide."""
        now = self._clock.now()
        async with self._store.write() as tx:
            due = await tx.suggestions.due_to_reopen(now, BATCH)
            for suggestion in due:
                await tx.suggestions.move(
                    suggestion.id,
                    to=SuggestionState.OPEN,
                    from_={SuggestionState.SNOOZED},
                    decision=Decision(Act.REOPEN, now),
                    **reopened(suggestion, now),
                )
