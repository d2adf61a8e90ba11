"""Why nobody was asked about somebody, or nobody has decided yet."""

from __future__ import annotations

from bot.domain import (
    Assessment,
    Card,
    Explanation,
    Fact,
    Follower,
    Note,
    NoteCode,
    Profile,
    SuggestionKind,
    SuggestionState,
    Why,
)
from bot.domain.acts import ACTS
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.people.lookup import find_profile
from bot.workflow.people.suggest import is_followed
from bot.workflow.suggestions.cards import Cards
from bot.workflow.why.waiting import why_no_decision

_KIND = SuggestionKind.FOLLOW_BACK


class WhyNotAsked:
    """Answers /why handle. Asks X nothing."""

    def __init__(self, context: Context) -> None:
        self._context, self._store = context, context.store

    async def explain(self, who: str) -> Explanation | None:
        """Why following this person back was not suggested, or what has become of it; None when nothing is known of them.

        who: a handle, or a key of theirs (`bot.workflow.people.lookup.key_of`).
        """
        async with self._store.read() as tx:
            profile = await find_profile(tx, who)
            return None if profile is None else await self._explain(tx, profile)

    async def _explain(self, tx: Tx, profile: Profile) -> Explanation:
        user_id = profile.user_id
        if user_id == (await tx.accounts.get()).id:
            return Explanation((Note(Why.OWN_ACCOUNT),), profile)
        last = next((each for each in await tx.suggestions.about(user_id) if each.kind is _KIND), None)
        if last is not None and last.state is SuggestionState.OPEN:
            waits, prompt = await why_no_decision(tx, self._context, last)
            return Explanation((waits,), profile, prompt)
        card, prompt = (None, None) if last is None else (await Cards(tx, self._context).of(last), await tx.prompts.for_suggestion(last.id))
        if card is not None and not card.suggestion.state.settled:
            return Explanation((card,), profile, prompt)
        if is_followed(profile, last):
            return Explanation((_followed(profile, card),), profile, prompt)
        if (opt_out := await tx.opt_outs.of(user_id)) is not None and _KIND in opt_out.kinds:
            return Explanation((opt_out,), profile)
        facts = _against(card, await tx.followers.get(user_id), await tx.assessments.get(user_id))
        return Explanation(facts, profile, prompt, may_be_suggested=True)


def _followed(profile: Profile, card: Card | None) -> Fact:
    if card is not None and card.suggestion.state is SuggestionState.DONE:
        return card
    return Note(Why.FOLLOWED if profile.followed_by_us else Why.FOLLOW_REQUESTED)


def _against(card: Card | None, follower: Follower | None, assessment: Assessment | None) -> tuple[Fact, ...]:
    """What speaks against suggesting somebody whom the account does not follow. card: of the suggestion that ended last."""
    facts: list[Fact] = []
    if follower is not None and follower.unfollowed_at is not None and not _ended_by_that(card):
        facts.append(Note(Why.LEFT, {"at": follower.unfollowed_at}))
    if card is not None:
        facts.append(card)
    elif follower is None:
        facts.append(Note(Why.NEVER_FOLLOWED))
    elif follower.baseline:
        facts.append(Note(Why.BEFORE_START))
    if assessment is not None and assessment.suppressed is not None and not _set_override(card):
        facts.append(Note(Why.SUPPRESSED, {"reason": assessment.suppressed}))
    return tuple(facts) or (Note(Why.NOTHING_AGAINST),)


def _ended_by_that(card: Card | None) -> bool:
    """Whether the card says itself that they left."""
    note = card.suggestion.note if card is not None else None
    return note is not None and note.code == NoteCode.UNFOLLOWED_US


def _set_override(card: Card | None) -> bool:
    """Whether the card says itself who called them not for us."""
    return card is not None and card.decision is not None and ACTS[card.decision.act].override is not None
