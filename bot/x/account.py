"""What is asked about the team's account itself."""

from __future__ import annotations

from collections.abc import Awaitable

from bot.x.errors import NotFound
from bot.x.http.call import Json

_GONE = "X does not find the team's account. Look on x.com whether it is still there."


async def of_the_account(reading: Awaitable[Json]) -> Json:
    """A reading of what is the account's own: who is not found then is the account itself."""
    try:
        return await reading
    except NotFound as error:
        raise NotFound(_GONE, detail=error.detail) from None
