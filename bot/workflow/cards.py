"""Gathers everything that a suggestion's card shows."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model import Account, Card, Policy, Suggestion, SuggestionState
from bot.store import Tx
from bot.workflow.pace import next_turn
from bot.workflow.route import outlook
from bot.x.pricing import FOLLOW


async def card_of(tx: Tx, suggestion: Suggestion, policy: Policy, now: datetime) -> Card:
    """The card of this suggestion as the store knows it now."""
    account = await tx.accounts.get()
    profile = await tx.profiles.get(suggestion.user_id)
    follower = await tx.followers.get(suggestion.user_id)
    if profile is None or follower is None:
        raise LookupError(f"Suggestion {suggestion.id} is about somebody the store does not know.")
    handed_off = suggestion.state is SuggestionState.HANDED_OFF and suggestion.sent_at is not None
    return Card(
        suggestion=suggestion,
        profile=profile,
        followed_at=follower.first_seen_at,
        outlook=outlook(account, policy.access, now),
        price=FOLLOW.micros,
        decision=await tx.suggestions.last_decision(suggestion.id),
        waiting=await _why_waiting(tx, account, suggestion, policy, now),
        hand_off_until=suggestion.sent_at + policy.hand_off_expires if handed_off and suggestion.sent_at else None,
    )


async def _why_waiting(tx: Tx, account: Account, suggestion: Suggestion, policy: Policy, now: datetime) -> str:
    if suggestion.state is not SuggestionState.APPROVED:
        return ""
    if account.paused_at is not None:
        return "Mutuals is paused; it goes on after /resume."
    if account.writes_stopped:
        return account.writes_stopped
    sent = await tx.suggestions.sent_since(now - timedelta(days=1))
    if next_turn(sent, now, per_hour=policy.follow_backs_per_hour, per_day=policy.follow_backs_per_day) > now:
        return f"It waits for its turn: at most {policy.follow_backs_per_hour} an hour and {policy.follow_backs_per_day} a day."
    return suggestion.note
