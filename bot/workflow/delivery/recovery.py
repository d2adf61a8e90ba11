"""See by one cheap read whether X takes calls again that it refused altogether: for want of credits, or because of the keys."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.domain import Account, AnnouncementKind, Purpose
from bot.workflow.context import Context, Job
from bot.x.client import X
from bot.x.errors import BadCredentials, BadCursor, NotAllowed, NotFound, NotSetUp, OutOfCredits, Rejected

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=15)
VERIFY_EVERY = timedelta(minutes=1)
"""How often a single refusal of the keys is looked into, at most: X may refuse now one call and now another."""

_LET_IN = (NotAllowed, NotFound, NotSetUp, Rejected, BadCursor)
"""What X refuses for such reasons was signed with keys that it accepts."""


class Recovery:
    """The recurring job. Without credits it is all that is asked, and the meter notices when it succeeds.

    One refusal of the keys proves nothing: nothing is stopped until a look, made at once, is refused as well. From then on the keys are
    looked at again, also right after each start, which may have brought new ones; when X accepts them everything goes on by itself.
    A locked account is no matter of keys, and stays until somebody has seen to it.
    """

    def __init__(self, context: Context, x: X) -> None:
        self._store, self._clock, self._wake = context.store, context.clock, context.wake
        self._x = x
        self._looked_at: datetime | None = None

    async def run(self) -> datetime | None:
        """Look if it is time; returns when to look next, or None while X refuses nothing. Raises XError."""
        async with self._store.read() as tx:
            account = await tx.accounts.get()
        now = self._clock.now()
        due = self._due(account, now)
        if due is None or due > now:
            return due
        self._looked_at = now
        try:
            await self._x.followers(purpose=Purpose.CREDITS, page_size=1)
        except BadCredentials as refusal:
            await self._keys_are_refused(refusal)
            return now + EVERY
        except OutOfCredits:
            await self._keys_are_accepted()
            return now + EVERY
        except _LET_IN:
            await self._keys_are_accepted()
            raise
        await self._keys_are_accepted()
        return None

    def _due(self, account: Account, now: datetime) -> datetime | None:
        """When to look next: for whichever reason comes first; at once where the clock was set back, which may have been the reason."""
        if self._looked_at is not None and self._looked_at > now:
            self._looked_at = None
        looks: list[datetime] = []
        if account.credits_out_at is not None:
            looks.append(max(account.credits_out_at, self._looked_at or account.credits_out_at) + EVERY)
        if account.keys_refused_at is not None:
            rest = EVERY if account.writes_stopped else VERIFY_EVERY
            looks.append(self._looked_at + rest if self._looked_at is not None else now)
        return min(looks, default=None)

    async def _keys_are_refused(self, refusal: BadCredentials) -> None:
        """It is true, then: nothing more is written. Told once."""
        now = self._clock.now()
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if account.keys_refused_at is None:
                return  # somebody has said /resume, or it is a lock by now
            await tx.accounts.stop_for_keys(str(refusal))
            if not account.writes_stopped:
                body = {"reason": str(refusal), "looked_at_again": True}
                await tx.announcements.add(AnnouncementKind.WRITES_STOPPED, now.isoformat(), body, now)
        if not account.writes_stopped:
            self._wake(Job.SHOW)

    async def _keys_are_accepted(self) -> None:
        """What was stopped because of the keys goes on; where nothing was, nobody has noticed anything."""
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if account.keys_refused_at is None:
                return
            await tx.accounts.keys_accepted()
            if account.writes_stopped:
                key = f"keys {account.keys_refused_at.isoformat()}"
                await tx.announcements.add(AnnouncementKind.CREDITS_BACK, key, {"of": "keys"}, self._clock.now())
        if account.writes_stopped:
            for job in Job:
                self._wake(job)
        else:
            log.info("X refused the keys once and accepts them: nothing is stopped.")
