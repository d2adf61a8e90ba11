"""Gathers everything that suggestions' cards show."""

from __future__ import annotations

from bot.domain import Card, ExpectedRoute, Note, Profile, ReplyDetails, Suggestion, SuggestionKind, SuggestionState
from bot.drafting.rules import has_link
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.blockers import blocker_reasons
from bot.workflow.delivery.route import Routes
from bot.workflow.inbox.drafting import Drafts, offered, possible_opt_out

UNDECIDED = (SuggestionState.OPEN, SuggestionState.SNOOZED)


class Cards:
    """Reads cards as the store knows them now, within one transaction. What they have in common is read once."""

    def __init__(self, tx: Tx, context: Context) -> None:
        self._tx, self._context = tx, context
        self._now = context.clock.now()
        self._drafts = Drafts(tx, context)
        self._routes: Routes | None = None
        self._waiting: dict[SuggestionKind, dict[int, Note | None]] = {}

    async def of(self, suggestion: Suggestion) -> Card:
        """This suggestion's card."""
        profile = await self._tx.profiles.get(suggestion.user_id)
        if profile is None:
            raise LookupError(f"Suggestion {suggestion.id} is about somebody the store does not know.")
        reply_details = await self._reply_details(suggestion, profile)
        handed_off_at = suggestion.sent_at if suggestion.state is SuggestionState.HANDED_OFF else None
        return Card(
            suggestion=suggestion,
            profile=profile,
            follower=await self._tx.followers.get(suggestion.user_id),
            expected_route=await self._expected_route(reply_details),
            price=self._price(reply_details),
            decision=await self._tx.suggestions.last_decision(suggestion.id),
            waiting=await self._why_waiting(suggestion),
            hand_off_until=handed_off_at + self._context.policy.hand_off_expires if handed_off_at else None,
            reply_details=reply_details,
        )

    async def _reply_details(self, suggestion: Suggestion, author: Profile) -> ReplyDetails | None:
        if suggestion.post_id is None:
            return None
        post, found = await self._tx.interactions.get(suggestion.post_id), await self._tx.replies.draft(suggestion.id)
        if post is None or found is None:
            raise LookupError(f"Suggestion {suggestion.id} answers a post that the store does not know.")
        draft, why = found
        if suggestion.state in UNDECIDED:
            draft = offered(draft, post)
        return ReplyDetails(
            interaction=post,
            draft=draft,
            why=why,
            no_draft=None if draft.text else await self._drafts.no_draft_reason(suggestion.id, post, author, draft),
            spoke=await self._tx.interactions.count_by(post.user_id, before=post.at),
            answered=await self._tx.own_posts.count_to(post.user_id),
            answer=(await self._tx.own_posts.answers([post.post_id])).get(post.post_id),
            has_link=has_link(draft.text),
            possible_opt_out=possible_opt_out(post),
        )

    async def _expected_route(self, reply_details: ReplyDetails | None) -> ExpectedRoute:
        if self._routes is None:
            self._routes = Routes(await self._tx.permissions.all(), self._context.policy.access, self._now)
        return self._routes.follow if reply_details is None else self._routes.reply(summoned=reply_details.interaction.summoned)

    def _price(self, reply_details: ReplyDetails | None) -> int:
        if reply_details is None:
            return self._context.prices["follow"].micros
        return self._context.prices.reply(reply_details.draft.text, summoned=reply_details.interaction.summoned).micros

    async def _why_waiting(self, suggestion: Suggestion) -> Note | None:
        if suggestion.state is not SuggestionState.APPROVED:
            return None
        if suggestion.kind not in self._waiting:
            account = await self._tx.accounts.get()
            self._waiting[suggestion.kind] = await blocker_reasons(self._tx, account, suggestion.kind, self._context, self._now)
        return self._waiting[suggestion.kind].get(suggestion.id)
