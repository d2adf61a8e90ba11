"""The words of people's names, by which they are found while a name is typed, however many people there are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import bindparam, delete, insert, select

from bot.store.repository import OURS, SOME, Repository, mine
from bot.store.tables import name_words, profiles
from bot.store.types import storable

_LENGTH = 24
"""Characters of a beginning: whoever has typed so many has found the name."""

_MOST = 8
"""Beginnings of one name."""

_BEGINNING = re.compile(
    r"(?<!\S)\S|(?<![^\W_])[^\W_]"
    # Scripts without spaces between words: each character may begin one.
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
_AFTER_EVERY_CHARACTER = "\U0010ffff"

_NAMES = select(profiles.c.user_id, profiles.c.name).where(mine(profiles), profiles.c.user_id.in_(SOME))
_WORDS = select(name_words.c.words, name_words.c.user_id).where(mine(name_words), name_words.c.user_id.in_(SOME))
_DELETE = delete(name_words).where(mine(name_words), name_words.c.words == bindparam("these"), name_words.c.user_id == bindparam("person"))
_FIND = (
    select(name_words.c.user_id)
    .where(mine(name_words), name_words.c.words >= bindparam("first"), name_words.c.words < bindparam("last"))
    .order_by(name_words.c.words, name_words.c.user_id)
    .limit(bindparam("limit"))
)


def folded(text: str) -> str:
    """Without what tells neither a name nor what is typed from another spelling of it: case, accents and ornamental letters."""
    plain = unicodedata.normalize("NFKD", storable(text).casefold())
    return " ".join("".join(character for character in plain if not unicodedata.combining(character)).casefold().split())


def words_of(name: str) -> set[str]:
    """What may be typed to find this name: each of its words with those behind it."""
    plain = folded(name)
    begins = dict.fromkeys(match.start() for match in _BEGINNING.finditer(plain))
    return {plain[at : at + _LENGTH].rstrip() for at in list(begins)[:_MOST]}


class NameWords(Repository):
    """Kept up to date with the profiles."""

    async def update(self, user_ids: Collection[int]) -> None:
        """The names of these people may have changed."""
        wanted = {(words, row.user_id) for row in await self._rows_among(_NAMES, user_ids) for words in words_of(row.name)}
        there = {(row.words, row.user_id) for row in await self._rows_among(_WORDS, user_ids)}
        ours = {OURS.key: self._account_id}
        if there - wanted:
            await self._connection.execute(_DELETE, [ours | {"these": words, "person": user_id} for words, user_id in there - wanted])
        if wanted - there:
            rows = [{"account_id": self._account_id, "words": words, "user_id": user_id} for words, user_id in wanted - there]
            await self._connection.execute(insert(name_words), rows)

    async def find(self, typed: str, limit: int) -> list[int]:
        """People of whose names a word begins like this, by the name from that word on; nobody where nothing is typed."""
        beginning = folded(typed)[:_LENGTH].rstrip()
        if not beginning:
            return []
        given = {"first": beginning, "last": beginning + _AFTER_EVERY_CHARACTER, "limit": limit * _MOST}
        return list(dict.fromkeys(row.user_id for row in await self._rows(_FIND, **given)))[:limit]
