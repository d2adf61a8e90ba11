"""What follows at once from what people say to the account: it is stored, and whoever wants to be left alone is."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.domain import Account, Act, Decision, Interaction, InteractionKind, Post, Suggestion, SuggestionKind, SuggestionState
from bot.drafting.opt_outs.requests import asks_to_be_left_alone
from bot.scoring.addressed import carries_along
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.inbox.drafting import unwritten
from bot.workflow.inbox.read_ahead import read_wishes_ahead

log = logging.getLogger(__name__)

WISHED = "They asked to be left alone."
EDIT_ENDS = "They edited this post: the new version is a suggestion of its own."
EDITED = "an edited version of a post that was decided about"

_STATES = SuggestionState
_ENDS = {
    _STATES.OPEN: _STATES.EXPIRED,
    _STATES.SNOOZED: _STATES.EXPIRED,
    _STATES.APPROVED: _STATES.WITHDRAWN,
    _STATES.HANDED_OFF: _STATES.WITHDRAWN,
}
"""Where suggestions about somebody go who wants none. What is being sent is past that."""


_DECIDED = (_STATES.APPROVED, _STATES.DELIVERING, _STATES.IN_DOUBT, _STATES.HANDED_OFF, _STATES.DONE, _STATES.SKIPPED)
"""Where an answer to an earlier version of a post answers a later one, or somebody wanted none."""


class Hearing:
    """Takes posts in, from whatever source they come; each counts once."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock, self._wake = context.store, context.clock, context.wake

    async def take_in(self, posts: Sequence[Post], *, quoting: bool = False, in_full: bool = False) -> set[int]:
        """Store posts that speak to the account; returns who else wrote one that was not known.

        They are to be assessed anew: here is seen to it that they are in the end, whatever becomes of the caller.
        quoting: they were found because they quote the account. Otherwise they mention it, as the account itself may.
        in_full: X was asked for all that is kept of them. An event may leave some of it out, and is completed then.
        """
        if not posts:
            return set()
        now = self._clock.now()
        await read_wishes_ahead(posts)
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            known = await tx.interactions.known([post.id for post in posts])
            quoted = await tx.own_posts.quotes_known([post.quotes for post in posts if post.quotes is not None])
            told = [_interaction(post, account, quoting=quoting, quotes_us=post.quotes in quoted) for post in posts]
            heard = [post for post in told if post.post_id not in known]
            await tx.interactions.add(heard, now)
            speakers = {post.user_id for post in heard} - {account.id}
            edits = [post for post in posts if post.id not in known and post.versions_before]
            await self._follow_edits(tx, edits, now)
            await tx.assessments.outdate(speakers)
            again = [post for post in told if in_full and post.text and post.post_id in known]
            completed = await tx.interactions.complete(again)
            heard += [post for post in again if post.post_id in completed]
            silenced = await self._honour_wishes(tx, [post for post in heard if _speaks_to(account, post)], now)
        if speakers:
            posts_heard = sum(post.user_id != account.id and post.post_id not in known for post in heard)
            log.info("New posts to the account: %d, by people: %d.", posts_heard, len(speakers))
        if silenced or edits:
            self._wake(Job.SHOW)
        if speakers or completed:
            self._wake(Job.CHOOSE)
        if speakers:
            self._wake(Job.REASSESS)
        return speakers

    async def _follow_edits(self, tx: Tx, posts: Iterable[Post], now: datetime) -> None:
        """Of several versions of a post the last one is to be answered, unless one before was decided about."""
        for post in posts:
            before = await tx.interactions.known(post.versions_before)
            ids = (await tx.replies.to(before)).values()
            suggestions = [found for found in [await tx.suggestions.get(suggestion_id) for suggestion_id in ids] if found is not None]
            if any([await _is_decided(tx, suggestion) for suggestion in suggestions]):
                if (edited := await tx.interactions.get(post.id)) is not None:
                    await tx.replies.leave_out(edited, unwritten(edited), EDITED, now)
                continue
            await tx.interactions.forget(before)
            for suggestion in suggestions:
                await _end(tx, suggestion, Decision(Act.EXPIRE, now, note=EDIT_ENDS))

    async def _honour_wishes(self, tx: Tx, posts: Iterable[Interaction], now: datetime) -> bool:
        """Leave alone from now on whoever asks for it, also with what was approved and is not sent; whether anybody did."""
        wishes = {post.user_id: wish for post in posts if (wish := asks_to_be_left_alone(post.text))}
        fresh = [user_id for user_id, wish in wishes.items() if await tx.left_alone.add_wish(user_id, wish, now)]
        for kind in SuggestionKind:
            await leave_alone(tx, fresh, kind, Decision(Act.OPT_OUT, now, note=WISHED))
        return bool(fresh)


async def leave_alone(tx: Tx, user_ids: Collection[int], kind: SuggestionKind, decision: Decision) -> None:
    """End what is suggested about these people and was not sent."""
    for suggestion in (await tx.suggestions.open_about(user_ids, kind)).values():
        await _end(tx, suggestion, decision)


async def _end(tx: Tx, suggestion: Suggestion, decision: Decision) -> None:
    if (end := _ENDS.get(suggestion.state)) is not None:
        await tx.suggestions.move(
            suggestion.id, to=end, from_={suggestion.state}, decision=decision, snoozed_until=None, note=decision.note
        )


async def _is_decided(tx: Tx, suggestion: Suggestion) -> bool:
    """Whether somebody did; what was left out was read by Mutuals alone."""
    if suggestion.state is _STATES.SKIPPED:
        return await tx.suggestions.last_decision(suggestion.id) is not None
    return suggestion.state in _DECIDED


def _speaks_to(account: Account, post: Interaction) -> bool:
    """Whether a wish in it can be meant for the account: "stop" to somebody else is none."""
    return post.user_id != account.id and post.kind is not InteractionKind.IMPLICIT_MENTION


def _interaction(post: Post, account: Account, *, quoting: bool, quotes_us: bool) -> Interaction:
    """What X found as a mention is one, unless it names others and not the account. quoting: it was found because it quotes the account."""
    handles = {name.lower() for name in post.handles}
    mentioned = not handles or not account.username or account.username.lower() in handles
    answers = post.answers_user == account.id
    kind = InteractionKind.QUOTE if quoting else InteractionKind.REPLY if answers else InteractionKind.MENTION
    if kind is InteractionKind.MENTION and not quotes_us and carries_along(post, account):
        kind = InteractionKind.IMPLICIT_MENTION
    return Interaction(
        post_id=post.id,
        user_id=post.author_id,
        at=post.at,
        kind=kind,
        text=post.text,
        lang=post.lang,
        conversation_id=post.conversation_id,
        summoned=quoting or mentioned,
        reply_settings=post.reply_settings,
    )
