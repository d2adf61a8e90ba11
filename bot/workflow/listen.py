"""Notice who speaks to the account, who quotes it, and whom the team has answered by itself."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model import Purpose
from bot.workflow.affordable import affordable
from bot.workflow.context import Context, Job
from bot.workflow.hearing import Hearing
from bot.workflow.own_posts import OwnPosts
from bot.workflow.quotes import Quotes
from bot.workflow.timeline import pages
from bot.x.door import PostPage, X
from bot.x.errors import Rejected
from bot.x.pages import LARGEST_MENTION_PAGE, SMALLEST_MENTION_PAGE

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=5)
"""How often is listened: people who ask something wait. A look that finds nothing new costs nothing, and X allows 300 in 15 minutes."""

Reassess = Callable[[Collection[int]], Awaitable[None]]
"""Assesses these people anew, those of them who are known."""


@dataclass(slots=True)
class _Heard:
    """What one look heard. newest_id: of the posts read."""

    speakers: set[int] = field(default_factory=set)
    newest_id: int | None = None


class Listen:
    """The recurring job. reassess: called with everyone a look has heard, once that is stored."""

    def __init__(self, context: Context, x: X, reassess: Reassess) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._context, self._x = context, x
        self._reassess = reassess
        self._hearing = Hearing(context)
        self._own_posts = OwnPosts(context, x)
        self._quotes = Quotes(context, x, self._hearing, self._heard)

    async def run(self) -> datetime | None:
        """Read what is new; returns when to listen again, or None while paused, or where READ_MENTIONS is off. Raises XError.

        The account's own posts first: whom the team has answered already need not be suggested. Of the mentions X gives the newest first,
        so the newest one is remembered last: whatever cuts a look short, the next one reads all of it again.
        """
        async with self._store.read() as tx:
            account = await tx.accounts.get()
        if account.paused_at is not None or not self._policy.read_mentions:
            return None
        own = await self._own_posts.read(purpose=Purpose.OWN_POSTS)
        heard = await self._listen(account.newest_mention_id)
        await self._heard(heard.speakers)
        if heard.newest_id is not None:
            async with self._store.write() as tx:
                await tx.accounts.mentions_read(heard.newest_id)
        await self._quotes.read(own)
        return self._clock.now() + EVERY

    async def _heard(self, speakers: Collection[int]) -> None:
        if speakers:
            await self._reassess(speakers)
            self._wake(Job.SHOW)

    async def _listen(self, since_id: int | None) -> _Heard:
        """Everything since then. Without a place to begin at, the newest page alone: a famous account does not pay for its past."""
        heard = _Heard()
        first = None if since_id is None else await self._since(since_id)
        if first is None:
            await self._take_in(await self._page(None, None), heard)
            return heard

        async def read(token: str | None) -> PostPage:
            return first if token is None else await self._page(since_id, token)

        async for page in pages(read):
            await self._take_in(page, heard)
        return heard

    async def _since(self, since_id: int) -> PostPage | None:
        """The first page, or None when X does not take this place to begin at, as it may when the post is too old."""
        try:
            return await self._page(since_id, None)
        except Rejected as refusal:
            log.warning("X does not list mentions from where the last look ended (%s); the newest page is read instead", refusal.detail)
            return None

    async def _page(self, since_id: int | None, token: str | None) -> PostPage:
        size = await affordable(
            self._context, Purpose.MENTIONS, self._context.prices.own_posts, most=LARGEST_MENTION_PAGE, least=SMALLEST_MENTION_PAGE
        )
        return await self._x.mentions(purpose=Purpose.MENTIONS, since_id=since_id, page_size=size, token=token)

    async def _take_in(self, page: PostPage, heard: _Heard) -> None:
        """Store a page; a post that is already stored counts no second time."""
        await self._hearing.take_in(page.posts)
        heard.speakers |= {post.author_id for post in page.posts} - {self._x.account_id}
        heard.newest_id = max(filter(None, (heard.newest_id, page.newest_id)), default=None)
