"""How often X may be asked, kept over restarts."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import select

from bot.model import RateLimit
from bot.store.repository import Repository
from bot.store.tables import rate_limits
from bot.store.upsert import save

_COLUMNS = [rate_limits.c[field.name] for field in fields(RateLimit)]


class Limits(Repository):
    """What X last said about each endpoint."""

    async def all(self) -> list[RateLimit]:
        """By endpoint."""
        statement = select(*_COLUMNS).where(self._mine(rate_limits)).order_by(rate_limits.c.endpoint)
        return [RateLimit(*row) for row in await self._rows(statement)]

    async def save(self, limit: RateLimit) -> None:
        """It takes the place of what was known of this endpoint."""
        await save(self._connection, rate_limits, [{"account_id": self._account_id} | asdict(limit)])
