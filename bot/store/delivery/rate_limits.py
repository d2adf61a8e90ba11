"""Rate limits, kept over restarts."""

from __future__ import annotations

from sqlalchemy import select

from bot.domain import RateLimit
from bot.store.repository import Repository, mine
from bot.store.tables import rate_limits
from bot.store.upsert import save

_FIELDS = ("endpoint", "limit", "remaining", "resets_at", "window")
_ALL = select(*(rate_limits.c[field] for field in _FIELDS)).where(mine(rate_limits)).order_by(rate_limits.c.endpoint, rate_limits.c.window)


class Limits(Repository):
    """What X last said about each endpoint, in each of its windows."""

    async def all(self) -> list[RateLimit]:
        """By endpoint and window, each by itself."""
        return [RateLimit(*row) for row in await self._rows(_ALL)]

    async def save(self, limit: RateLimit) -> None:
        """It and the others that it was told with take the place of what was known of these windows."""
        rows = [{field: getattr(one, field) for field in _FIELDS} | {"account_id": self._account_id} for one in limit.each]
        await save(self._connection, rate_limits, rows)
