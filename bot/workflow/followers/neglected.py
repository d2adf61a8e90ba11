"""Whom the account has neglected, for the team."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import Assessment, BaselineStatus, Follower, Page, Place
from bot.workflow.context import Context

FOR_LONG = timedelta(days=30)
"""Whoever followed less long ago may still be among the cards."""

TURNED_DOWN_FOR = timedelta(days=90)
"""Whom a member turned down is not brought up again before."""


class NeglectedService:
    """Answers /followers neglected, from the store alone."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock = context.store, context.clock

    async def page(self, size: int, place: Place | None = None) -> tuple[Page[tuple[Follower, Assessment]], BaselineStatus]:
        """Some of them, the most worthwhile first; and how far older followers are known."""
        now = self._clock.now()
        async with self._store.read() as tx:
            people = await tx.neglected.page(size, place, followed_by=now - FOR_LONG, turned_down_since=now - TURNED_DOWN_FOR)
            return people, (await tx.accounts.get()).baseline
