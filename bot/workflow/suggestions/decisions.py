"""What a member may say about a suggestion. A click records a decision and answers at once; nothing here calls X."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.domain import Act, Card, Decision, Member, Suggestion, SuggestionKind, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.delivery.outcomes import Outcomes
from bot.workflow.delivery.second_text import why_not_yet
from bot.workflow.inbox.drafting import Drafts
from bot.workflow.people.overrides import OPINION_OF, Overrules
from bot.workflow.suggestions.cards import Cards
from bot.workflow.team.permission import may_decide

BACK_TOMORROW_AT = time(9, 0)
"""When a follow-back put off with Later is back: next morning, the team's time."""

BACK_AFTER = timedelta(hours=3)
"""When a reply is: tomorrow nobody would care for it any more."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The member's word counts; the card as it is now."""

    card: Card


@dataclass(frozen=True, slots=True)
class TooLate:
    """Somebody or something was first. decision is what counted; card is None when the suggestion is gone."""

    decision: Decision | None
    card: Card | None


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """This member may not decide."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The text is another one than the member saw. decision: who changed it; card: as it is now."""

    decision: Decision | None
    card: Card


@dataclass(frozen=True, slots=True)
class Faulty:
    """The text cannot go out as it is. faults: a sentence each."""

    faults: tuple[str, ...]
    card: Card


LEFT_ALONE = "They asked to be left alone. /people left-alone takes that back, where it was meant otherwise."

ANOTHER_OPEN = "There is another open card about this person. Decide about that one first."

Outcome = Decided | TooLate | NotAllowed | Changed | Faulty

_STATES = SuggestionState


@dataclass(frozen=True, slots=True)
class _Rule:
    to: SuggestionState
    from_: frozenset[SuggestionState]


_RULES = {
    Act.APPROVE: _Rule(_STATES.APPROVED, frozenset({_STATES.OPEN, _STATES.SNOOZED})),
    Act.SKIP: _Rule(_STATES.SKIPPED, frozenset({_STATES.OPEN, _STATES.SNOOZED})),
    Act.NEVER: _Rule(_STATES.SKIPPED, frozenset({_STATES.OPEN, _STATES.SNOOZED})),
    Act.NOT_FOR_US: _Rule(_STATES.SKIPPED, frozenset({_STATES.OPEN, _STATES.SNOOZED})),
    Act.FINE: _Rule(_STATES.OPEN, frozenset({_STATES.OPEN})),
    Act.SNOOZE: _Rule(_STATES.SNOOZED, frozenset({_STATES.OPEN})),
    Act.WITHDRAW: _Rule(_STATES.WITHDRAWN, frozenset({_STATES.APPROVED, _STATES.HANDED_OFF})),
    Act.TAKE_UP: _Rule(_STATES.APPROVED, frozenset({_STATES.LAPSED, _STATES.FAILED})),
}
"""What each word does, and from where. Withdrawing ends where Mutuals begins to send; a hand-off is never sent by Mutuals."""


class Desk:
    """Records decisions. Whoever comes second changes nothing and learns who was first."""

    def __init__(self, context: Context, overrules: Overrules) -> None:
        self._context = context
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._outcomes, self._overrules = Outcomes(context), overrules

    async def decide(self, suggestion_id: int, act: Act, member: Member, revision: int | None = None) -> Outcome:
        """Record what a member said about a suggestion. revision: the number of the text that they saw, where there is one."""
        if not may_decide(member, self._policy):
            return NotAllowed()
        async with self._store.write() as tx:
            outcome = await self._decide(tx, suggestion_id, act, member, revision)
        if isinstance(outcome, Decided | Faulty):
            self._wake(Job.SHOW)
        if isinstance(outcome, Decided):
            for job in self._waits_for(outcome.card.suggestion):
                self._wake(job)
        return outcome

    async def _decide(self, tx: Tx, suggestion_id: int, act: Act, member: Member, revision: int | None) -> Outcome:
        rule, now = _RULES[act], self._clock.now()
        suggestion = await tx.suggestions.get(suggestion_id)
        if suggestion is None:
            return TooLate(None, None)
        cards = Cards(tx, self._context)
        if rule.to is _STATES.APPROVED and suggestion.state in rule.from_:
            if act is Act.APPROVE and (revision or 0) != suggestion.revision:
                return Changed(await tx.suggestions.last_decision(suggestion_id), await cards.of(suggestion))
            if act is Act.TAKE_UP and await tx.suggestions.open_about([suggestion.user_id], suggestion.kind):
                return Faulty((ANOTHER_OPEN,), await cards.of(suggestion))
            if faults := await self._faults(tx, suggestion):
                return Faulty(tuple(faults), await cards.of(await self._to_be_changed(tx, suggestion, faults[0], now)))
        until = self._back_at(suggestion.kind, now) if act is Act.SNOOZE else None
        moved = await tx.suggestions.move(
            suggestion_id,
            to=rule.to,
            from_=rule.from_,
            decision=Decision(act, now, member),
            revision=(suggestion.revision or None) if act is Act.APPROVE else None,
            snoozed_until=until,
            note="",
        )
        if moved is None:
            return TooLate(await tx.suggestions.last_decision(suggestion_id), await cards.of(suggestion))
        if act is Act.NEVER:
            await self._leave_alone(tx, moved, member, now)
        if act in OPINION_OF:
            await self._overrules.remember(tx, moved.user_id, OPINION_OF[act], member, now)
            moved = await tx.suggestions.get(suggestion_id) or moved
        return Decided(await cards.of(moved))

    async def _to_be_changed(self, tx: Tx, suggestion: Suggestion, fault: str, now: datetime) -> Suggestion:
        """A card that came to its end has no Edit: open again, it has. What is open stays so, and whoever wants none is asked nothing."""
        if not suggestion.state.settled or fault == LEFT_ALONE:
            return suggestion
        return await self._outcomes.send_back(tx, suggestion, now, fault) or suggestion

    async def _faults(self, tx: Tx, suggestion: Suggestion) -> list[str]:
        """Why it cannot be carried out, by what is known now: they may have said "stop" since, or the same text may have gone out."""
        if await tx.left_alone.wished(suggestion.user_id):
            return [LEFT_ALONE]
        answering = (card := await Cards(tx, self._context).of(suggestion)).answering
        if answering is None:
            return []
        if not_yet := await why_not_yet(tx, suggestion.id, self._clock.now()):
            return [not_yet]
        return await Drafts(tx, self._context).faults(suggestion.id, answering.draft.text, answering.interaction, card.profile)

    async def _leave_alone(self, tx: Tx, suggestion: Suggestion, member: Member, now: datetime) -> None:
        """For good, and whatever else is suggested about this person."""
        await tx.left_alone.add(suggestion.user_id, member, now)
        undecided, note = {_STATES.OPEN, _STATES.SNOOZED}, f"{member.name} left them alone for good."
        # Not as another decision of the member's: they decided once.
        ended = Decision(Act.OPT_OUT, now, note=note)
        for kind in set(SuggestionKind) - {suggestion.kind}:
            for other in (await tx.suggestions.open_about([suggestion.user_id], kind)).values():
                await tx.suggestions.move(other.id, to=_STATES.EXPIRED, from_=undecided, decision=ended, snoozed_until=None, note=note)

    def _waits_for(self, suggestion: Suggestion) -> list[Job]:
        """The jobs that go on with it in this state."""
        reply = suggestion.kind is SuggestionKind.REPLY
        if suggestion.state is _STATES.APPROVED:
            return [Job.REPLY if reply else Job.DELIVER]
        if suggestion.state is _STATES.SNOOZED:
            return [Job.UPKEEP]
        return [Job.CHOOSE] if reply else []

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

    def _back_at(self, kind: SuggestionKind, now: datetime) -> datetime:
        if kind is SuggestionKind.REPLY:
            return now + BACK_AFTER
        local = now.astimezone(self._policy.timezone)
        return datetime.combine(local.date() + timedelta(days=1), BACK_TOMORROW_AT, self._policy.timezone).astimezone(UTC)
