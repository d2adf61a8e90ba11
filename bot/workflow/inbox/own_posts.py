"""Read what the account itself posted: whom it has answered, by whatever hand, and which of its posts are quoted."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain import Act, Decision, OwnPost, Post, Purpose, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.inbox.pagination import pages
from bot.workflow.money.affordable import affordable
from bot.x.client import PostPage, X
from bot.x.errors import IncompleteList
from bot.x.parse.pagination import LARGEST_OWN_PAGE, SMALLEST_OWN_PAGE
from bot.x.parse.snowflake import first_id_at

LOOKED_BACK = timedelta(days=2)
"""How old posts are read again and again, for the number of their quotes: X charges each once a UTC day, and who quotes does it soon."""

QUOTED_WITHIN = timedelta(days=6)
"""Likewise, where they answer nobody: those are few, and people come upon them later. X may refuse a `since_id` of a week ago."""

_WITHOUT_A_GAP = timedelta(days=1)
"""A look so long after the last one sees all that was posted meanwhile, with time to spare."""

_STATES = SuggestionState
_ANSWERABLE = (
    _STATES.OPEN,
    _STATES.SNOOZED,
    _STATES.APPROVED,
    _STATES.HANDED_OFF,
    _STATES.IN_DOUBT,
    _STATES.LAPSED,
    _STATES.FAILED,
    _STATES.WITHDRAWN,
)
"""Where a suggestion can be that an answer on X brings to its end, be it late. One that is being sent right now sees to its end itself."""

_ASKED_FOR = (_STATES.HANDED_OFF, _STATES.IN_DOUBT)
"""Where an answer on X is what a member approved, by whatever hand it came."""


_ENDED = (_STATES.FAILED, _STATES.WITHDRAWN)
"""Where nothing was to come of the approval any more: whoever answered later did it by themselves."""


class OwnPosts:
    """Reads and stores the account's own posts, and closes the suggestions that they answer."""

    def __init__(self, context: Context, x: X) -> None:
        self._context, self._store, self._clock, self._wake = context, context.store, context.clock, context.wake
        self._x = x
        self._past: datetime | None = None
        """As the last look knew it."""
        self._begin = 0
        self._looked_at: datetime | None = None
        """All that was posted from `_begin` on until then has been read; None for nothing."""

    async def read(self, *, purpose: Purpose, after: Collection[int] = (), partly: bool = False) -> list[Post]:
        """Read what was posted lately, and whatever came after these posts. Returns what is not older than LOOKED_BACK. Raises XError.

        partly: what X shows will do, where it does not show all of that; else IncompleteList says that something may be there unseen.
        """
        now = self._clock.now()
        gapless = self._looked_at is not None and now - self._looked_at <= _WITHOUT_A_GAP
        async with self._store.read() as tx:
            waiting = await tx.interactions.longest_waiting(now - self._context.policy.reply_window)
            self._past = await self._past_of(tx, now)
            lately = await self._seen_from(tx, now)
        # Read once: whatever is posted from now on is seen as it comes, and every day X would charge the old ones anew.
        missed = [] if waiting is None or (gapless and waiting >= self._begin) else [waiting]
        begin = min([lately, *missed, *after])
        posts: dict[int, Post] = {}
        try:
            async for page in pages(lambda token: self._page(purpose, begin, token)):
                posts |= {post.id: post for post in page.posts}
                await self._keep(page.posts)
            self._begin, self._looked_at = min(begin, self._begin) if gapless else begin, now
        except IncompleteList:
            if not partly:
                raise
        return [post for post in posts.values() if post.id > first_id_at(now - LOOKED_BACK)]

    async def read_earlier(self, *, purpose: Purpose) -> list[Post]:
        """Read what was posted within QUOTED_WITHIN, before LOOKED_BACK, and answers nobody, as far as X shows it. Comes after `read`.

        Raises XError.
        """
        now = self._clock.now()
        since, until = first_id_at(now - QUOTED_WITHIN), first_id_at(now - LOOKED_BACK) + 1
        posts: list[Post] = []
        with contextlib.suppress(IncompleteList):
            async for page in pages(lambda token: self._page(purpose, since, token, until_id=until, replies=False)):
                posts += page.posts
                await self._keep(page.posts)
        return posts

    async def settle(self, tx: Tx, post_ids: Collection[int]) -> bool:
        """Bring the suggestions of answers to those of these posts to their end that have one, as far as was ever seen; whether any was."""
        settled = await self._close(tx, await tx.own_posts.answers(post_ids))
        if settled:
            self._wake(Job.CHOOSE)
        return settled

    async def _seen_from(self, tx: Tx, now: datetime) -> int:
        """From which post on a look reads. After a gap, and in the beginning, as far back as nothing may be repeated and X lets it look."""
        if await tx.ledger.succeeded(Purpose.OWN_POSTS, now - LOOKED_BACK):
            return first_id_at(now - LOOKED_BACK)
        unrepeated = timedelta(days=self._context.policy.repeat_days)
        return first_id_at(now - max(LOOKED_BACK, min(unrepeated, QUOTED_WITHIN)))

    async def _past_of(self, tx: Tx, now: datetime) -> datetime | None:
        """When Mutuals began, as far as it is known: whoever had quoted older posts by then is of the past, which nobody shall pay for."""
        if not await tx.ledger.succeeded(Purpose.OWN_POSTS):
            return now
        return (await tx.accounts.get()).baseline_finished_at

    async def _page(
        self, purpose: Purpose, since_id: int, token: str | None, *, until_id: int | None = None, replies: bool = True
    ) -> PostPage:
        each = self._x.own_post_micros
        size = await affordable(self._context, purpose, each, most=LARGEST_OWN_PAGE, least=SMALLEST_OWN_PAGE)
        return await self._x.own_posts(purpose=purpose, since_id=since_id, until_id=until_id, replies=replies, page_size=size, token=token)

    async def _keep(self, posts: Collection[Post]) -> None:
        if not posts:
            return
        async with self._store.write() as tx:
            known = await tx.own_posts.quotes_known([post.id for post in posts])
            await tx.own_posts.add([OwnPost(post.id, post.at, post.text, post.in_reply_to) for post in posts])
            old = [post for post in posts if post.id not in known and self._past is not None and post.at < self._past]
            await tx.own_posts.quotes_read({post.id: post.quote_count or 0 for post in old})
            answered = {post.in_reply_to for post in posts if post.in_reply_to is not None}
            closed = await self._close(tx, answered)
        if closed:
            self._wake(Job.SHOW)
            self._wake(Job.CHOOSE)

    async def _close(self, tx: Tx, post_ids: Collection[int]) -> bool:
        """Bring the suggestions of answers to these posts to their end; whether any was."""
        now, closed = self._clock.now(), False
        for suggestion_id in (await tx.replies.to(post_ids)).values():
            suggestion = await tx.suggestions.get(suggestion_id)
            if suggestion is None or suggestion.state not in _ANSWERABLE:
                continue
            decision = Decision(Act.CONFIRM if suggestion.state in _ASKED_FOR else Act.ANSWERED, now)
            route = None if suggestion.state in _ENDED else suggestion.route
            moved = await tx.suggestions.move(
                suggestion_id, to=_STATES.DONE, from_={suggestion.state}, decision=decision, snoozed_until=None, route=route
            )
            closed |= moved is not None
        return closed
