"""Notice who speaks to the account, who quotes it, and whom the team has answered by itself."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import Account, Purpose
from bot.workflow.context import Context, Job
from bot.workflow.inbox.ingest import Hearing
from bot.workflow.inbox.overlap import Overlap, known_from
from bot.workflow.inbox.own_posts import OwnPosts
from bot.workflow.inbox.pagination import pages
from bot.workflow.inbox.quotes import UNSEEN_FOR, Quotes
from bot.workflow.money.affordable import affordable
from bot.x.client import PostPage, X
from bot.x.errors import IncompleteList, Rejected
from bot.x.parse.pagination import LARGEST_MENTION_PAGE, SMALLEST_MENTION_PAGE
from bot.x.parse.snowflake import first_id_at, snowflake_moment

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=5)
"""How often is listened: people who ask something wait. A look that finds nothing new costs nothing, and X allows 300 in 15 minutes."""

Reassess = Callable[[Collection[int]], Awaitable[None]]
"""Assesses these people anew, those of them who are known."""


@dataclass(slots=True)
class _Look:
    """top_id: the newest post that it brought, or that an unfinished one did which it goes on with; None for none.

    refused: whether X did not take the place down to which was to be read. whole: whether everything above that place was read.
    incomplete: whether posts may be missing among those that lie between.
    """

    top_id: int | None
    refused: bool
    whole: bool = True
    incomplete: bool = False


class Listen:
    """The recurring job. reassess: called with everyone a look has heard, once that is stored."""

    def __init__(self, context: Context, x: X, reassess: Reassess) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._context, self._x = context, x
        self._reassess = reassess
        self._hearing = Hearing(context)
        self._own_posts = OwnPosts(context, x)
        self._quotes = Quotes(context, x, self._hearing, self._heard)
        self._overlap = Overlap()
        self._after_a_gap = False

    async def run(self) -> datetime | None:
        """Read what is new; returns when to listen again, or None while paused, or where READ_MENTIONS is off. Raises XError.

        The account's own posts first: whom the team has answered already need not be suggested.
        """
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            ever, lately = [await tx.ledger.succeeded(Purpose.OWN_POSTS, since) for since in (None, self._clock.now() - UNSEEN_FOR)]
        if account.paused_at is not None or not self._policy.read_mentions:
            return None
        self._after_a_gap = self._after_a_gap or (ever and not lately)
        own = await self._own_posts.read(purpose=Purpose.OWN_POSTS, partly=True)
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
        unpaid = page.oldest_id - 1 if page.oldest_id is not None and page.next_token is not None else 0
        await self._known_up_to(max(known_from(asked_at), unpaid))

    async def _listen(self, since_id: int, account: Account) -> None:
        """Everything since an hour before the last look, after what that one has left: begun at the top again, a rush that costs more
        than a day's budget would be paid for every day and never be known."""
        now = self._clock.now()
        if account.mentions_top_id is not None:
            rest = await self._read_down(since_id, account.mentions_top_id, account.mentions_bottom_id)
            if rest.incomplete:
                return
            since_id = await self._known_up_to(_after(rest, since_id, now))
        if since_id > first_id_at(now):
            since_id = known_from(now)
        look = await self._read_down(since_id)
        if not look.incomplete:
            self._overlap.read(look.top_id or 0, now, whole=look.whole)
            await self._known_up_to(max(known_from(now), 0 if look.refused else since_id) if look.whole else since_id)

    async def _read_down(self, since_id: int, top_id: int | None = None, until_id: int | None = None) -> _Look:
        """Read what lies between. top_id: where that began, if it was begun before.

        X gives the newest first: each page that was read is remembered as such.
        """
        first, since, until = await self._first_page(since_id, until_id)
        descent, look = self._overlap.descent(since_id, self._clock.now()), _Look(top_id, refused=since is None)
        reached: int | None = None

        async def read(token: str | None) -> PostPage:
            return first if token is None else await self._page(since, until, token)

        try:
            async for page in pages(read):
                fresh = await self._take_in(page)
                if page.newest_id is None or page.oldest_id is None:
                    continue
                look.top_id = max(page.newest_id, look.top_id or 0)
                if page.oldest_id <= since_id or page.next_token is None:
                    return look
                if descent.ends_after(page.newest_id, fresh=fresh):
                    look.whole = descent.whole
                    return look
                reached = page.oldest_id
                async with self._store.write() as tx:
                    await tx.accounts.mentions_read_between(look.top_id, reached)
        except IncompleteList:
            # What lies below the last post that X showed is asked for by that post next. If not even that brings any of it, it is given up:
            # the newer ones shall not wait for it.
            look.incomplete = until_id is None or (reached is not None and reached < until_id)
        return look

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

    async def _take_in(self, page: PostPage) -> bool:
        """Store a page; a post that is already stored counts no second time. Returns whether any of it was not."""
        async with self._store.read() as tx:
            known = await tx.interactions.known([post.id for post in page.posts])
        await self._heard(await self._hearing.take_in(page.posts, in_full=True))
        return len(known) < len(page.posts)

    async def _known_up_to(self, post_id: int) -> int:
        """X lists nothing older than this any more that was not read; returns it."""
        async with self._store.write() as tx:
            await tx.accounts.mentions_read(post_id)
        return post_id


def _after(rest: _Look, since_id: int, now: datetime) -> int:
    """Up to which post the mentions are known once the rest of an unfinished look was read: an hour before that look, or its newest post
    where the hour would be paid for anew."""
    top_id = rest.top_id or since_id
    began_at = snowflake_moment(max(top_id, 1))
    return max(since_id, known_from(began_at)) if began_at.date() == now.date() else top_id
