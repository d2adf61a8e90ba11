"""Reads of the team's own account."""

from __future__ import annotations

from collections.abc import Awaitable

from bot.domain import Note
from bot.x.errors import NotFound, XCode
from bot.x.http.call import Json


async def own_account_read(read: Awaitable[Json]) -> Json:
    """Await a read of the account's own data: `NotFound` then means that the account itself is gone."""
    try:
        return await read
    except NotFound as error:
        raise NotFound(Note(XCode.OWN_ACCOUNT_GONE), detail=error.detail) from None
