"""Gathers everything that suggestions' cards show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.domain import (
    UNDECIDED,
    Card,
    Decision,
    ExpectedRoute,
    Note,
    OtherSuggestion,
    Profile,
    ReplyDetails,
    Snapshot,
    Suggestion,
    SuggestionKind,
    SuggestionState,
)
from bot.domain.acts import ACTS, CLAIM_LASTS
from bot.drafting.rules import has_link
from bot.planning.routes import Routes
from bot.store import Tx
from bot.store.suggestions.cards import StoredCard, StoredReply
from bot.workflow.context import Context
from bot.workflow.delivery.blockers import blocker_reasons
from bot.workflow.inbox.drafting import Drafts, offered, possible_opt_out
from bot.workflow.money.budgets import snapshot_of


@dataclass(frozen=True, slots=True)
class OutOfDate:
    """The message is not this suggestion's card, or no longer: nothing was changed."""


def is_shown_on(stored: StoredCard | None, message_id: int) -> bool:
    """Whether this message is the suggestion's card. Another set-up's cards carry the same ids for other people."""
    return stored is not None and stored.prompt is not None and stored.prompt.message_id in (None, message_id)


class Cards:
    """Reads cards as the store knows them now, within one transaction: all of them at once, and what they have in common once."""

    def __init__(self, tx: Tx, context: Context) -> None:
        self._tx, self._context = tx, context
        self._now = context.clock.now()
        self._drafts = Drafts(tx, context)
        self._snapshot: Snapshot | None = None
        self._waiting: dict[SuggestionKind, Mapping[int, Note | None]] = {}

    async def of(self, suggestion: Suggestion) -> Card:
        """This suggestion's card."""
        stored = (await self._tx.cards.get([suggestion.id])).get(suggestion.id)
        if stored is None:
            raise LookupError(f"Suggestion {suggestion.id} is about somebody the store does not know.")
        return await self.made_of(stored)

    async def of_many(self, suggestion_ids: Collection[int]) -> dict[int, tuple[StoredCard, Card]]:
        """The cards of these suggestions, each with what is stored of it; what is unknown is left out."""
        return {
            stored.suggestion.id: (stored, await self.made_of(stored)) for stored in (await self._tx.cards.get(suggestion_ids)).values()
        }

    async def made_of(self, stored: StoredCard, moved: Suggestion | None = None, decision: Decision | None = None) -> Card:
        """The card made of what was read before. moved, decision: the suggestion as it became since, and by which decision of a member."""
        suggestion = moved or stored.suggestion
        reply_details = None if stored.reply is None else await self._reply_details(suggestion, stored.profile, stored.reply)
        handed_off_at = suggestion.sent_at if suggestion.state is SuggestionState.HANDED_OFF else None
        return Card(
            suggestion=suggestion,
            profile=stored.profile,
            follower=stored.follower,
            expected_route=await self._expected_route(suggestion, reply_details),
            price=self._price(suggestion, reply_details),
            decision=decision or stored.decision,
            waiting=await self._why_waiting(suggestion),
            hand_off_until=handed_off_at + self._context.policy.hand_off_expires if handed_off_at else None,
            reply_details=reply_details,
            claim=self._claim(stored.claim, suggestion, decision),
            four_eyes=self._context.policy.four_eyes and suggestion.state in UNDECIDED and _is_written(reply_details),
            posted=stored.prompt is not None and stored.prompt.message_id is not None,
            other=stored.other,
            other_link=self._link_to(stored.other),
        )

    def _link_to(self, other: OtherSuggestion | None) -> str:
        if other is None or other.channel_id is None or other.message_id is None:
            return ""
        return self._context.policy.message_link(other.channel_id, other.message_id)

    def _claim(self, stored: Decision | None, suggestion: Suggestion, decision: Decision | None) -> Decision | None:
        """Who is on it. decision: what a member has just said, which may be that."""
        said = ACTS[decision.act] if decision is not None else None
        claim = decision if said and said.claims else None if said and said.releases else stored
        return claim if claim and suggestion.state in UNDECIDED and self._now - claim.at < CLAIM_LASTS else None

    async def _reply_details(self, suggestion: Suggestion, author: Profile, reply: StoredReply) -> ReplyDetails:
        post, draft = reply.interaction, reply.draft
        if suggestion.state in UNDECIDED:
            draft = offered(draft, post)
        return ReplyDetails(
            interaction=post,
            draft=draft,
            why=reply.why,
            no_draft=None if draft.text else await self._drafts.no_draft_reason(suggestion.id, post, author, draft),
            spoke=reply.spoke,
            answered=reply.answered,
            answer=reply.answer,
            has_link=has_link(draft.text),
            possible_opt_out=possible_opt_out(post),
        )

    async def _expected_route(self, suggestion: Suggestion, reply_details: ReplyDetails | None) -> ExpectedRoute:
        routes = Routes((await self._standing()).permissions, self._context.policy.access, self._now)
        return routes.expected(suggestion.kind, summoned=_summoned(reply_details))

    async def _standing(self) -> Snapshot:
        if self._snapshot is None:
            self._snapshot = await snapshot_of(self._tx, self._context.policy, self._now)
        return self._snapshot

    def _price(self, suggestion: Suggestion, reply_details: ReplyDetails | None) -> int:
        text = reply_details.draft.text if reply_details else ""
        return self._context.prices.of_kind(suggestion.kind, text=text, summoned=_summoned(reply_details)).micros

    async def _why_waiting(self, suggestion: Suggestion) -> Note | None:
        if suggestion.state is not SuggestionState.APPROVED:
            return None
        if suggestion.kind not in self._waiting:
            snapshot = await self._standing()
            self._waiting[suggestion.kind] = await blocker_reasons(self._tx, snapshot, suggestion.kind, self._context, self._now)
        return self._waiting[suggestion.kind].get(suggestion.id)


def _is_written(reply_details: ReplyDetails | None) -> bool:
    return reply_details is not None and bool(reply_details.draft.written_by)


def _summoned(reply_details: ReplyDetails | None) -> bool:
    return reply_details is None or reply_details.interaction.summoned
