"""Notice who speaks to the account, who quotes it, and whom the team has answered by itself."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

from bot.model import Account, Purpose
from bot.workflow.affordable import affordable
from bot.workflow.context import Context, Job
from bot.workflow.hearing import Hearing
from bot.workflow.own_posts import OwnPosts
from bot.workflow.quotes import Quotes
from bot.workflow.timeline import pages
from bot.x.door import PostPage, X
from bot.x.errors import Rejected
from bot.x.moments import first_id_at
from bot.x.pages import LARGEST_MENTION_PAGE, SMALLEST_MENTION_PAGE

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=5)
"""How often is listened: people who ask something wait. A look that finds nothing new costs nothing, and X allows 300 in 15 minutes."""

LISTED_WITHIN = timedelta(hours=1)
"""How long after a post X's list shows it at the latest, and how wrong a clock may be: a list that is empty now says nothing later."""

GAP = timedelta(hours=6)
"""After so long without a look, quotes may have been deleted and others come, and X counts as many as before. In a few minutes hardly."""

Reassess = Callable[[Collection[int]], Awaitable[None]]
"""Assesses these people anew, those of them who are known."""


class Listen:
    """The recurring job. reassess: called with everyone a look has heard, once that is stored."""

    def __init__(self, context: Context, x: X, reassess: Reassess) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._context, self._x = context, x
        self._reassess = reassess
        self._hearing = Hearing(context)
        self._own_posts = OwnPosts(context, x)
        self._quotes = Quotes(context, x, self._hearing, self._heard)
        self._after_a_gap = False

    async def run(self) -> datetime | None:
        """Read what is new; returns when to listen again, or None while paused, or where READ_MENTIONS is off. Raises XError.

        The account's own posts first: whom the team has answered already need not be suggested.
        """
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            ever, lately = [await tx.ledger.succeeded(Purpose.OWN_POSTS, since) for since in (None, self._clock.now() - GAP)]
        if account.paused_at is not None or not self._policy.read_mentions:
            return None
        self._after_a_gap = self._after_a_gap or (ever and not lately)
        own = await self._own_posts.read(purpose=Purpose.OWN_POSTS)
        if account.newest_mention_id is None:
            await self._begin()
        else:
            await self._listen(account.newest_mention_id, account)
        own += await self._own_posts.read_earlier(purpose=Purpose.MENTIONS)
        after_a_gap, self._after_a_gap = self._after_a_gap, False
        await self._quotes.read(own, after_a_gap=after_a_gap)
        return self._clock.now() + EVERY

    async def _heard(self, speakers: Collection[int]) -> None:
        if speakers:
            await self._reassess(speakers)
            self._wake(Job.SHOW)

    async def _begin(self) -> None:
        """The newest page alone: a famous account does not pay for its past. Where nobody has spoken yet, all that comes is new."""
        asked_at = self._clock.now()
        page = await self._page()
        await self._take_in(page)
        await self._known_up_to(page.newest_id or first_id_at(asked_at - LISTED_WITHIN))

    async def _listen(self, since_id: int, account: Account) -> None:
        """Everything since the last look, after what that one has left: begun at the top again, a rush that costs more than a day's budget
        would be paid for every day and never be known."""
        if account.mentions_top_id is not None:
            since_id = await self._read_down(since_id, account.mentions_top_id, account.mentions_bottom_id)
        await self._read_down(since_id)

    async def _read_down(self, since_id: int, top_id: int | None = None, until_id: int | None = None) -> int:
        """Read what lies between; returns up to which post the mentions are known then.

        top_id: where that began, if it was begun before. X gives the newest first: each page that was read is remembered as such.
        """
        first, since, until = await self._first_page(since_id, until_id)

        async def read(token: str | None) -> PostPage:
            return first if token is None else await self._page(since, until, token)

        async for page in pages(read):
            await self._take_in(page)
            if page.newest_id is None or page.oldest_id is None:
                continue
            top_id = max(page.newest_id, top_id or 0)
            if page.next_token is None or page.oldest_id <= since_id:
                break
            async with self._store.write() as tx:
                await tx.accounts.mentions_read_between(top_id, page.oldest_id)
        if top_id is None:
            return since_id
        await self._known_up_to(top_id)
        return top_id

    async def _first_page(self, since_id: int | None, until_id: int | None) -> tuple[PostPage, int | None, int | None]:
        """With the bounds that X takes: it may refuse those that lie too far back, or ahead of everything. Raises XError."""
        try:
            return await self._page(since_id, until_id), since_id, until_id
        except Rejected as refusal:
            if since_id is None and until_id is None:
                raise
            log.warning("X does not list mentions between %s and %s (%s): it is asked for more", since_id, until_id, refusal.detail)
        return await self._first_page(None, None if since_id is None else until_id)

    async def _page(self, since_id: int | None = None, until_id: int | None = None, token: str | None = None) -> PostPage:
        each = self._x.mention_micros
        size = await affordable(self._context, Purpose.MENTIONS, each, most=LARGEST_MENTION_PAGE, least=SMALLEST_MENTION_PAGE)
        return await self._x.mentions(purpose=Purpose.MENTIONS, since_id=since_id, until_id=until_id, page_size=size, token=token)

    async def _take_in(self, page: PostPage) -> None:
        """Store a page; a post that is already stored counts no second time."""
        await self._heard(await self._hearing.take_in(page.posts, in_full=True))

    async def _known_up_to(self, newest_id: int) -> None:
        async with self._store.write() as tx:
            await tx.accounts.mentions_read(newest_id)
