"""What a member may do to the text of an answer before it is approved."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import Act, Card, Decision, Draft, Member, Note, NoteCode, Suggestion, SuggestionKind
from bot.drafting.visible_text import visible_text
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.inbox.drafting import Drafts
from bot.workflow.suggestions.cards import UNDECIDED, Cards
from bot.workflow.suggestions.decisions import Changed, Invalid, TooLate
from bot.workflow.team.permission import require_decide


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """The suggestion proposes another text now; the card as it is."""

    card: Card


@dataclass(frozen=True, slots=True)
class NoAlternative:
    """No other saved reply fits. why: None where the one shown is the only one."""

    why: Note | None = None


@dataclass(frozen=True, slots=True)
class DraftForm:
    """What a member gets to edit. text: what they typed last and was not taken, or else the draft; revision: of the draft."""

    text: str
    revision: int


class DraftService:
    """Stores edited drafts. An approved text cannot be edited. All of it raises NotPermitted."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store, self._clock, self._policy = context.store, context.clock, context.policy

    async def written(self, suggestion_id: int, member: Member) -> DraftForm | TooLate:
        """What to fill the form with."""
        require_decide(member, self._policy)
        async with self._store.read() as tx:
            suggestion = await self._undecided(tx, suggestion_id)
            if isinstance(suggestion, TooLate):
                return suggestion
            reply_details = (await Cards(tx, self._context).of(suggestion)).reply_details
            text = await tx.replies.rejected_edit(suggestion_id, member.id) or (reply_details.draft.text if reply_details else "")
            return DraftForm(text, suggestion.revision)

    async def edit(self, suggestion_id: int, revision: int, text: str, member: Member) -> DraftChanged | Changed | Invalid | TooLate:
        """Propose what a member wrote. A rejected text is kept for the next try."""
        require_decide(member, self._policy)
        text = visible_text(text)
        async with self._store.write() as tx:
            suggestion = await self._undecided(tx, suggestion_id)
            if isinstance(suggestion, TooLate):
                return suggestion
            await tx.replies.save_rejected_edit(suggestion_id, member.id, text)
            card = await Cards(tx, self._context).of(suggestion)
            if revision != suggestion.revision:
                return Changed(await tx.suggestions.last_decision(suggestion_id), card)
            if card.reply_details is None:
                raise LookupError(f"Suggestion {suggestion_id} proposes no text.")
            shown, post = card.reply_details.draft, card.reply_details.interaction
            if faults := await Drafts(tx, self._context).faults(suggestion_id, text, post, card.profile):
                return Invalid(tuple(faults), card)
            draft = Draft(text, revision + 1, shown.intent, shown.because, None, member.name)
            await tx.replies.redraft(
                suggestion_id, draft, Decision(Act.EDIT, self._clock.now(), member, Note(NoteCode.WRITTEN, {"text": text}))
            )
            await tx.replies.delete_rejected_edit(suggestion_id, member.id)
            return await self._redrafted(tx, suggestion_id)

    async def another(self, suggestion_id: int, revision: int, member: Member) -> DraftChanged | NoAlternative | Changed | TooLate:
        """Take the next saved reply that fits."""
        require_decide(member, self._policy)
        async with self._store.write() as tx:
            suggestion = await self._undecided(tx, suggestion_id)
            if isinstance(suggestion, TooLate):
                return suggestion
            card = await Cards(tx, self._context).of(suggestion)
            if revision != suggestion.revision:
                return Changed(await tx.suggestions.last_decision(suggestion_id), card)
            if card.reply_details is None:
                return NoAlternative()
            shown, post, drafts = card.reply_details.draft, card.reply_details.interaction, Drafts(tx, self._context)
            draft = await drafts.another(suggestion_id, post, card.profile, shown)
            if draft is None:
                return NoAlternative(await drafts.no_draft_reason(suggestion_id, post, card.profile, shown))
            await tx.replies.redraft(suggestion_id, draft, Decision(Act.ANOTHER, self._clock.now(), member))
            return await self._redrafted(tx, suggestion_id)

    async def _undecided(self, tx: Tx, suggestion_id: int) -> Suggestion | TooLate:
        suggestion = await tx.suggestions.get(suggestion_id)
        if suggestion is None or suggestion.kind is not SuggestionKind.REPLY:
            return TooLate(None, None)
        if suggestion.state in UNDECIDED:
            return suggestion
        return TooLate(await tx.suggestions.last_decision(suggestion_id), await Cards(tx, self._context).of(suggestion))

    async def _redrafted(self, tx: Tx, suggestion_id: int) -> DraftChanged:
        suggestion = await tx.suggestions.get(suggestion_id)
        if suggestion is None:
            raise LookupError(f"Suggestion {suggestion_id} is gone.")
        return DraftChanged(await Cards(tx, self._context).of(suggestion))
