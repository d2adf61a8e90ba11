"""The kill switch: while it is on, nothing goes to X and nobody is prompted. It survives restarts."""

from __future__ import annotations

from bot.model import Member
from bot.workflow.context import Context, Job


class Switch:
    """Pause and resume. The meter enforces it: no call to X passes while it is on."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock, self._wake = context.store, context.clock, context.wake

    async def pause(self, member: Member) -> bool:
        """Stop everything; False when it already stood still."""
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if account.paused_at is not None:
                return False
            await tx.accounts.pause(self._clock.now(), member.name)
        self._wake(Job.SHOW)
        return True

    async def resume(self) -> bool:
        """Go on, and try again what X had stopped; False when nothing stood still."""
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if account.paused_at is None and not account.writes_stopped:
                return False
            await tx.accounts.resume()
            await tx.accounts.allow_writes()
        for job in Job:
            self._wake(job)
        return True
