"""What a member may say about a suggestion. A click records a decision and answers at once; nothing here calls X."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.model import Act, Card, Decision, Member, SuggestionState
from bot.store import Tx
from bot.workflow.cards import Cards
from bot.workflow.context import Context, Job
from bot.workflow.overrules import OPINION_OF, Overrules
from bot.workflow.permission import may_decide

BACK_TOMORROW_AT = time(9, 0)
"""When a suggestion put off with Later is back: next morning, the team's time."""


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


Outcome = Decided | TooLate | NotAllowed

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
        self._overrules = overrules

    async def decide(self, suggestion_id: int, act: Act, member: Member) -> Outcome:
        """Record what a member said about a suggestion."""
        if not may_decide(member, self._policy):
            return NotAllowed()
        rule = _RULES[act]
        now = self._clock.now()
        async with self._store.write() as tx:
            until = self._tomorrow(now) if act is Act.SNOOZE else None
            moved = await tx.suggestions.move(
                suggestion_id, to=rule.to, from_=rule.from_, decision=Decision(act, now, member), snoozed_until=until, note=""
            )
            if moved is None:
                return await self._too_late(tx, suggestion_id)
            if act is Act.NEVER:
                await tx.left_alone.add(moved.user_id, member, now)
            if act in OPINION_OF:
                await self._overrules.remember(tx, moved.user_id, OPINION_OF[act], member, now)
                moved = await tx.suggestions.get(suggestion_id) or moved
            card = await Cards(tx, self._context).of(moved)
        self._wake(Job.SHOW)
        if rule.to in {SuggestionState.APPROVED, SuggestionState.SNOOZED}:
            self._wake(Job.DELIVER if rule.to is SuggestionState.APPROVED else Job.UPKEEP)
        return Decided(card)

    async def best(self, skip: int = 0) -> tuple[Card | None, int]:
        """The best waiting suggestion after `skip` others, and how many wait in all."""
        async with self._store.read() as tx:
            found = await tx.suggestions.best_open(1, offset=skip)
            waiting = await tx.suggestions.count_waiting()
            card = await Cards(tx, self._context).of(found[0]) if found else None
        return card, waiting

    async def card(self, suggestion_id: int) -> Card | None:
        """The suggestion's card as it is now; None when there is no such suggestion."""
        async with self._store.read() as tx:
            suggestion = await tx.suggestions.get(suggestion_id)
            return await Cards(tx, self._context).of(suggestion) if suggestion else None

    async def _too_late(self, tx: Tx, suggestion_id: int) -> TooLate:
        suggestion = await tx.suggestions.get(suggestion_id)
        if suggestion is None:
            return TooLate(None, None)
        return TooLate(await tx.suggestions.last_decision(suggestion_id), await Cards(tx, self._context).of(suggestion))

    def _tomorrow(self, now: datetime) -> datetime:
        local = now.astimezone(self._policy.timezone)
        return datetime.combine(local.date() + timedelta(days=1), BACK_TOMORROW_AT, self._policy.timezone).astimezone(UTC)
