"""Ingest of posts to the account: they are stored, and opt-out requests take effect at once."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.domain import (
    Account,
    Act,
    Decision,
    Interaction,
    InteractionKind,
    Note,
    NoteCode,
    Post,
    Suggestion,
    SuggestionKind,
    SuggestionState,
)
from bot.domain.acts import ACTS
from bot.drafting.opt_outs.requests import explicit_opt_out
from bot.scoring.addressed import is_implicit_mention
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.inbox.drafting import unwritten
from bot.workflow.inbox.read_ahead import warm_opt_out_cache

log = logging.getLogger(__name__)

OPTED_OUT_NOTE = Note(NoteCode.OPTED_OUT)
EDIT_ENDS = Note(NoteCode.POST_EDITED)
EDITED = Note(NoteCode.EARLIER_VERSION_DECIDED)

_STATES = SuggestionState
_DECIDED = (_STATES.APPROVED, _STATES.DELIVERING, _STATES.IN_DOUBT, _STATES.HANDED_OFF, _STATES.DONE, _STATES.SKIPPED)
"""States in which an earlier version of a post was dealt with, so that a later version needs no answer."""


class Ingest:
    """Stores posts from any source; each counts once."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock = context.store, context.clock

    async def add(self, posts: Sequence[Post], *, quoting: bool = False, complete: bool = False) -> set[int]:
        """Store posts to the account; returns the authors of new ones, without the account itself.

        They have to be reassessed: that is scheduled here, whatever becomes of the caller.
        quoting: they were found because they quote the account. Otherwise they mention it, as the account itself may.
        complete: X was asked for every field. An event may leave some out, and they are filled in then.
        """
        if not posts:
            return set()
        now = self._clock.now()
        await warm_opt_out_cache(posts)
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            known = await tx.interactions.known([post.id for post in posts])
            quoted = await tx.own_posts.known_quote_counts([post.quotes for post in posts if post.quotes is not None])
            read = [_interaction(post, account, quoting=quoting, quotes_us=post.quotes in quoted) for post in posts]
            new = [post for post in read if post.post_id not in known]
            await tx.interactions.add(new, now)
            speakers = {post.user_id for post in new} - {account.id}
            edits = [post for post in posts if post.id not in known and post.versions_before]
            await self._handle_edits(tx, edits, now)
            await tx.assessments.invalidate(speakers)
            again = [post for post in read if complete and post.text and post.post_id in known]
            completed = await tx.interactions.complete(again)
            new += [post for post in again if post.post_id in completed]
            await self._apply_opt_outs(tx, [post for post in new if _speaks_to(account, post)], now)
        if speakers:
            count = sum(post.user_id != account.id and post.post_id not in known for post in new)
            log.info("New posts to the account: %d, by people: %d.", count, len(speakers))
        return speakers

    async def _handle_edits(self, tx: Tx, posts: Iterable[Post], now: datetime) -> None:
        """Only the last version of an edited post is to be answered, unless an earlier one was decided about."""
        for post in posts:
            before = await tx.interactions.known(post.versions_before)
            ids = (await tx.replies.to(before)).values()
            suggestions = [found for found in [await tx.suggestions.get(suggestion_id) for suggestion_id in ids] if found is not None]
            if any([await _is_decided(tx, suggestion) for suggestion in suggestions]):
                if (edited := await tx.interactions.get(post.id)) is not None:
                    await tx.replies.leave_out(edited, unwritten(edited), EDITED, now)
                continue
            await tx.interactions.clear_text(before)
            for suggestion in suggestions:
                await _end(tx, suggestion, Decision(Act.EXPIRE, now, note=EDIT_ENDS))

    async def _apply_opt_outs(self, tx: Tx, posts: Iterable[Interaction], now: datetime) -> None:
        """Opt out whoever asks for it, and close what was approved and is not sent."""
        requests = {post.user_id: request for post in posts if (request := explicit_opt_out(post.text))}
        fresh = [user_id for user_id, request in requests.items() if await tx.opt_outs.add_request(user_id, request, now)]
        for kind in SuggestionKind:
            await close_suggestions_about(tx, fresh, kind, Decision(Act.HONOUR_OPT_OUT, now, note=OPTED_OUT_NOTE))


async def close_suggestions_about(tx: Tx, user_ids: Collection[int], kind: SuggestionKind, decision: Decision) -> None:
    """Close the suggestions about these people that were not sent."""
    for suggestion in (await tx.suggestions.open_about(user_ids, kind)).values():
        await _end(tx, suggestion, decision)


async def _end(tx: Tx, suggestion: Suggestion, decision: Decision) -> None:
    end = ACTS[decision.act].moves.get(suggestion.state)
    if end is not None and suggestion.state is not _STATES.DELIVERING:  # what is already being sent is not stopped
        await tx.suggestions.move(
            suggestion.id, to=end, from_={suggestion.state}, decision=decision, snoozed_until=None, note=decision.note
        )


async def _is_decided(tx: Tx, suggestion: Suggestion) -> bool:
    """Whether a member decided; what was left out was decided by Mutuals alone."""
    if suggestion.state is _STATES.SKIPPED:
        return await tx.suggestions.last_decision(suggestion.id) is not None
    return suggestion.state in _DECIDED


def _speaks_to(account: Account, post: Interaction) -> bool:
    """Whether an opt-out in it can be meant for the account: "stop" to somebody else is none."""
    return post.user_id != account.id and post.kind is not InteractionKind.IMPLICIT_MENTION


def _interaction(post: Post, account: Account, *, quoting: bool, quotes_us: bool) -> Interaction:
    """What X found as a mention is one, unless it names others and not the account. quoting: it was found because it quotes the account."""
    handles = {name.lower() for name in post.handles}
    mentioned = not handles or not account.username or account.username.lower() in handles
    answers = post.answers_user == account.id
    kind = InteractionKind.QUOTE if quoting else InteractionKind.REPLY if answers else InteractionKind.MENTION
    if kind is InteractionKind.MENTION and not quotes_us and is_implicit_mention(post, account):
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
