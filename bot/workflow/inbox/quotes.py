"""Read who quoted the account's posts. X lists them post by post, at five times the price of a mention, so only where their number rose."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import InteractionKind, Post, Purpose
from bot.planning.inbox_polls import LISTING_DELAY, QUOTES_UNTRUSTED_AFTER
from bot.workflow.context import Context
from bot.workflow.inbox.ingest import Ingest
from bot.workflow.inbox.overlap import pages
from bot.workflow.money.budgets import affordable
from bot.x.client import PostPage, XClient
from bot.x.errors import BadCursor, IncompleteList, OverBudget, PostGone
from bot.x.parse.pagination import LARGEST_QUOTE_PAGE, SMALLEST_QUOTE_PAGE

log = logging.getLogger(__name__)

_EXTRA = 2
"""Read beyond the rise, in case a known quote was deleted meanwhile."""


@dataclass(slots=True)
class _QuotesPoll:
    """From a post's newest quote down. count: of all its quotes, by X at the start; rise: how many more than before.

    in_doubt: whether there may be more new ones than that. read, new: how many were read so far, and how many of them were new.
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

    on_speakers: called with the authors of new quotes, before these are recorded as read: an interrupted poll is repeated.
    """

    def __init__(self, context: Context, x: XClient, ingest: Ingest, on_speakers: Callable[[Collection[int]], Awaitable[None]]) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._x, self._ingest, self._on_speakers = x, ingest, on_speakers
        self._broken_off: dict[int, _QuotesPoll] = {}
        """By post. They are resumed without paying again, unless Mutuals restarts: then they begin at the top."""
        self._in_doubt: set[int] = set()
        """Posts for which deleted and new quotes may have cancelled out."""
        self._awaited_since: dict[int, datetime] = {}
        """Posts of which X counts more quotes than it lists, and since when."""
        self._polled_at: datetime | None = None

    async def read(self, own: Collection[Post], *, after_a_gap: bool) -> None:
        """own: the account's own posts as X shows them now. after_a_gap: there was no poll for hours. Raises XError.

        Ends without an error where the budget is used up: there may be enough for a mention, which costs much less.
        """
        async with self._store.read() as tx:
            known = await tx.own_posts.known_quote_counts([post.id for post in own])
        counted = {post.id: post.quote_count for post in own if post.quote_count is not None}
        rises = {post_id: count - known.get(post_id, 0) for post_id, count in counted.items()}
        if after_a_gap:
            self._in_doubt = {post_id for post_id, count in counted.items() if count > 0}
        due = {post_id for post_id, rise in rises.items() if rise > 0} | (self._in_doubt & counted.keys())
        self._broken_off = {post_id: reading for post_id, reading in self._broken_off.items() if post_id in due}
        now = self._clock.now()
        try:
            # The smallest first: a post that everybody quotes must not use up what is enough for all the others.
            for post_id, rise in sorted(rises.items(), key=lambda entry: entry[1]):
                if post_id in due:
                    begun = _QuotesPoll(counted[post_id], max(rise, 0), post_id in self._in_doubt)
                    await self._read_of(post_id, self._broken_off.get(post_id) or begun)
                elif rise < 0:
                    await self._remember(post_id, counted[post_id])
        except OverBudget as refusal:
            log.info("quotes wait for money: %s", refusal)
            return
        self._awaited_since = {post_id: since for post_id, since in self._awaited_since.items() if post_id in due}
        self._polled_at = now

    async def _read_of(self, post_id: int, reading: _QuotesPoll) -> None:
        """Resume this poll until all new quotes were read. What was posted since it began is read the next time."""
        self._broken_off[post_id] = reading
        try:
            async for page in pages(lambda token: self._page(post_id, reading, token), reading.token):
                if await self._store_page(page, reading):
                    break
                reading.token = page.next_token
        except BadCursor:
            # The next poll begins at the top.
            del self._broken_off[post_id]
            raise
        except IncompleteList:
            # Likewise; what X did not show may be there.
            del self._broken_off[post_id]
            return
        except PostGone as refusal:
            # Nobody can read them, and the other posts must not wait.
            log.info("the quotes of %d are not read: %s", post_id, refusal.detail)
            reading.explained = reading.rise
        del self._broken_off[post_id]
        if self._expects_more(post_id, reading):
            await self._remember(post_id, reading.count - reading.rise + reading.explained)
        else:
            await self._remember(post_id, reading.count)
            self._in_doubt.discard(post_id)

    def _expects_more(self, post_id: int, reading: _QuotesPoll) -> bool:
        """Whether X has counted quotes that its list may yet show. Some it never does: those of protected people."""
        since = self._awaited_since.setdefault(post_id, self._clock.now())
        if reading.explained < reading.rise and self._clock.now() - since < LISTING_DELAY:
            return True
        del self._awaited_since[post_id]
        return False

    async def _page(self, post_id: int, reading: _QuotesPoll, token: str | None) -> PostPage:
        most = max(SMALLEST_QUOTE_PAGE, min(LARGEST_QUOTE_PAGE, reading.rise - reading.new + _EXTRA))
        size = await affordable(self._context, Purpose.MENTIONS, self._x.quote_micros, most=most, least=SMALLEST_QUOTE_PAGE)
        return await self._x.quotes(post_id, purpose=Purpose.MENTIONS, page_size=size, token=token)

    async def _store_page(self, page: PostPage, reading: _QuotesPoll) -> bool:
        """Store a page; returns whether no new quotes are expected below it."""
        async with self._store.read() as tx:
            ids = [quote.id for quote in page.posts]
            known, quotes = await tx.interactions.known(ids), await tx.interactions.known(ids, InteractionKind.QUOTE)
        fresh = [quote for quote in page.posts if quote.id not in known]
        await self._on_speakers(await self._ingest.add(fresh, quoting=True))
        reading.read, reading.new = reading.read + len(page.posts), reading.new + len(fresh)
        reading.explained += len(page.posts) - len(quotes) + page.left_out
        # Known quotes alone do not end the poll: one that a restart interrupted has stored the newest ones, and X may have
        # listed others late, below them.
        polled_at = self._polled_at or self._clock.now() - QUOTES_UNTRUSTED_AFTER
        late = any(quote.at < polled_at - LISTING_DELAY for quote in page.posts)
        met_known = late and reading.read >= reading.rise and len(fresh) < len(page.posts)
        oldest = self._clock.now() - max(self._context.policy.reply_window, timedelta(days=1))
        all_new_came = reading.new >= reading.rise and not reading.in_doubt
        return all_new_came or met_known or any(quote.at < oldest for quote in page.posts)

    async def _remember(self, post_id: int, count: int) -> None:
        async with self._store.write() as tx:
            await tx.own_posts.save_quote_counts({post_id: count})
