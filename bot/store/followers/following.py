"""Whom the account was seen to follow."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.store.repository import Repository
from bot.store.tables import following
from bot.store.upsert import add_missing


class Following(Repository):
    """People seen in the account's own list of whom it follows."""

    async def known(self, user_ids: Collection[int]) -> set[int]:
        return await self._among(following, user_ids)

    async def add(self, user_ids: Sequence[int], at: datetime) -> list[int]:
        """Store them; returns those that were not there before, in the given order."""
        ids = list(dict.fromkeys(user_ids))
        rows = [{"account_id": self._account_id, "user_id": user_id, "first_seen_at": at} for user_id in ids]
        added = set(await add_missing(self._connection, following, rows, "user_id"))
        return [user_id for user_id in ids if user_id in added]
