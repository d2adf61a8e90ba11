"""Outages of X that last: the team is told when one does, and when it is over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.domain import AnnouncementKind
from bot.workflow.context import Context
from bot.x.errors import IncompleteList, Unreachable

WORTH_TELLING = timedelta(minutes=15)
"""A shorter one is nobody's concern: polls may be as far apart anyway."""

Work = Callable[[], Awaitable[datetime | None]]


class Outages:
    """Watches one job that asks X whenever it runs: its success alone proves that X answers. What X refuses is no outage."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock = context.store, context.clock
        self._since: datetime | None = None
        self._looked = False
        """Whether the store was asked for an outage that began before this start."""

    def observing(self, work: Work) -> Work:
        """The same work, which returns None where it has asked nothing."""

        async def observed() -> datetime | None:
            try:
                again_at = await work()
            except Unreachable as error:
                if not isinstance(error, IncompleteList):
                    await self._unanswered()
                raise
            if again_at is not None:
                await self._answered()
            return again_at

        return observed

    async def _unanswered(self) -> None:
        now = self._clock.now()
        since = self._since = await self._began() or now
        if now - since > WORTH_TELLING:
            async with self._store.write() as tx:
                await tx.announcements.add(AnnouncementKind.OUTAGE, since.isoformat(), {}, now)

    async def _answered(self) -> None:
        """Say that it is over where the team has read that it began."""
        since, now = await self._began(), self._clock.now()
        if since is not None:
            async with self._store.write() as tx:
                told = await tx.announcements.find(AnnouncementKind.OUTAGE, since.isoformat())
                if told is not None and not await tx.announcements.withdraw(told.id):
                    lasted = round((now - since).total_seconds())
                    await tx.announcements.add(AnnouncementKind.OUTAGE_OVER, told.key, {"seconds": lasted}, now)
        self._since = None

    async def _began(self) -> datetime | None:
        """When the present outage began, also where that was before this start; None where there is none."""
        if self._looked or self._since is not None:
            return self._since
        async with self._store.read() as tx:
            last = await tx.announcements.latest(AnnouncementKind.OUTAGE)
            over = last is None or await tx.announcements.find(AnnouncementKind.OUTAGE_OVER, last.key) is not None
        self._looked = True
        return None if last is None or over else datetime.fromisoformat(last.key)
