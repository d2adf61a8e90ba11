"""The kill switch: while it is on, nothing is sent to X and no cards are posted. It survives restarts."""

from __future__ import annotations

import logging
from enum import Enum, auto

from bot.domain import Account, AnnouncementKind, Idle, Member, Note
from bot.drafting.visible_text import one_line
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.permission import require_decide, require_pause

log = logging.getLogger(__name__)


def why_paused(account: Account) -> Note | None:
    """Who has paused Mutuals; None where it is not paused."""
    if account.paused_at is None:
        return None
    return Note(Idle.PAUSED_BY, {"member": account.paused_by}) if account.paused_by else Note(Idle.PAUSED_BY_ITSELF)


class PauseResult(Enum):
    """What came of /pause or /resume."""

    DONE = auto()
    ALREADY = auto()


class PauseService:
    """Pause and resume. The spend guard enforces it: no call to X passes while it is on."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock

    async def pause(self, member: Member) -> PauseResult:
        """Stop everything. Raises NotPermitted."""
        require_pause(member, self._context.policy)
        async with self._store.write() as tx:
            if (await tx.accounts.get()).paused_at is not None:
                return PauseResult.ALREADY
            await tx.accounts.pause(self._clock.now(), member.name)
            await self._announce(tx, member, paused=True)
        log.info("Paused by %s.", one_line(member.name, 40))
        return PauseResult.DONE

    async def resume(self, member: Member) -> PauseResult:
        """Resume, and retry what X had stopped. Raises NotPermitted."""
        require_decide(member, self._context.policy)
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            if account.paused_at is None and not account.writes_stopped:
                return PauseResult.ALREADY
            await tx.accounts.resume()
            await tx.accounts.allow_writes()
            await self._announce(tx, member, paused=False)
        log.info("Resumed by %s.", one_line(member.name, 40))
        return PauseResult.DONE

    async def _announce(self, tx: Tx, member: Member, *, paused: bool) -> None:
        """The answer is private; everybody has to know."""
        now = self._clock.now()
        await tx.announcements.add(AnnouncementKind.PAUSE, f"{now.isoformat()} {paused}", {"by": member.name, "paused": paused}, now)
