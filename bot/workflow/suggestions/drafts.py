"""What a member may do to the text of an answer before it is approved."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import UNDECIDED, Act, Card, Decision, Draft, Interaction, Member, Note, NoteCode
from bot.drafting.visible_text import visible_text
from bot.store import Tx
from bot.store.suggestions.cards import StoredCard, StoredReply
from bot.workflow.context import Context
from bot.workflow.inbox.drafting import Drafts, offered
from bot.workflow.permission import require_decide
from bot.workflow.suggestions.cards import Cards
from bot.workflow.suggestions.decisions import Changed, Claimed, Invalid, TooLate, claimed_by_another


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
    """What a member gets to edit.

    post: what is answered. text: what they typed last and was not taken, or else the draft; revision: of the draft. may_approve: whether
    they may approve what they write.
    """

    post: Interaction
    text: str
    revision: int
    may_approve: bool


class DraftService:
    """Stores edited drafts. An approved text cannot be edited. All of it raises NotPermitted.

    despite_claim: also where another member is on it.
    """

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock

    async def written(self, suggestion_id: int, member: Member, *, despite_claim: bool = False) -> DraftForm | Claimed | TooLate:
        """What to fill the form with."""
        require_decide(member, self._context.policy)
        async with self._store.read() as tx:
            found = await self._undecided(tx, (await tx.cards.get([suggestion_id])).get(suggestion_id))
            if isinstance(found, TooLate):
                return found
            stored, reply = found
            if not despite_claim and (claimed := await claimed_by_another(Cards(tx, self._context), stored, member)):
                return claimed
            text = await tx.replies.rejected_edit(suggestion_id, member.id) or offered(reply.draft, reply.interaction).text
            return DraftForm(reply.interaction, text, stored.suggestion.revision, may_approve=not self._context.policy.four_eyes)

    async def edit(
        self, suggestion_id: int, revision: int, text: str, member: Member, *, despite_claim: bool = False
    ) -> DraftChanged | Changed | Invalid | Claimed | TooLate:
        """Propose what a member wrote, who has written nothing where the text is as it was. A rejected text is kept for the next try."""
        require_decide(member, self._context.policy)
        text = visible_text(text)
        async with self._store.write() as tx:
            found = await self._undecided(tx, (await tx.cards.get([suggestion_id])).get(suggestion_id))
            if isinstance(found, TooLate):
                return found
            stored, reply = found
            await tx.replies.save_rejected_edit(suggestion_id, member.id, text)
            cards, shown, post = Cards(tx, self._context), reply.draft, reply.interaction
            if not despite_claim and (claimed := await claimed_by_another(cards, stored, member)):
                return claimed
            if revision != stored.suggestion.revision:
                return Changed(stored.decision, await cards.made_of(stored))
            if faults := await Drafts(tx, self._context).faults(suggestion_id, text, post, stored.profile):
                return Invalid(tuple(faults), await cards.made_of(stored))
            if text == offered(shown, post).text:
                await tx.replies.delete_rejected_edit(suggestion_id, member.id)
                return DraftChanged(await cards.made_of(stored))
            draft = Draft(text, revision + 1, shown.intent, shown.because, None, member.name)
            await tx.replies.redraft(
                suggestion_id, draft, Decision(Act.EDIT, self._clock.now(), member, Note(NoteCode.WRITTEN, {"text": text}))
            )
            await tx.replies.delete_rejected_edit(suggestion_id, member.id)
            return await self._redrafted(tx, suggestion_id)

    async def another(
        self, suggestion_id: int, revision: int, member: Member, *, despite_claim: bool = False
    ) -> DraftChanged | NoAlternative | Changed | Claimed | TooLate:
        """Take the next saved reply that fits."""
        require_decide(member, self._context.policy)
        async with self._store.write() as tx:
            found = await self._undecided(tx, (await tx.cards.get([suggestion_id])).get(suggestion_id))
            if isinstance(found, TooLate):
                return found
            stored, reply = found
            drafts, post = Drafts(tx, self._context), reply.interaction
            if not despite_claim and (claimed := await claimed_by_another(Cards(tx, self._context), stored, member)):
                return claimed
            if revision != stored.suggestion.revision:
                return Changed(stored.decision, await Cards(tx, self._context).made_of(stored))
            shown = offered(reply.draft, post)
            draft = await drafts.another(suggestion_id, post, stored.profile, shown)
            if draft is None:
                return NoAlternative(await drafts.no_draft_reason(suggestion_id, post, stored.profile, shown))
            await tx.replies.redraft(suggestion_id, draft, Decision(Act.ANOTHER, self._clock.now(), member))
            return await self._redrafted(tx, suggestion_id)

    async def _undecided(self, tx: Tx, stored: StoredCard | None) -> tuple[StoredCard, StoredReply] | TooLate:
        if stored is None or stored.reply is None:
            return TooLate(None, None)
        if stored.suggestion.state in UNDECIDED:
            return stored, stored.reply
        return TooLate(stored.decision, await Cards(tx, self._context).made_of(stored))

    async def _redrafted(self, tx: Tx, suggestion_id: int) -> DraftChanged:
        _, card = (await Cards(tx, self._context).of_many([suggestion_id]))[suggestion_id]
        return DraftChanged(card)
