"""Why an open suggestion has no card yet."""

from __future__ import annotations

from bot.domain import Account, Figure, Note, Prompt, Suggestion, Why
from bot.domain.kinds import KINDS
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.suggestions.places import CardPlaces
from bot.workflow.team.pause import why_paused


async def why_no_decision(tx: Tx, context: Context, suggestion: Suggestion) -> tuple[Note, Prompt | None]:
    """What keeps an open suggestion from its decision, and its card in the channel, where it has one."""
    prompt = await tx.prompts.for_suggestion(suggestion.id)
    if prompt is not None and prompt.message_id is not None:
        return Note(Why.CARD_SHOWN, {"until": suggestion.expires_at}), prompt
    account, place = await tx.accounts.get(), await tx.suggestions.place(suggestion.id, suggestion.kind)
    if (paused := why_paused(account)) is not None:
        return paused, None
    if prompt is not None:
        return Note(Why.CARD_NEXT), None
    if place is None and suggestion.assessment.suppressed is not None:
        return Note(Why.SUPPRESSED, {"reason": suggestion.assessment.suppressed}), None
    return await _why_no_card(tx, context, suggestion, account, place or 0), None


async def _why_no_card(tx: Tx, context: Context, suggestion: Suggestion, account: Account, place: int) -> Note:
    kind, rules, policy = suggestion.kind, KINDS[suggestion.kind], context.policy
    places = await CardPlaces(context).of(tx)
    if suggestion.id in {*places.best, *await tx.prompts.unprompted((), {suggestion.state})}:
        return Note(Why.CARD_NEXT)
    most = rules.cards_per_day(policy)
    if not most:
        return Note(Why.NO_CARDS, {"kind": kind.value})
    follower = await tx.followers.get(suggestion.user_id) if rules.about_follower else None
    if follower is not None and account.last_poll_at is not None and follower.first_seen_at > account.last_poll_at:
        return Note(Why.POLL_UNDERWAY)
    figures: dict[str, Figure] = {
        "kind": kind.value,
        "place": place,
        "count": await tx.suggestions.count_waiting(kind),
        "shown": await tx.prompts.count_on(policy.local_date(context.clock.now()), kind),
        "most": most,
        "at": places.next_at if rules.cards_spread else None,
    }
    return Note(Why.QUEUED, figures)
