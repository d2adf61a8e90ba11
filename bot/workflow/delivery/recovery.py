"""Probe with one cheap read whether X accepts calls again that it refused altogether: for lack of credits, or because of the keys."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.domain import Account, AnnouncementKind, Purpose
from bot.workflow.context import Context
from bot.x.client import XClient
from bot.x.errors import BadCredentials, BadCursor, NotAllowed, NotFound, NotSetUp, OutOfCredits, Rejected
from bot.x.retries import PROBE_EVERY, VERIFY_EVERY

log = logging.getLogger(__name__)

_KEYS_ACCEPTED = (NotAllowed, NotFound, NotSetUp, Rejected, BadCursor)
"""What X refuses for such reasons was signed with keys that it accepts."""


class Recovery:
    """The recurring job. Without credits it is all that is asked, and the spend guard notices when it succeeds.

    One refusal of the keys proves nothing: nothing is stopped until a probe, made at once, is refused as well. From then on the keys are
    probed again, also right after each start, which may have brought new ones; when X accepts them everything resumes.
    A locked account is no matter of keys, and stays until somebody has seen to it.
    """

    def __init__(self, context: Context, x: XClient) -> None:
        self._store, self._clock = context.store, context.clock
        self._x = x
        self._probed_at: datetime | None = None

    async def run(self) -> datetime | None:
        """Probe if it is time; returns when to probe next, or None while X refuses nothing. Raises XError."""
        async with self._store.read() as tx:
            account = await tx.accounts.get()
        now = self._clock.now()
        due = self._due(account, now)
        if due is None or due > now:
            return due
        self._probed_at = now
        try:
            await self._x.followers(purpose=Purpose.CREDITS, page_size=1)
        except BadCredentials as refusal:
            await self._confirm_refusal(refusal)
            return now + PROBE_EVERY
        except OutOfCredits:
            await self._clear_refusal()
            return now + PROBE_EVERY
        except _KEYS_ACCEPTED:
            await self._clear_refusal()
            raise
        await self._clear_refusal()
        return None

    def _due(self, account: Account, now: datetime) -> datetime | None:
        """When to probe next: for whichever reason comes first; at once where the clock was set back, which may have been the reason."""
        if self._probed_at is not None and self._probed_at > now:
            self._probed_at = None
        probes: list[datetime] = []
        if account.credits_depleted_at is not None:
            probes.append(max(account.credits_depleted_at, self._probed_at or account.credits_depleted_at) + PROBE_EVERY)
        if account.keys_refused_at is not None:
            rest = PROBE_EVERY if account.writes_stopped else VERIFY_EVERY
            probes.append(self._probed_at + rest if self._probed_at is not None else now)
        return min(probes, default=None)

    async def _confirm_refusal(self, refusal: BadCredentials) -> None:
        """It is confirmed: nothing more is written. Announced once."""
        now = self._clock.now()
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if account.keys_refused_at is None:
                return  # somebody has said /resume, or it is a lock by now
            await tx.accounts.stop_for_keys(refusal.note)
            if not account.writes_stopped:
                body = {"reason": refusal.note.to_json(), "looked_at_again": True}
                await tx.announcements.add(AnnouncementKind.WRITES_STOPPED, now.isoformat(), body, now)

    async def _clear_refusal(self) -> None:
        """Resume what was stopped because of the keys; where nothing was, nobody has noticed anything."""
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if account.keys_refused_at is None:
                return
            await tx.accounts.keys_accepted()
            if account.writes_stopped:
                key = f"keys {account.keys_refused_at.isoformat()}"
                await tx.announcements.add(AnnouncementKind.CREDITS_RESTORED, key, {"of": "keys"}, self._clock.now())
        if not account.writes_stopped:
            log.info("X refused the keys once and accepts them: nothing is stopped.")
