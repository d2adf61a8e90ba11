"""Gathers everything that suggestions' cards show."""

from __future__ import annotations

from bot.model import Capability, Card, Outlook, Suggestion, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.route import outlook
from bot.workflow.waiting import reasons


class Cards:
    """Reads cards as the store knows them now, within one transaction. What they have in common is read once."""

    def __init__(self, tx: Tx, context: Context) -> None:
        self._tx, self._context = tx, context
        self._now = context.clock.now()
        self._outlook: Outlook | None = None
        self._waiting: dict[int, str] | None = None

    async def of(self, suggestion: Suggestion) -> Card:
        """This suggestion's card."""
        profile = await self._tx.profiles.get(suggestion.user_id)
        follower = await self._tx.followers.get(suggestion.user_id)
        if profile is None or follower is None:
            raise LookupError(f"Suggestion {suggestion.id} is about somebody the store does not know.")
        handed_off_at = suggestion.sent_at if suggestion.state is SuggestionState.HANDED_OFF else None
        return Card(
            suggestion=suggestion,
            profile=profile,
            followed_at=follower.first_seen_at,
            outlook=await self._route(),
            price=self._context.prices["follow"].micros,
            decision=await self._tx.suggestions.last_decision(suggestion.id),
            waiting=await self._why_waiting(suggestion),
            hand_off_until=handed_off_at + self._context.policy.hand_off_expires if handed_off_at else None,
        )

    async def _route(self) -> Outlook:
        if self._outlook is None:
            self._outlook = outlook(await self._tx.permissions.get(Capability.FOLLOW), self._context.policy.access)
        return self._outlook

    async def _why_waiting(self, suggestion: Suggestion) -> str:
        if suggestion.state is not SuggestionState.APPROVED:
            return ""
        if self._waiting is None:
            account = await self._tx.accounts.get()
            self._waiting = await reasons(self._tx, account, await self._route(), self._context, self._now)
        return self._waiting.get(suggestion.id, "")
