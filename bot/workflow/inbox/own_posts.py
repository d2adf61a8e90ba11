"""Poll the account's own posts: whom it answered, through Mutuals or by hand, and which of its posts are quoted."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain import Act, Decision, OwnPost, Post, Purpose, SuggestionState
from bot.planning.inbox_polls import LONGEST_GAP, OWN_POSTS_LOOKBACK, QUOTES_LOOKBACK
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.inbox.overlap import pages
from bot.workflow.money.budgets import affordable
from bot.x.client import PostPage, XClient
from bot.x.errors import IncompleteList
from bot.x.parse.pagination import LARGEST_OWN_PAGE, SMALLEST_OWN_PAGE
from bot.x.parse.snowflake import first_id_at

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
"""States in which an answer seen on X, even a late one, closes a suggestion. One that is being sent right now closes itself."""

_APPROVED = (_STATES.HANDED_OFF, _STATES.IN_DOUBT)
"""States in which an answer on X is what a member approved, whoever posted it."""


_ENDED = (_STATES.FAILED, _STATES.WITHDRAWN)
"""States in which the approval was over: a later answer was written by the team itself."""


class OwnPosts:
    """Reads and stores the account's own posts, and closes the suggestions that they answer."""

    def __init__(self, context: Context, x: XClient) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._x = x
        self._past: datetime | None = None
        """When Mutuals began, as of the last poll, if known: quotes from before that are not worth paying for."""
        self._begin = 0
        self._polled_at: datetime | None = None
        """All that was posted from `_begin` on until then has been read; None for nothing."""

    async def read(self, *, purpose: Purpose, after: Collection[int] = (), allow_incomplete: bool = False) -> list[Post]:
        """Read what was posted lately, and whatever came after these posts. Returns what is not older than OWN_POSTS_LOOKBACK.

        Raises XError.
        allow_incomplete: take what X shows, even if that is not all; else IncompleteList says that posts may be missing.
        """
        now = self._clock.now()
        gapless = self._polled_at is not None and now - self._polled_at <= LONGEST_GAP
        began = (await self._context.account_cache.now()).account.baseline_finished_at
        async with self._store.read() as tx:
            waiting = await tx.interactions.longest_waiting(now - self._context.policy.reply_window)
            self._past = began if await tx.ledger.succeeded(Purpose.OWN_POSTS) else now
            lately = await self._seen_from(tx, now)
        # Read once: later posts are seen as they come, and X would charge the old ones again every day.
        missed = [] if waiting is None or (gapless and waiting >= self._begin) else [waiting]
        begin = min([lately, *missed, *after])
        posts: dict[int, Post] = {}
        try:
            async for page in pages(lambda token: self._page(purpose, begin, token)):
                posts |= {post.id: post for post in page.posts}
                await self._keep(page.posts)
            self._begin, self._polled_at = min(begin, self._begin) if gapless else begin, now
        except IncompleteList:
            if not allow_incomplete:
                raise
        return [post for post in posts.values() if post.id > first_id_at(now - OWN_POSTS_LOOKBACK)]

    async def read_earlier(self, *, purpose: Purpose) -> list[Post]:
        """Read what was posted within QUOTES_LOOKBACK, before OWN_POSTS_LOOKBACK, and answers nobody, as far as X shows it.

        Comes after `read`. Raises XError.
        """
        now = self._clock.now()
        since, until = first_id_at(now - QUOTES_LOOKBACK), first_id_at(now - OWN_POSTS_LOOKBACK) + 1
        posts: list[Post] = []
        with contextlib.suppress(IncompleteList):
            async for page in pages(lambda token: self._page(purpose, since, token, until_id=until, replies=False)):
                posts += page.posts
                await self._keep(page.posts)
        return posts

    async def settle(self, tx: Tx, post_ids: Collection[int]) -> bool:
        """Close the suggestions for those of these posts that have a known answer; returns whether there was any."""
        return await self._close(tx, await tx.own_posts.answers(post_ids))

    async def _seen_from(self, tx: Tx, now: datetime) -> int:
        """The post from which to read. After a gap, and the first time, as far back as no text may be repeated and X allows."""
        if await tx.ledger.succeeded(Purpose.OWN_POSTS, now - OWN_POSTS_LOOKBACK):
            return first_id_at(now - OWN_POSTS_LOOKBACK)
        unrepeated = timedelta(days=self._context.policy.repeat_days)
        return first_id_at(now - max(OWN_POSTS_LOOKBACK, min(unrepeated, QUOTES_LOOKBACK)))

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
            known = await tx.own_posts.known_quote_counts([post.id for post in posts])
            await tx.own_posts.add([OwnPost(post.id, post.at, post.text, post.in_reply_to) for post in posts])
            old = [post for post in posts if post.id not in known and self._past is not None and post.at < self._past]
            await tx.own_posts.save_quote_counts({post.id: post.quote_count or 0 for post in old})
            answered = {post.in_reply_to for post in posts if post.in_reply_to is not None}
            await self._close(tx, answered)

    async def _close(self, tx: Tx, post_ids: Collection[int]) -> bool:
        """Close the suggestions for these posts; returns whether there was any."""
        now, closed = self._clock.now(), False
        for suggestion_id in (await tx.replies.to(post_ids)).values():
            suggestion = await tx.suggestions.get(suggestion_id)
            if suggestion is None or suggestion.state not in _ANSWERABLE:
                continue
            decision = Decision(Act.CONFIRM if suggestion.state in _APPROVED else Act.ANSWERED, now)
            route = None if suggestion.state in _ENDED else suggestion.route
            moved = await tx.suggestions.move(
                suggestion_id, to=_STATES.DONE, from_={suggestion.state}, decision=decision, snoozed_until=None, route=route
            )
            closed |= moved is not None
        return closed
