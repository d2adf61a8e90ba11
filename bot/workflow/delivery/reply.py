"""Carry out an answer: exactly the text that was approved, at most once."""

from __future__ import annotations

from bot.domain import Capability, Evidence, ExpectedRoute, Interaction, Note, NoteCode, OwnPost, Purpose, Suggestion, SuggestionKind
from bot.domain.kinds import KINDS
from bot.drafting.rules import handles_in
from bot.planning.routes import Routes
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.access import record_permission
from bot.workflow.delivery.blockers import resend_blocker
from bot.workflow.delivery.outcomes import Outcomes
from bot.workflow.inbox.drafting import Drafts
from bot.workflow.inbox.own_posts import OwnPosts
from bot.workflow.people.refresh import ProfileRefresh
from bot.x.client import XClient
from bot.x.errors import (
    Blocked,
    Duplicate,
    NotAllowed,
    NotFound,
    NotSummoned,
    OutcomeUnknown,
    PostGone,
    Rejected,
    RepliesRestricted,
    TextRefused,
    XError,
)

_MOST_DOUBTS = 3
"""How often X may say that it has this text already, while its list of the account's posts does not show it."""


class ReplyDelivery:
    """Posts answers through X's API. See `bot.workflow.delivery.deliver.Delivery`."""

    kind = SuggestionKind.REPLY

    def __init__(self, context: Context, x: XClient) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._prices, self._x = context.prices, x
        self._outcomes, self._own_posts, self._refresh = Outcomes(context), OwnPosts(context, x), ProfileRefresh(context, x)

    async def by_api(self, tx: Tx, suggestion: Suggestion) -> bool:
        routes = Routes(await tx.permissions.all(), self._context.policy.access, self._clock.now())
        return routes.expected(self.kind, summoned=(await _post_of(tx, suggestion)).summoned) is not ExpectedRoute.HAND_OFF

    async def price(self, tx: Tx, suggestion: Suggestion) -> int:
        text, post = await _text_of(tx, suggestion), await _post_of(tx, suggestion)
        return self._prices.of_kind(self.kind, text=text, summoned=post.summoned).micros

    async def prepare(self, suggestion: Suggestion) -> None:
        """See whether the team has answered by itself meanwhile: then nothing is sent. And refresh the handles that the text names:
        `send_back_if_stale` has the text changed where one of them changed."""
        async with self._store.read() as tx:
            text, author = await _text_of(tx, suggestion), await tx.profiles.get(suggestion.user_id)
        if author is not None and handles_in(text):
            await self._refresh.before_mention(author)
        await self._own_posts.read(purpose=Purpose.CONFIRMATION, after=[suggestion.post_id or 0])

    async def send_back_if_stale(self, tx: Tx, suggestion: Suggestion) -> bool:
        """If nearly the same text has gone out since it was approved, through Mutuals or by hand. What has an answer is closed.

        No answer goes out but through here, in the transaction that begins it."""
        if await self._own_posts.settle(tx, [suggestion.post_id or 0]):
            return True
        post, author = await _post_of(tx, suggestion), await tx.profiles.get(suggestion.user_id)
        if author is None:
            raise LookupError(f"Suggestion {suggestion.id} is about somebody the store does not know.")
        now = self._clock.now()
        fault = await resend_blocker(tx, suggestion.id, now)
        if not fault:
            faults = await Drafts(tx, self._context).faults(suggestion.id, await _text_of(tx, suggestion), post, author)
            fault = faults[0] if faults else None
        if fault:
            await self._outcomes.send_back(tx, suggestion, now, fault)
        return bool(fault)

    async def send(self, suggestion: Suggestion) -> None:
        """One request, with the very text that the approver saw: it cannot change once it is approved."""
        async with self._store.read() as tx:
            text, post = await _text_of(tx, suggestion), await _post_of(tx, suggestion)
        try:
            answer_id = await self._x.reply(text, to=post.post_id, summoned=post.summoned, purpose=KINDS[self.kind].purpose)
        except OutcomeUnknown:
            await self._doubt(suggestion)
        except Duplicate as refusal:
            await self._said_before(suggestion, refusal)
        except TextRefused as refusal:
            await self._send_back(suggestion, refusal.note)
        except (PostGone, RepliesRestricted, Blocked) as refusal:
            await self._fail(suggestion, refusal.note, gone=isinstance(refusal, PostGone))
        except NotAllowed as refusal:
            await self._hand_off(suggestion, post, refusal)
        except (NotFound, Rejected) as error:
            await self._fail(suggestion, error.note)
        except XError as error:
            await self._outcomes.requeue(suggestion, error.note)
            raise
        else:
            await self._done(suggestion, post, OwnPost(answer_id, self._clock.now(), text, post.post_id))

    async def _done(self, suggestion: Suggestion, post: Interaction, answer: OwnPost) -> None:
        now = self._clock.now()
        async with self._store.write() as tx:
            await tx.own_posts.add([answer])
            await record_permission(tx, self._context.policy.access, _capability(post), allowed=True, evidence=Evidence.SUCCESS, now=now)
            await self._outcomes.confirm(tx, suggestion, now)

    async def _doubt(self, suggestion: Suggestion) -> None:
        async with self._store.write() as tx:
            await self._outcomes.mark_in_doubt(tx, suggestion, self._clock.now())

    async def _said_before(self, suggestion: Suggestion, refusal: Duplicate) -> None:
        """X has this text already. After an unknown outcome that is most likely this very answer, which its lists may not show yet."""
        async with self._store.read() as tx:
            doubts = await tx.suggestions.count_doubts(suggestion.id)
        if not doubts:
            await self._send_back(suggestion, refusal.note)
        elif doubts < _MOST_DOUBTS:
            await self._doubt(suggestion)
        else:
            await self._fail(suggestion, Note(NoteCode.NOT_SEEN))

    async def _send_back(self, suggestion: Suggestion, note: Note) -> None:
        """X does not take this text: somebody has to change it, and the suggestion is open again for that."""
        now = self._clock.now()
        async with self._store.write() as tx:
            if await tx.opt_outs.requested(suggestion.user_id):
                await self._outcomes.withdraw_for_opt_out(tx, suggestion, now)
            else:
                await self._outcomes.send_back(tx, suggestion, now, note)

    async def _hand_off(self, suggestion: Suggestion, post: Interaction, refusal: NotAllowed) -> None:
        """X does not take it from this app, but perhaps from a person. What is about the access is remembered for the next ones."""
        now = self._clock.now()
        async with self._store.write() as tx:
            if refusal.tier or (isinstance(refusal, NotSummoned) and not post.summoned):
                await record_permission(
                    tx, self._context.policy.access, _capability(post), allowed=False, evidence=Evidence.REFUSAL, now=now
                )
            await self._outcomes.hand_off(tx, suggestion, now)

    async def _fail(self, suggestion: Suggestion, note: Note, *, gone: bool = False) -> None:
        async with self._store.write() as tx:
            await self._outcomes.fail(tx, suggestion, self._clock.now(), note)
            if gone and suggestion.post_id is not None:
                await tx.interactions.clear_text([suggestion.post_id])


def _capability(post: Interaction) -> Capability:
    rules = KINDS[ReplyDelivery.kind]
    return rules.capability if post.summoned else rules.unsolicited


async def _post_of(tx: Tx, suggestion: Suggestion) -> Interaction:
    post = await tx.interactions.get(suggestion.post_id or 0)
    if post is None:
        raise LookupError(f"Suggestion {suggestion.id} answers a post that the store does not know.")
    return post


async def _text_of(tx: Tx, suggestion: Suggestion) -> str:
    found = await tx.replies.draft(suggestion.id)
    if found is None:
        raise LookupError(f"Suggestion {suggestion.id} proposes no text.")
    return found[0].text
