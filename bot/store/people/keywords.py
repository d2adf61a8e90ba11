"""The team's own words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from bot.domain import Taste, Tastes
from bot.store.repository import Repository
from bot.store.tables import tastes
from bot.store.types import storable
from bot.store.upsert import add_missing


class TasteWords(Repository):
    """Two lists of words, each in the order in which it was written."""

    async def get(self) -> Tastes:
        statement = select(tastes.c.taste, tastes.c.word).where(self._mine(tastes)).order_by(tastes.c.position)
        rows = await self._rows(statement)
        topics, never = (tuple(row.word for row in rows if row.taste is taste) for taste in (Taste.TOPIC, Taste.NEVER))
        return Tastes(topics, never)

    async def replace(self, taste: Taste, words: Sequence[str]) -> None:
        """Keep these words, each once, in the place of those before."""
        await self._changed(delete(tastes).where(self._mine(tastes), tastes.c.taste == taste))
        distinct = dict.fromkeys(map(storable, words))
        rows = [{"account_id": self._account_id, "taste": taste, "word": word, "position": n} for n, word in enumerate(distinct)]
        await add_missing(self._connection, tastes, rows, "word")
