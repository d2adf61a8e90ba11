"""How a list of posts on X is read: from the newest down, page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

from bot.x.door import PostPage

ReadPage = Callable[[str | None], Awaitable[PostPage]]
"""The page at this place, None for the first."""


async def pages(read_page: ReadPage, token: str | None = None) -> AsyncIterator[PostPage]:
    """Each page from this place on, as long as X names a place to go on at where it has not been asked before. Raises XError."""
    places: set[str | None] = set()
    while token not in places:
        places.add(token)
        page = await read_page(token)
        yield page
        if page.next_token is None:
            return
        token = page.next_token
