"""Poll X for mentions and quotes of the account, and for answers that the team wrote on X itself."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain import Account, Purpose
from bot.planning.inbox_polls import EVERY, QUOTES_UNTRUSTED_AFTER
from bot.workflow.context import Context
from bot.workflow.inbox.ingest import Ingest
from bot.workflow.inbox.overlap import Overlap, known_from, pages
from bot.workflow.inbox.own_posts import OwnPosts
from bot.workflow.inbox.quotes import Quotes
from bot.workflow.money.budgets import affordable
from bot.x.client import PostPage, XClient
from bot.x.errors import IncompleteList, Rejected
from bot.x.parse.pagination import LARGEST_MENTION_PAGE, SMALLEST_MENTION_PAGE
from bot.x.parse.snowflake import first_id_at, snowflake_moment

log = logging.getLogger(__name__)

Reassess = Callable[[Collection[int]], Awaitable[None]]
"""Reassesses those of these people who are known."""


@dataclass(slots=True)
class _Poll:
    """top_id: the newest post that it returned, or that the unfinished one did which it resumes; None for none.

    refused: whether X rejected the lower bound. full: whether everything above that bound was read.
    incomplete: whether posts in between may be missing.
    """

    top_id: int | None
    refused: bool
    full: bool = True
    incomplete: bool = False


class PollMentions:
    """The recurring job. reassess: called with the authors of new posts, once these are stored."""

    def __init__(self, context: Context, x: XClient, reassess: Reassess) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._context, self._x = context, x
        self._reassess = reassess
        self._ingest = Ingest(context)
        self._own_posts = OwnPosts(context, x)
        self._quotes = Quotes(context, x, self._ingest, self._assess_speakers)
        self._overlap = Overlap()
        self._after_a_gap = False

    async def run(self) -> datetime | None:
        """Read what is new; returns when to poll again, or None while paused, or where READ_MENTIONS is off. Raises XError.

        The account's own posts first: whom the team has answered already need not be suggested.
        """
        account = (await self._context.account_cache.now()).account
        if account.paused_at is not None or not self._context.policy.read_mentions:
            return None
        self._after_a_gap = self._after_a_gap or await self._comes_after_a_gap()
        own = await self._own_posts.read(purpose=Purpose.OWN_POSTS, allow_incomplete=True)
        if account.newest_mention_id is None:
            await self._first_poll()
        else:
            await self._poll(account.newest_mention_id, account)
        own += await self._own_posts.read_earlier(purpose=Purpose.MENTIONS)
        after_a_gap, self._after_a_gap = self._after_a_gap, False
        await self._quotes.read(own, after_a_gap=after_a_gap)
        return self._clock.now() + EVERY

    async def _comes_after_a_gap(self) -> bool:
        """Whether the account's own posts were read before, and not for hours."""
        gap_began = self._clock.now() - QUOTES_UNTRUSTED_AFTER
        async with self._store.read() as tx:
            ever, lately = [await tx.ledger.succeeded(Purpose.OWN_POSTS, since) for since in (None, gap_began)]
        return ever and not lately

    async def _assess_speakers(self, speakers: Collection[int]) -> None:
        if speakers:
            await self._reassess(speakers)

    async def _first_poll(self) -> None:
        """Only the newest page: a famous account does not pay for its past. Where there is no mention yet, all that comes is new."""
        asked_at = self._clock.now()
        page = await self._page()
        await self._store_page(page)
        unpaid = page.oldest_id - 1 if page.oldest_id is not None and page.next_token is not None else 0
        await self._save_position(max(known_from(asked_at), unpaid))

    async def _poll(self, since_id: int, account: Account) -> None:
        """Everything since an hour before the last poll, after the rest of an unfinished one: begun at the top, a rush that costs more
        than a day's budget would be paid for every day and never be finished."""
        now = self._clock.now()
        if account.mentions_partial_newest_id is not None:
            rest = await self._read_down(since_id, account.mentions_partial_newest_id, account.mentions_partial_oldest_id)
            if rest.incomplete:
                return
            since_id = await self._save_position(_after(rest, since_id, now))
        if since_id > first_id_at(now):
            since_id = known_from(now)
        poll = await self._read_down(since_id)
        if not poll.incomplete:
            self._overlap.read(poll.top_id or 0, now, full=poll.full)
            await self._save_position(max(known_from(now), 0 if poll.refused else since_id) if poll.full else since_id)

    async def _read_down(self, since_id: int, top_id: int | None = None, until_id: int | None = None) -> _Poll:
        """Read the posts in between. top_id: where an unfinished poll of them began, if there was one.

        X lists the newest first, so the position is saved after each page.
        """
        first, since, until = await self._first_page(since_id, until_id)
        scan, poll = self._overlap.scan(since_id, self._clock.now()), _Poll(top_id, refused=since is None)
        reached: int | None = None

        async def read(token: str | None) -> PostPage:
            return first if token is None else await self._page(since, until, token)

        try:
            async for page in pages(read):
                fresh = await self._store_page(page)
                if page.newest_id is None or page.oldest_id is None:
                    continue
                poll.top_id = max(page.newest_id, poll.top_id or 0)
                if page.oldest_id <= since_id or page.next_token is None:
                    return poll
                if scan.ends_after(page.newest_id, fresh=fresh):
                    poll.full = scan.full
                    return poll
                reached = page.oldest_id
                async with self._store.write() as tx:
                    await tx.accounts.mentions_partly_read(poll.top_id, reached)
        except IncompleteList:
            # The next poll asks for what lies below the last post that X showed. If that brings nothing either, it is given up:
            # newer posts must not wait for it.
            poll.incomplete = until_id is None or (reached is not None and reached < until_id)
        return poll

    async def _first_page(self, since_id: int | None, until_id: int | None) -> tuple[PostPage, int | None, int | None]:
        """With bounds that X accepts: it may reject those too far back, or beyond the newest post. Raises XError."""
        try:
            return await self._page(since_id, until_id), since_id, until_id
        except Rejected as refusal:
            if since_id is None and until_id is None:
                raise
            log.warning("X does not list mentions between %s and %s (%s): polling with wider bounds", since_id, until_id, refusal.detail)
        return await self._first_page(None, None if since_id is None else until_id)

    async def _page(self, since_id: int | None = None, until_id: int | None = None, token: str | None = None) -> PostPage:
        each = self._x.mention_micros
        size = await affordable(self._context, Purpose.MENTIONS, each, most=LARGEST_MENTION_PAGE, least=SMALLEST_MENTION_PAGE)
        return await self._x.mentions(purpose=Purpose.MENTIONS, since_id=since_id, until_id=until_id, page_size=size, token=token)

    async def _store_page(self, page: PostPage) -> bool:
        """Store a page. Returns whether any post on it was new."""
        if not page.posts:
            return False
        async with self._store.read() as tx:
            known = await tx.interactions.known([post.id for post in page.posts])
        await self._assess_speakers(await self._ingest.add(page.posts, complete=True))
        return len(known) < len(page.posts)

    async def _save_position(self, post_id: int) -> int:
        """Everything up to this post was read; returns it."""
        async with self._store.write() as tx:
            await tx.accounts.mentions_read(post_id)
        return post_id


def _after(rest: _Poll, since_id: int, now: datetime) -> int:
    """Up to which post the mentions are known once the rest of an unfinished poll was read: an hour before that poll, or its newest post
    where the hour would be paid for again."""
    top_id = rest.top_id or since_id
    began_at = snowflake_moment(max(top_id, 1))
    return max(since_id, known_from(began_at)) if began_at.date() == now.date() else top_id
