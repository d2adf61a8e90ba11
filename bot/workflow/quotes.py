"""Read who quoted the account's posts. X lists them post by post, at five times the price of a mention, so only where their number rose."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta

from bot.model import Post, Purpose
from bot.workflow.context import Context
from bot.workflow.hearing import Hearing
from bot.workflow.timeline import pages
from bot.x.door import X
from bot.x.pages import LARGEST_QUOTE_PAGE, SMALLEST_QUOTE_PAGE

_SPARE = 2
"""Read beyond the rise, should a quote known before have been deleted meanwhile."""


class Quotes:
    """Compares what X counts with what was read, and reads the difference.

    heard: called with whoever was read to have quoted a post, before that is remembered as read: whatever breaks off is read again.
    """

    def __init__(self, context: Context, x: X, hearing: Hearing, heard: Callable[[Collection[int]], Awaitable[None]]) -> None:
        self._store, self._clock, self._policy = context.store, context.clock, context.policy
        self._x, self._hearing, self._heard = x, hearing, heard

    async def read(self, own: Collection[Post]) -> None:
        """own: posts of the account's own as X shows them now. Raises XError."""
        async with self._store.read() as tx:
            known = await tx.own_posts.quotes_known([post.id for post in own])
        for post in own:
            rise = (post.quote_count or 0) - known.get(post.id, 0)
            if rise > 0:
                await self._heard(await self._read_of(post, rise))
            if rise != 0 and post.quote_count is not None:
                async with self._store.write() as tx:
                    await tx.own_posts.quotes_read({post.id: post.quote_count})

    async def _read_of(self, post: Post, rise: int) -> set[int]:
        """Who wrote the quotes on the pages that hold the new ones."""
        size = max(SMALLEST_QUOTE_PAGE, min(LARGEST_QUOTE_PAGE, rise + _SPARE))
        oldest = self._clock.now() - max(self._policy.reply_window, timedelta(days=1))
        speakers: set[int] = set()
        read = new = 0
        async for page in pages(lambda token: self._x.quotes(post.id, purpose=Purpose.MENTIONS, page_size=size, token=token)):
            async with self._store.read() as tx:
                known = await tx.interactions.known([quote.id for quote in page.posts])
            fresh = [quote for quote in page.posts if quote.id not in known]
            await self._hearing.take_in(fresh, quoting=True)
            speakers |= {quote.author_id for quote in page.posts}
            read, new = read + len(page.posts), new + len(fresh)
            # Known ones alone end nothing: a look that broke off has read the newest ones before.
            met_known = read >= rise and len(fresh) < len(page.posts)
            if new >= rise or met_known or any(quote.at < oldest for quote in page.posts):
                break
        return speakers
