"""A member's word about a verdict: remembered, shown, and winning over what the facts say."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Act, Decision, Member, Opinion, Suggestion, SuggestionKind, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.people.assessor import Judge
from bot.workflow.team.permission import may_decide

OPINION_OF = {Act.FINE: Opinion.FINE, Act.NOT_FOR_US: Opinion.NOT_FOR_US}
"""What these words say besides what they do to the suggestion."""

_ACT_OF = {opinion: act for act, opinion in OPINION_OF.items()}
_UNDECIDED = {SuggestionState.OPEN, SuggestionState.SNOOZED}


class Overrules:
    """Keeps what members say about verdicts."""

    def __init__(self, context: Context, judge: Judge) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._judge = judge

    async def overrule(self, user_id: int, opinion: Opinion | None, member: Member) -> bool:
        """Remember what a member says about somebody, or forget it (None); False when this member may not decide.

        Whoever is not for us leaves the desk; an open suggestion's history tells who said what.
        """
        if not may_decide(member, self._policy):
            return False
        now = self._clock.now()
        async with self._store.write() as tx:
            if opinion is not None:
                decision = Decision(_ACT_OF[opinion], now, member)
                for kind in SuggestionKind:
                    await self._say_so(tx, (await tx.suggestions.open_about([user_id], kind)).get(user_id), opinion, decision)
            await self.remember(tx, user_id, opinion, member, now)
        self._wake(Job.SHOW)
        return True

    async def _say_so(self, tx: Tx, suggestion: Suggestion | None, opinion: Opinion, decision: Decision) -> None:
        if suggestion is not None and suggestion.state in _UNDECIDED:
            to = suggestion.state if opinion is Opinion.FINE else SuggestionState.SKIPPED
            await tx.suggestions.move(suggestion.id, to=to, from_={suggestion.state}, decision=decision)

    async def remember(self, tx: Tx, user_id: int, opinion: Opinion | None, member: Member, now: datetime) -> None:
        """Within a transaction: keep the word, and judge the person anew."""
        if opinion is None:
            await tx.opinions.clear(user_id)
        else:
            await tx.opinions.set(user_id, opinion, member, now)
        await self._judge.reassess_in(tx, [user_id])
