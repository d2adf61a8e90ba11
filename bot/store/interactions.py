"""What people did towards the account."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from bot.store.repository import Repository, chunks, within
from bot.store.tables import interactions
from bot.store.upsert import add_missing


class Interactions(Repository):
    """Posts that mention the account, each once; also by people who do not follow it."""

    async def add(self, rows: Sequence[tuple[int, int, datetime]]) -> set[int]:
        """Store post id, user id and moment of each; returns the user ids of those that were not there yet."""
        new = [{"account_id": self._account_id, "post_id": post_id, "user_id": user_id, "at": at} for post_id, user_id, at in rows]
        return set(await add_missing(self._connection, interactions, new, "user_id"))

    async def among(self, user_ids: Collection[int]) -> dict[int, tuple[int, datetime]]:
        """How many posts there are by those of these people who wrote one, and when the latest was."""
        found: dict[int, tuple[int, datetime]] = {}
        for some in chunks(user_ids):
            columns = interactions.c.user_id, func.count().label("n"), func.max(interactions.c.at).label("latest")
            statement = select(*columns).where(self._mine(interactions), interactions.c.user_id.in_(some))
            found |= {row.user_id: (row.n, row.latest) for row in await self._rows(statement.group_by(interactions.c.user_id))}
        return found

    async def count(self, since: datetime, until: datetime) -> int:
        """Posts in since <= moment < until."""
        return await self._count(select(func.count()).where(self._mine(interactions), *within(interactions.c.at, since, until)))
