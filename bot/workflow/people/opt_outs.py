"""Who has opted out, and removing an opt-out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.domain import Member, OptOut, SuggestionKind
from bot.domain.kinds import KINDS
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.permission import require_decide


class OptOutService:
    """Answers /people opt-outs."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock

    async def all(self, limit: int, offset: int = 0) -> tuple[list[OptOut], int]:
        """The latest first; and how many there are."""
        async with self._store.read() as tx:
            return await tx.opt_outs.all(limit, offset), await tx.opt_outs.count()

    async def remove(self, user_id: int, member: Member) -> bool:
        """Suggest this person again from now on, also posts that were left out meanwhile.

        False when they had not opted out. Raises NotPermitted.
        """
        require_decide(member, self._context.policy)
        async with self._store.write() as tx:
            return await opt_in(tx, user_id, tuple(SuggestionKind), self._clock.now() - self._context.policy.reply_window)


async def opt_in(tx: Tx, user_id: int, kinds: Collection[SuggestionKind], since: datetime) -> bool:
    """End an opt-out of these kinds; the posts since then that were left out for it are triaged again. False where there was none."""
    removed = await tx.opt_outs.remove(user_id, kinds)
    if removed and any(KINDS[kind].has_text for kind in kinds):
        await tx.replies.reconsider(user_id, since)
    return removed
