"""Members' overrides of verdicts: stored, shown, and stronger than what the facts say."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Decision, Member, OverrideKind, Suggestion, SuggestionKind
from bot.domain.acts import ACT_OF_OVERRIDE, ACTS
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.people.assessor import Assessor
from bot.workflow.permission import require_decide


class OverrideService:
    """Sets and clears overrides."""

    def __init__(self, context: Context, assessor: Assessor) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._assessor = assessor

    async def set(self, user_id: int, override: OverrideKind | None, member: Member) -> None:
        """Set a member's override about somebody, or clear it (None). Raises NotPermitted.

        Whoever is not for us is no longer suggested; an open suggestion's history tells who said so.
        """
        require_decide(member, self._context.policy)
        now = self._clock.now()
        async with self._store.write() as tx:
            if override is not None:
                decision = Decision(ACT_OF_OVERRIDE[override], now, member)
                for kind in SuggestionKind:
                    await self._decide(tx, (await tx.suggestions.open_about([user_id], kind)).get(user_id), decision)
            await self.apply(tx, user_id, override, member, now)

    async def _decide(self, tx: Tx, suggestion: Suggestion | None, decision: Decision) -> None:
        to = ACTS[decision.act].moves.get(suggestion.state) if suggestion is not None else None
        if suggestion is not None and to is not None:
            await tx.suggestions.move(suggestion.id, to=to, from_={suggestion.state}, decision=decision)

    async def apply(self, tx: Tx, user_id: int, override: OverrideKind | None, member: Member, now: datetime) -> None:
        """Within a transaction: store the override, and reassess the person."""
        if override is None:
            await tx.overrides.clear(user_id)
        else:
            await tx.overrides.set(user_id, override, member, now)
        await self._assessor.reassess_in(tx, [user_id])
