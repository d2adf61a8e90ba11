"""How a list of posts on X is read: page by page, from the newest down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

from bot.x.client import PostPage
from bot.x.parse.pagination import Pagination

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
