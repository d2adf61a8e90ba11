"""How a list of posts on X is read: page by page, from the newest down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.planning.inbox_polls import FULL_SCAN_EVERY, LISTING_DELAY
from bot.x.client import PostPage
from bot.x.parse.pagination import Pagination
from bot.x.parse.snowflake import first_id_at, snowflake_moment

ReadPage = Callable[[str | None], Awaitable[PostPage]]
"""The page at this place, None for the first."""


async def pages(read_page: ReadPage, token: str | None = None) -> AsyncIterator[PostPage]:
    """Each page from this place on, newest posts first. Raises XError; IncompleteList after the last page that X gave to any purpose."""
    pagination, lowest = Pagination(token), None
    while True:
        page = await read_page(token)
        yield page
        empty = page.oldest_id is None or (lowest is not None and page.oldest_id >= lowest)
        lowest = lowest if page.oldest_id is None else min(page.oldest_id, lowest or page.oldest_id)
        token = page.next_token
        if not pagination.has_next(token, empty=empty):
            break
    pagination.check()


KNOWN_PAGES = 2
"""Pages with nothing new that end the polls in between: of a busy hour's hundreds of posts, few are listed that late."""

KNOWN_PAGES_AT_MIDNIGHT = 5
"""The same for a full scan that reaches into X's previous day, and would be charged again."""


@dataclass(slots=True)
class Scan:
    """One poll on its way to older posts. full: whether it rereads the full overlap; the next may then begin an hour before it."""

    seen_to: int
    limit: int | None
    full: bool
    _known_pages: int = 0

    def ends_after(self, newest_id: int, *, fresh: bool) -> bool:
        """Whether to stop after the page that begins with this post. fresh: whether anything on it was new."""
        known = not fresh and newest_id <= self.seen_to
        self._known_pages = self._known_pages + 1 if known else 0
        return self.limit is not None and self._known_pages >= self.limit


class Overlap:
    """Decides how far each poll goes. In memory: the first one after a restart reads everything."""

    def __init__(self) -> None:
        self._seen_to = 0
        self._full_scan_at: datetime | None = None

    def scan(self, since_id: int, now: datetime) -> Scan:
        """For a poll that begins now and reads down to this post at most."""
        if self._full_scan_at is not None and timedelta() <= now - self._full_scan_at < FULL_SCAN_EVERY:
            return Scan(self._seen_to, KNOWN_PAGES, full=False)
        limit = None if snowflake_moment(max(since_id, 1)).date() == now.date() else KNOWN_PAGES_AT_MIDNIGHT
        return Scan(self._seen_to, limit, full=True)

    def read(self, newest_id: int, now: datetime, *, full: bool) -> None:
        """A poll that began then has read everything new, up to this post."""
        self._seen_to = max(self._seen_to, newest_id)
        if full:
            self._full_scan_at = now


def known_from(moment: datetime) -> int:
    """The post below which X's list is complete at this moment."""
    return first_id_at(moment - LISTING_DELAY)
