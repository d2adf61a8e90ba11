"""What the account itself posted, by whatever hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from bot.domain import OwnPost
from bot.store.repository import SOME, Repository, about, mine
from bot.store.tables import interactions, own_posts
from bot.store.upsert import add_missing

_FIELDS = [field.name for field in fields(OwnPost)]
_COLUMNS = [own_posts.c[name] for name in _FIELDS]

_ANSWERS = select(*_COLUMNS).where(mine(own_posts), own_posts.c.in_reply_to.in_(SOME))
_COUNT_TO = select(func.count()).where(
    mine(own_posts), own_posts.c.in_reply_to.in_(select(interactions.c.post_id).where(about(interactions)))
)
_TEXTS_SINCE = select(own_posts.c.text).where(mine(own_posts), own_posts.c.at >= bindparam("moment")).order_by(own_posts.c.at.desc())
_QUOTE_COUNTS = select(own_posts.c.post_id, own_posts.c.quotes).where(mine(own_posts), own_posts.c.post_id.in_(SOME))
_SET = update(own_posts).where(mine(own_posts), own_posts.c.post_id == bindparam("this"))
_DELETE_OLDER = delete(own_posts).where(mine(own_posts), own_posts.c.at < bindparam("before"))


class OwnPosts(Repository):
    """Each post once: whom the account answered, and which texts went out lately."""

    async def add(self, posts: Sequence[OwnPost]) -> list[int]:
        """Store them; returns the ids of those that were not there yet."""
        rows = [{"account_id": self._account_id, "quotes": 0} | {name: getattr(post, name) for name in _FIELDS} for post in posts]
        return await add_missing(self._connection, own_posts, rows, "post_id")

    async def answers(self, post_ids: Collection[int]) -> dict[int, OwnPost]:
        """The account's first answer to each of these posts that it answered."""
        found: dict[int, OwnPost] = {}
        # Sorted here: asked to do it, SQLite walks through all posts in their order.
        for row in sorted(await self._rows_among(_ANSWERS, post_ids), key=lambda row: int(row.post_id)):
            found.setdefault(row.in_reply_to, OwnPost(*row))
        return found

    async def count_to(self, user_id: int) -> int:
        """How often the account answered this person."""
        return await self._count(_COUNT_TO, person=user_id)

    async def texts_since(self, moment: datetime) -> list[str]:
        """What went out at this moment or later, newest first."""
        return [row.text for row in await self._rows(_TEXTS_SINCE, moment=moment)]

    async def known_quote_counts(self, post_ids: Collection[int]) -> dict[int, int]:
        """By post: how many quotes X counted when they were last read."""
        return {row.post_id: row.quotes for row in await self._rows_among(_QUOTE_COUNTS, post_ids)}

    async def save_quote_counts(self, counts: Mapping[int, int]) -> None:
        """By post: how many quotes X counted before they were read."""
        for post_id, count in counts.items():
            await self._changed(_SET, this=post_id, quotes=count)

    async def delete_older(self, before: datetime) -> None:
        """Keep nothing from before this moment."""
        await self._changed(_DELETE_OLDER, before=before)
