"""Who has opted out, and removing an opt-out."""

from __future__ import annotations

from bot.domain import Member, OptOut
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
            if removed := await tx.opt_outs.remove(user_id):
                await tx.replies.reconsider(user_id, self._clock.now() - self._context.policy.reply_window)
        return removed
