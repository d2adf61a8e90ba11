"""What a member may say about a suggestion. A click records a decision and answers at once; nothing here calls X."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.domain import Act, Card, Decision, Member, Note, NoteCode, Suggestion, SuggestionKind, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.outcomes import Outcomes
from bot.workflow.delivery.second_text import resend_blocker
from bot.workflow.inbox.drafting import Drafts
from bot.workflow.people.overrides import OVERRIDE_OF, OverrideService
from bot.workflow.suggestions.cards import Cards
from bot.workflow.team.permission import require_decide

SNOOZED_UNTIL = time(9, 0)
"""When a follow-back that was snoozed with Later reopens: next morning, the team's time."""

REPLY_SNOOZED_FOR = timedelta(hours=3)
"""How long a reply is snoozed: tomorrow nobody would care any more."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision was recorded; the card as it is now."""

    card: Card


@dataclass(frozen=True, slots=True)
class TooLate:
    """Somebody or something was first. decision is what counted; card is None when the suggestion is gone."""

    decision: Decision | None
    card: Card | None


@dataclass(frozen=True, slots=True)
class Changed:
    """The text is another one than the member saw. decision: who changed it; card: as it is now."""

    decision: Decision | None
    card: Card


@dataclass(frozen=True, slots=True)
class Invalid:
    """The text cannot go out as it is, and why."""

    faults: tuple[Note, ...]
    card: Card


OPTED_OUT = Note(NoteCode.OPTED_OUT_CLEARABLE)

ANOTHER_OPEN = Note(NoteCode.ANOTHER_OPEN)

Outcome = Decided | TooLate | Changed | Invalid

_STATES = SuggestionState


@dataclass(frozen=True, slots=True)
class _Rule:
    to: SuggestionState
    from_: frozenset[SuggestionState]


_RULES = {
    Act.APPROVE: _Rule(_STATES.APPROVED, frozenset({_STATES.OPEN, _STATES.SNOOZED})),
    Act.SKIP: _Rule(_STATES.SKIPPED, frozenset({_STATES.OPEN, _STATES.SNOOZED})),
    Act.OPT_OUT: _Rule(_STATES.SKIPPED, frozenset({_STATES.OPEN, _STATES.SNOOZED})),
    Act.NOT_FOR_US: _Rule(_STATES.SKIPPED, frozenset({_STATES.OPEN, _STATES.SNOOZED})),
    Act.FINE: _Rule(_STATES.OPEN, frozenset({_STATES.OPEN})),
    Act.SNOOZE: _Rule(_STATES.SNOOZED, frozenset({_STATES.OPEN})),
    Act.WITHDRAW: _Rule(_STATES.WITHDRAWN, frozenset({_STATES.APPROVED, _STATES.HANDED_OFF})),
    Act.RETRY: _Rule(_STATES.APPROVED, frozenset({_STATES.LAPSED, _STATES.FAILED})),
}
"""What each act does, and from which states. Withdrawing is possible until Mutuals begins to send; a hand-off is never sent by Mutuals."""


class DecisionService:
    """Records decisions. Whoever comes second changes nothing and learns who was first."""

    def __init__(self, context: Context, overrides: OverrideService) -> None:
        self._context = context
        self._store, self._clock, self._policy = context.store, context.clock, context.policy
        self._outcomes, self._overrides = Outcomes(context), overrides

    async def decide(self, suggestion_id: int, act: Act, member: Member, revision: int | None = None) -> Outcome:
        """Record what a member said about a suggestion. revision: the number of the text that they saw, where there is one.

        Raises NotPermitted.
        """
        require_decide(member, self._policy)
        async with self._store.write() as tx:
            return await self._decide(tx, suggestion_id, act, member, revision)

    async def _decide(self, tx: Tx, suggestion_id: int, act: Act, member: Member, revision: int | None) -> Outcome:
        rule, now = _RULES[act], self._clock.now()
        suggestion = await tx.suggestions.get(suggestion_id)
        if suggestion is None:
            return TooLate(None, None)
        cards = Cards(tx, self._context)
        if rule.to is _STATES.APPROVED and suggestion.state in rule.from_:
            if act is Act.APPROVE and (revision or 0) != suggestion.revision:
                return Changed(await tx.suggestions.last_decision(suggestion_id), await cards.of(suggestion))
            if act is Act.RETRY and await tx.suggestions.open_about([suggestion.user_id], suggestion.kind):
                return Invalid((ANOTHER_OPEN,), await cards.of(suggestion))
            if faults := await self._faults(tx, suggestion):
                return Invalid(tuple(faults), await cards.of(await self._reopen_for_edit(tx, suggestion, faults[0], now)))
        until = self._snoozed_until(suggestion.kind, now) if act is Act.SNOOZE else None
        moved = await tx.suggestions.move(
            suggestion_id,
            to=rule.to,
            from_=rule.from_,
            decision=Decision(act, now, member),
            revision=(suggestion.revision or None) if act is Act.APPROVE else None,
            snoozed_until=until,
            note=None,
        )
        if moved is None:
            return TooLate(await tx.suggestions.last_decision(suggestion_id), await cards.of(suggestion))
        if act is Act.OPT_OUT:
            await self._opt_out(tx, moved, member, now)
        if act in OVERRIDE_OF:
            await self._overrides.apply(tx, moved.user_id, OVERRIDE_OF[act], member, now)
            moved = await tx.suggestions.get(suggestion_id) or moved
        return Decided(await cards.of(moved))

    async def _reopen_for_edit(self, tx: Tx, suggestion: Suggestion, fault: Note, now: datetime) -> Suggestion:
        """A settled card has no Edit button, so it is reopened. Open ones stay open; nothing is reopened for who opted out."""
        if not suggestion.state.settled or fault == OPTED_OUT:
            return suggestion
        return await self._outcomes.send_back(tx, suggestion, now, fault) or suggestion

    async def _faults(self, tx: Tx, suggestion: Suggestion) -> list[Note]:
        """Why it cannot be carried out, by what is known now: they may have said "stop" since, or the same text may have gone out."""
        if await tx.opt_outs.requested(suggestion.user_id):
            return [OPTED_OUT]
        reply_details = (card := await Cards(tx, self._context).of(suggestion)).reply_details
        if reply_details is None:
            return []
        if blocker := await resend_blocker(tx, suggestion.id, self._clock.now()):
            return [blocker]
        return await Drafts(tx, self._context).faults(suggestion.id, reply_details.draft.text, reply_details.interaction, card.profile)

    async def _opt_out(self, tx: Tx, suggestion: Suggestion, member: Member, now: datetime) -> None:
        """For good, and whatever else is suggested about this person."""
        await tx.opt_outs.add(suggestion.user_id, member, now)
        undecided, note = {_STATES.OPEN, _STATES.SNOOZED}, Note(NoteCode.OPTED_OUT_BY_MEMBER, {"member": member.name})
        # Not as another decision of the member's: they decided once.
        ended = Decision(Act.HONOUR_OPT_OUT, now, note=note)
        for kind in set(SuggestionKind) - {suggestion.kind}:
            for other in (await tx.suggestions.open_about([suggestion.user_id], kind)).values():
                await tx.suggestions.move(other.id, to=_STATES.EXPIRED, from_=undecided, decision=ended, snoozed_until=None, note=note)

    async def best(self, kind: SuggestionKind, skip: int = 0) -> tuple[Card | None, int]:
        """The best waiting suggestion of a kind after `skip` others, and how many wait in all."""
        async with self._store.read() as tx:
            found = await tx.suggestions.best_open(1, skip, kind)
            waiting = await tx.suggestions.count_waiting(kind)
            card = await Cards(tx, self._context).of(found[0]) if found else None
        return card, waiting

    async def card(self, suggestion_id: int) -> Card | None:
        """The suggestion's card as it is now; None when there is no such suggestion."""
        async with self._store.read() as tx:
            suggestion = await tx.suggestions.get(suggestion_id)
            return await Cards(tx, self._context).of(suggestion) if suggestion else None

    def _snoozed_until(self, kind: SuggestionKind, now: datetime) -> datetime:
        if kind is SuggestionKind.REPLY:
            return now + REPLY_SNOOZED_FOR
        local = now.astimezone(self._policy.timezone)
        return datetime.combine(local.date() + timedelta(days=1), SNOOZED_UNTIL, self._policy.timezone).astimezone(UTC)
