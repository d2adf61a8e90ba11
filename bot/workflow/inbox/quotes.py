"""Read who quoted the account's posts. X lists them post by post, at five times the price of a mention, so only where their number rose."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import InteractionKind, Post, Purpose
from bot.workflow.context import Context
from bot.workflow.inbox.ingest import Hearing
from bot.workflow.inbox.overlap import LISTED_WITHIN
from bot.workflow.inbox.pagination import pages
from bot.workflow.money.affordable import affordable
from bot.x.client import PostPage, X
from bot.x.errors import BadCursor, IncompleteList, OverBudget, PostGone
from bot.x.parse.pagination import LARGEST_QUOTE_PAGE, SMALLEST_QUOTE_PAGE

log = logging.getLogger(__name__)

UNSEEN_FOR = timedelta(hours=6)
"""After so long without a look, quotes may have been deleted and others come, and X counts as many as before. In a few minutes hardly."""

_SPARE = 2
"""Read beyond the rise, should a quote known before have been deleted meanwhile."""


@dataclass(slots=True)
class _Reading:
    """From a post's newest quote down. count: of all its quotes, as X told it in the beginning; rise: by how many that is more than before.

    in_doubt: whether there may be more new ones than that. read, new: how many came so far, and of those the ones that were not known.
    explained: by how many of those the number rose: also by what was known as a mention, and what the account itself wrote.
    token: where to read on.
    """

    count: int
    rise: int
    in_doubt: bool = False
    read: int = 0
    new: int = 0
    explained: int = 0
    token: str | None = None


class Quotes:
    """Compares what X counts with what was read, and reads the difference.

    heard: called with whoever was read to have quoted a post, before that is remembered as read: whatever breaks off is read again.
    """

    def __init__(self, context: Context, x: X, hearing: Hearing, heard: Callable[[Collection[int]], Awaitable[None]]) -> None:
        self._context, self._store, self._clock, self._policy = context, context.store, context.clock, context.policy
        self._x, self._hearing, self._heard = x, hearing, heard
        self._broken_off: dict[int, _Reading] = {}
        """By post. What these have read need not be paid for again, unless Mutuals is started anew: then they begin at the top."""
        self._in_doubt: set[int] = set()
        """Posts of which as many quotes may have been deleted as came."""
        self._awaited_since: dict[int, datetime] = {}
        """Posts of which X counts more quotes than it lists, and since when."""
        self._looked_at: datetime | None = None

    async def read(self, own: Collection[Post], *, after_a_gap: bool) -> None:
        """own: posts of the account's own as X shows them now. after_a_gap: nobody has looked for hours. Raises XError.

        Where there is no money for more it ends without a word, for there may be enough for a mention, which costs so much less.
        """
        async with self._store.read() as tx:
            known = await tx.own_posts.quotes_known([post.id for post in own])
        counted = {post.id: post.quote_count for post in own if post.quote_count is not None}
        rises = {post_id: count - known.get(post_id, 0) for post_id, count in counted.items()}
        if after_a_gap:
            self._in_doubt = {post_id for post_id, count in counted.items() if count > 0}
        due = {post_id for post_id, rise in rises.items() if rise > 0} | (self._in_doubt & counted.keys())
        self._broken_off = {post_id: reading for post_id, reading in self._broken_off.items() if post_id in due}
        now = self._clock.now()
        try:
            # The smallest first: a post that everybody quotes shall not use up what would have been enough for all the others.
            for post_id, rise in sorted(rises.items(), key=lambda entry: entry[1]):
                if post_id in due:
                    begun = _Reading(counted[post_id], max(rise, 0), post_id in self._in_doubt)
                    await self._read_of(post_id, self._broken_off.get(post_id) or begun)
                elif rise < 0:
                    await self._remember(post_id, counted[post_id])
        except OverBudget as refusal:
            log.info("quotes wait for money: %s", refusal)
            return
        self._awaited_since = {post_id: since for post_id, since in self._awaited_since.items() if post_id in due}
        self._looked_at = now

    async def _read_of(self, post_id: int, reading: _Reading) -> None:
        """Go on with this reading until the quotes that are new have been met. What was posted since it began is read the next time."""
        self._broken_off[post_id] = reading
        try:
            async for page in pages(lambda token: self._page(post_id, reading, token), reading.token):
                if await self._take_in(page, reading):
                    break
                reading.token = page.next_token
        except BadCursor:
            # The next look begins at the top.
            del self._broken_off[post_id]
            raise
        except IncompleteList:
            # Likewise; what X did not show may be there.
            del self._broken_off[post_id]
            return
        except PostGone as refusal:
            # Nobody can read them, and the other posts' are not to wait for it.
            log.info("the quotes of %d are not read: %s", post_id, refusal.detail)
            reading.explained = reading.rise
        del self._broken_off[post_id]
        if self._awaits_more(post_id, reading):
            await self._remember(post_id, reading.count - reading.rise + reading.explained)
        else:
            await self._remember(post_id, reading.count)
            self._in_doubt.discard(post_id)

    def _awaits_more(self, post_id: int, reading: _Reading) -> bool:
        """Whether X has counted quotes that its list may yet show. Some it never does: those of protected people."""
        since = self._awaited_since.setdefault(post_id, self._clock.now())
        if reading.explained < reading.rise and self._clock.now() - since < LISTED_WITHIN:
            return True
        del self._awaited_since[post_id]
        return False

    async def _page(self, post_id: int, reading: _Reading, token: str | None) -> PostPage:
        most = max(SMALLEST_QUOTE_PAGE, min(LARGEST_QUOTE_PAGE, reading.rise - reading.new + _SPARE))
        size = await affordable(self._context, Purpose.MENTIONS, self._x.quote_micros, most=most, least=SMALLEST_QUOTE_PAGE)
        return await self._x.quotes(post_id, purpose=Purpose.MENTIONS, page_size=size, token=token)

    async def _take_in(self, page: PostPage, reading: _Reading) -> bool:
        """Store a page; whether no new ones are to be expected below it."""
        async with self._store.read() as tx:
            ids = [quote.id for quote in page.posts]
            known, quotes = await tx.interactions.known(ids), await tx.interactions.known(ids, InteractionKind.QUOTE)
        fresh = [quote for quote in page.posts if quote.id not in known]
        await self._heard(await self._hearing.take_in(fresh, quoting=True))
        reading.read, reading.new = reading.read + len(page.posts), reading.new + len(fresh)
        reading.explained += len(page.posts) - len(quotes) + page.left_out
        # Known ones alone end nothing: a reading that broke off, before Mutuals was started anew, has met the newest ones, and X may have
        # listed others late, below them.
        looked_at = self._looked_at or self._clock.now() - UNSEEN_FOR
        late = any(quote.at < looked_at - LISTED_WITHIN for quote in page.posts)
        met_known = late and reading.read >= reading.rise and len(fresh) < len(page.posts)
        oldest = self._clock.now() - max(self._policy.reply_window, timedelta(days=1))
        all_new_came = reading.new >= reading.rise and not reading.in_doubt
        return all_new_came or met_known or any(quote.at < oldest for quote in page.posts)

    async def _remember(self, post_id: int, count: int) -> None:
        async with self._store.write() as tx:
            await tx.own_posts.quotes_read({post_id: count})
