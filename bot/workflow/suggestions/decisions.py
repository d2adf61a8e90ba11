"""What a member may say about a suggestion. A click records a decision and answers at once; nothing here calls X."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain import UNDECIDED, Act, Card, Decision, Member, Note, NoteCode, Suggestion, SuggestionKind, SuggestionState
from bot.domain.acts import ACTS
from bot.domain.kinds import KINDS
from bot.domain.queue import EVERYBODY, TO_DO, QueueView
from bot.store import Tx
from bot.store.suggestions.cards import StoredCard
from bot.store.suggestions.suggestions import StateChanges
from bot.workflow.context import Context
from bot.workflow.delivery.blockers import doubt_blocker
from bot.workflow.delivery.outcomes import Outcomes, reopened
from bot.workflow.inbox.drafting import Drafts, offered
from bot.workflow.people.opt_outs import opt_in
from bot.workflow.people.overrides import OverrideService
from bot.workflow.permission import require_decide
from bot.workflow.suggestions.cards import Cards, OutOfDate, is_shown_on


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


@dataclass(frozen=True, slots=True)
class OwnText:
    """The member wrote the text, so that somebody else has to approve it."""

    card: Card


@dataclass(frozen=True, slots=True)
class Blocked:
    """What is settled cannot come alive again, and why."""

    obstacle: Note
    card: Card


@dataclass(frozen=True, slots=True)
class Claimed:
    """Another member is on it, and nothing was changed. claim: by which they are."""

    claim: Decision
    card: Card


OPTED_OUT = Note(NoteCode.OPTED_OUT_CLEARABLE)

ANOTHER_OPEN = Note(NoteCode.ANOTHER_OPEN)

Outcome = Decided | TooLate | Changed | Invalid | OwnText | Blocked | Claimed | OutOfDate

_STATES = SuggestionState


async def claimed_by_another(cards: Cards, stored: StoredCard, member: Member) -> Claimed | None:
    """Whether another member is on it, who is to be asked first."""
    claim = stored.claim
    if claim is None or claim.member is None or claim.member.id == member.id:
        return None
    card = await cards.made_of(stored)
    return Claimed(card.claim, card) if card.claim else None


class DecisionService:
    """Records decisions. Whoever comes second changes nothing and learns who was first."""

    def __init__(self, context: Context, overrides: OverrideService) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._outcomes, self._overrides = Outcomes(context), overrides

    async def decide(
        self,
        suggestion_id: int,
        act: Act,
        member: Member,
        revision: int | None = None,
        message_id: int | None = None,
        *,
        despite_claim: bool = False,
    ) -> Outcome:
        """Record what a member said about a suggestion. Raises NotPermitted, and ValueError for what is not done by a record alone.

        revision: the number of the text that they saw, where there is one. message_id: of the card on which they said so.
        despite_claim: also where another member is on it. Whoever may decide may release it.
        """
        require_decide(member, self._context.policy)
        if not ACTS[act].only_recorded:
            raise ValueError(f"{act} is more than a decision.")
        async with self._store.write() as tx:
            stored = (await tx.cards.get([suggestion_id])).get(suggestion_id)
            if message_id is not None and not is_shown_on(stored, message_id):
                return OutOfDate()
            if stored is None:
                return TooLate(None, None)
            asked = despite_claim or ACTS[act].releases
            if not asked and (claimed := await claimed_by_another(Cards(tx, self._context), stored, member)):
                return claimed
            return await self._decide(tx, stored, act, member, revision)

    async def _decide(self, tx: Tx, stored: StoredCard, act: Act, member: Member, revision: int | None) -> Outcome:
        rules, now, suggestion, cards = ACTS[act], self._clock.now(), stored.suggestion, Cards(tx, self._context)
        if not suggestion.offers(act, stored.decision):
            return TooLate(stored.decision, await cards.made_of(stored))
        to = rules.moves[suggestion.state]
        if rules.needs_revision and (revision or 0) != suggestion.revision:
            return Changed(stored.decision, await cards.made_of(stored))
        if obstacle := await self._obstacle(tx, stored, to):
            return Blocked(obstacle, await cards.made_of(stored))
        if to is _STATES.APPROVED and await self._wrote_it(tx, suggestion, member):
            return OwnText(await cards.made_of(stored))
        if to is _STATES.APPROVED and (faults := await self._faults(tx, stored)):
            return Invalid(tuple(faults), await cards.of(await self._reopen_for_edit(tx, suggestion, faults[0], now)))
        decision = Decision(act, now, Member(member.id, member.name))
        moved = await tx.suggestions.move(
            suggestion.id,
            known=suggestion,
            to=to,
            from_={suggestion.state},
            decision=decision,
            revision=(suggestion.revision or None) if rules.needs_revision else None,
            **self._besides(to, suggestion, now),
        )
        if moved is None:
            return TooLate(stored.decision, await cards.made_of(stored))
        undone = ACTS[stored.decision.act] if rules.undoes and stored.decision is not None else None
        if rules.opts_out:
            await tx.opt_outs.add(moved.user_id, member, now, {moved.kind})
        elif undone is not None and undone.opts_out:
            await opt_in(tx, moved.user_id, {moved.kind}, now - self._context.policy.reply_window)
        if rules.override is not None or (undone is not None and undone.override is not None):
            await self._overrides.apply(tx, moved.user_id, rules.override, member, now)
            return Decided(await cards.of(moved))
        return Decided(await cards.made_of(stored, moved, decision))

    async def _wrote_it(self, tx: Tx, suggestion: Suggestion, member: Member) -> bool:
        """Whether this member may not approve it, as whoever wrote a text may not where the team goes by the four-eyes rule."""
        has_text = KINDS[suggestion.kind].has_text
        return self._context.policy.four_eyes and has_text and await tx.suggestions.writer(suggestion.id) == member.id

    def _besides(self, to: SuggestionState, suggestion: Suggestion, now: datetime) -> StateChanges:
        """What changes with the state; what stays in it keeps the reason for it."""
        if to is suggestion.state:
            return {"note": suggestion.note}
        if to is _STATES.OPEN and suggestion.state is not _STATES.OPEN:
            return reopened(suggestion, now)
        return {
            "snoozed_until": KINDS[suggestion.kind].snoozed_until(now, self._context.policy) if to is _STATES.SNOOZED else None,
            "note": None,
        }

    async def _obstacle(self, tx: Tx, stored: StoredCard, to: SuggestionState) -> Note | None:
        """Why what is settled cannot come alive again: there is another one by now, or they said "stop" since."""
        suggestion = stored.suggestion
        if to.settled or not suggestion.state.settled:
            return None
        if stored.opt_out_requested:
            return OPTED_OUT
        return ANOTHER_OPEN if await tx.suggestions.open_about([suggestion.user_id], suggestion.kind) else None

    async def _reopen_for_edit(self, tx: Tx, suggestion: Suggestion, fault: Note, now: datetime) -> Suggestion:
        """A settled card has no Edit button, so it is reopened. Open ones stay open; nothing is reopened for who opted out."""
        if not suggestion.state.settled or fault == OPTED_OUT:
            return suggestion
        return await self._outcomes.send_back(tx, suggestion, now, fault) or suggestion

    async def _faults(self, tx: Tx, stored: StoredCard) -> list[Note]:
        """Why it cannot be carried out, by what is known now: they may have said "stop" since, or the same text may have gone out."""
        suggestion, reply = stored.suggestion, stored.reply
        if stored.opt_out_requested:
            return [OPTED_OUT]
        if reply is None:
            return []
        if blocker := doubt_blocker(reply.doubted_at, self._clock.now()):
            return [blocker]
        text = (offered(reply.draft, reply.interaction) if suggestion.state in UNDECIDED else reply.draft).text
        return await Drafts(tx, self._context).faults(suggestion.id, text, reply.interaction, stored.profile)

    async def best(self, kind: SuggestionKind, skip: int = 0, view: QueueView = EVERYBODY) -> tuple[Card | None, int]:
        """The best waiting suggestion of a kind after `skip` others, and how many wait in all: of those, and in the order, of the view."""
        async with self._store.read() as tx:
            found = await tx.suggestions.best_open(1, skip, kind, view)
            waiting = await tx.suggestions.count_waiting(kind, view)
            card = await Cards(tx, self._context).of(found[0]) if found else None
        return card, waiting

    async def to_do(self, kind: SuggestionKind) -> int:
        """How many of a kind are approved and wait for somebody to do them on X."""
        async with self._store.read() as tx:
            return await tx.suggestions.count_waiting(kind, TO_DO)

    async def card(self, suggestion_id: int) -> Card | None:
        """The suggestion's card as it is now; None when there is no such suggestion."""
        async with self._store.read() as tx:
            suggestion = await tx.suggestions.get(suggestion_id)
            return await Cards(tx, self._context).of(suggestion) if suggestion else None
