"""The team's keywords."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from bot.domain import Keyword, Keywords
from bot.domain.changes import KeywordsChanged
from bot.store.repository import Repository, mine
from bot.store.tables import keywords
from bot.store.types import storable
from bot.store.upsert import add_missing

_ALL = select(keywords.c.kind, keywords.c.word).where(mine(keywords)).order_by(keywords.c.position)
_REMOVE = delete(keywords).where(mine(keywords), keywords.c.kind == bindparam("kind"))


class KeywordLists(Repository):
    """Two lists of keywords, each in the order in which it was written."""

    async def get(self) -> Keywords:
        rows = await self._rows(_ALL)
        topics, muted = (tuple(row.word for row in rows if row.kind is kind) for kind in (Keyword.TOPIC, Keyword.MUTED))
        return Keywords(topics, muted)

    async def replace(self, kind: Keyword, words: Sequence[str]) -> None:
        """Keep these words, each once, in the place of those before."""
        await self._changed(_REMOVE, kind=kind)
        distinct = dict.fromkeys(map(storable, words))
        rows = [{"account_id": self._account_id, "kind": kind, "word": word, "position": n} for n, word in enumerate(distinct)]
        await add_missing(self._connection, keywords, rows, "word")
        self._note(KeywordsChanged())
