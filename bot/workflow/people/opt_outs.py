"""People who are left alone: who they are, and taking it back."""

from __future__ import annotations

from bot.domain import LeftAlone, Member
from bot.workflow.context import Context, Job
from bot.workflow.team.permission import may_decide


class LeftAloneDesk:
    """Answers /people left-alone."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake

    async def all(self, limit: int, offset: int = 0) -> tuple[list[LeftAlone], int]:
        """The latest first; and how many there are."""
        async with self._store.read() as tx:
            return await tx.left_alone.all(limit, offset), await tx.left_alone.count()

    async def take_back(self, user_id: int, member: Member) -> bool | None:
        """Suggest this person again from now on, also for what was left out meanwhile.

        False when they were not left alone, None when this member may not decide.
        """
        if not may_decide(member, self._policy):
            return None
        async with self._store.write() as tx:
            if removed := await tx.left_alone.remove(user_id):
                await tx.replies.reconsider(user_id, self._clock.now() - self._policy.reply_window)
        self._wake(Job.CHOOSE)
        return removed
