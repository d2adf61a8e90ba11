"""Reads of the team's own account."""

from __future__ import annotations

from collections.abc import Awaitable

from bot.x.errors import NotFound
from bot.x.http.call import Json

_GONE = "X does not find the team's account. Look on x.com whether it is still there."


async def own_account_read(read: Awaitable[Json]) -> Json:
    """Await a read of the account's own data: `NotFound` then means that the account itself is gone."""
    try:
        return await read
    except NotFound as error:
        raise NotFound(_GONE, detail=error.detail) from None
