"""What the team discusses in a thread below a card. The thread is Discord's: here stand whose it is and that somebody opened it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import Act, Card, Decision, Member
from bot.workflow.context import Context
from bot.workflow.permission import require_decide
from bot.workflow.suggestions.cards import Cards
from bot.workflow.suggestions.decisions import TooLate


@dataclass(frozen=True, slots=True)
class Discussion:
    """Where a card is discussed, or can be.

    channel_id, message_id: of its message, at which a thread can begin; None where it is in no channel. thread_id: of the thread that was
    opened; None where none is on record.
    """

    card: Card
    channel_id: int | None
    message_id: int | None
    thread_id: int | None


class DiscussionService:
    """Knows the threads of cards. A card that is discussed has been touched: none takes its place."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock

    async def find(self, suggestion_id: int, member: Member) -> Discussion | TooLate:
        """Where a member can discuss this suggestion. Raises NotPermitted."""
        require_decide(member, self._context.policy)
        async with self._store.read() as tx:
            stored = (await tx.cards.get([suggestion_id])).get(suggestion_id)
            if stored is None:
                return TooLate(None, None)
            card = await Cards(tx, self._context).made_of(stored)
            if not stored.suggestion.offers(Act.DISCUSS, stored.decision):
                return TooLate(stored.decision, card)
            prompt, thread_id = stored.prompt, await tx.prompts.discussed_on(suggestion_id)
            return Discussion(card, prompt.channel_id if prompt else None, prompt.message_id if prompt else None, thread_id)

    async def opened(self, suggestion_id: int, thread_id: int, member: Member) -> None:
        """Record once that this thread was opened; not where the suggestion was decided meanwhile, which then stays what was said last.

        Raises NotPermitted.
        """
        require_decide(member, self._context.policy)
        async with self._store.write() as tx:
            suggestion = await tx.suggestions.get(suggestion_id)
            if suggestion is None or not suggestion.offers(Act.DISCUSS, None) or await tx.prompts.discussed_on(suggestion_id) == thread_id:
                return
            state, decision = suggestion.state, Decision(Act.DISCUSS, self._clock.now(), Member(member.id, member.name))
            await tx.suggestions.move(suggestion_id, known=suggestion, to=state, from_={state}, decision=decision, note=suggestion.note)
