"""A database that knows nothing: is this the first start, or was the database lost? Nothing goes to X before that is known."""

from __future__ import annotations

import logging
from collections.abc import Collection

from bot.domain import AnnouncementKind, BaselineStatus
from bot.workflow.context import Context

log = logging.getLogger(__name__)

BY_ITSELF = ""
"""Who paused Mutuals: no member."""


class FirstStart:
    """Where the channel shows that Mutuals worked there before, it pauses, and the team decides what next. Else nobody is kept waiting."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock

    async def begin(self) -> None:
        """Before any job runs: hold back every call to X while nothing at all is known."""
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            knows_something = account.username or account.baseline is not BaselineStatus.PENDING or account.baseline_read
            asked_before = await tx.announcements.latest(AnnouncementKind.NEW_DATABASE)
            if not knows_something and asked_before is None:
                await tx.accounts.put_on_hold(self._clock.now())

    async def channel_seen(self, own_messages: Collection[int]) -> None:
        """What Mutuals' own messages in the channel tell: one that this database does not know is from an earlier database."""
        now = self._clock.now()
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if account.on_hold_since is None:
                return
            await tx.accounts.release_hold()
            lost = bool(set(own_messages) - await tx.announcements.known(own_messages))
            if lost:
                if account.paused_at is None:
                    await tx.accounts.pause(now, BY_ITSELF)
                body = {"baseline_micros": self._context.policy.baseline_micros}
                await tx.announcements.add(AnnouncementKind.NEW_DATABASE, now.isoformat(), body, now)
        if lost:
            log.warning(
                "The database is new, but the channel shows that Mutuals worked there before: nothing is read from X until somebody there "
                "says /resume. `mutuals restore FILE` restores a backup."
            )
