"""What people said to the account."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, distinct, exists, func, select, update

from bot.model import Interaction, SuggestionKind
from bot.store.repository import Repository, chunks, within
from bot.store.suggestion_rows import UNSETTLED
from bot.store.tables import interactions, replies, suggestions
from bot.store.types import storable
from bot.store.upsert import add_missing

_COLUMNS = [interactions.c[field.name] for field in fields(Interaction)]
_WORDED = interactions.c.text != ""


class Interactions(Repository):
    """Posts that speak to the account, each once; also by people who do not follow it. Their words are kept only while they are needed."""

    async def add(self, posts: Sequence[Interaction], at: datetime) -> set[int]:
        """Store what was read at this moment; returns the user ids of those that were not there yet."""
        rows = [{"account_id": self._account_id, "seen_at": at} | asdict(post) for post in posts]
        return set(await add_missing(self._connection, interactions, rows, "user_id"))

    async def get(self, post_id: int) -> Interaction | None:
        row = await self._first(self._posts(interactions.c.post_id == post_id))
        return None if row is None else Interaction(*row)

    async def known(self, post_ids: Collection[int]) -> set[int]:
        """Those of these posts that are stored."""
        found: set[int] = set()
        for some in chunks(post_ids):
            rows = await self._rows(select(interactions.c.post_id).where(self._mine(interactions), interactions.c.post_id.in_(some)))
            found.update(row.post_id for row in rows)
        return found

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

    async def count_by(self, user_id: int, *, before: datetime) -> int:
        """Posts by this person from before this moment."""
        theirs = self._about(interactions, user_id), interactions.c.at < before
        return await self._count(select(func.count()).where(*theirs))

    async def undecided(self, since: datetime, limit: int) -> list[Interaction]:
        """Posts of this moment or later about which nothing was suggested or left out yet, newest first.

        Nothing of whoever has an unsettled suggestion of a reply: one at a time.
        """
        decided = exists().where(self._answers(replies))
        another = exists().where(
            self._same_person(suggestions, interactions),
            suggestions.c.kind == SuggestionKind.REPLY,
            suggestions.c.state.in_(UNSETTLED),
        )
        wanted = _WORDED, interactions.c.at >= since, ~decided, ~another
        return await self._several(self._posts(*wanted).order_by(interactions.c.at.desc(), interactions.c.post_id.desc()).limit(limit))

    async def texts_by(self, user_id: int, *, before: int, limit: int = 50) -> list[str]:
        """What this person said before this post, as far as it is kept, newest first."""
        # An expression, because SQLite would else look through everybody's posts by their ids.
        earlier = self._about(interactions, user_id), _WORDED, interactions.c.post_id + 0 < before
        newest_first = interactions.c.at.desc(), interactions.c.post_id.desc()
        return [row.text for row in await self._rows(select(interactions.c.text).where(*earlier).order_by(*newest_first).limit(limit))]

    async def copies(self, text: str, *, besides: int, since: datetime) -> int:
        """How many people but this one have said exactly this since then, as far as it is kept."""
        same = self._mine(interactions), _WORDED, interactions.c.seen_at >= since, interactions.c.text == storable(text)
        statement = select(func.count(distinct(interactions.c.user_id))).where(*same, interactions.c.user_id != besides)
        return await self._count(statement)

    async def unseen_since(self, moment: datetime, limit: int) -> list[int]:
        """Posts with an unsettled suggestion that were last seen on X before this moment, the longest unseen first."""
        waiting = replies.join(suggestions, replies.c.suggestion_id == suggestions.c.id)
        pending = exists().select_from(waiting).where(self._answers(replies), suggestions.c.state.in_(UNSETTLED)).correlate(interactions)
        old = self._mine(interactions), _WORDED, interactions.c.seen_at < moment, pending
        rows = await self._rows(select(interactions.c.post_id).where(*old).order_by(interactions.c.seen_at).limit(limit))
        return [row.post_id for row in rows]

    async def seen(self, post_ids: Collection[int], at: datetime) -> None:
        """These posts are on X at this moment."""
        await self._update(post_ids, seen_at=at)

    async def forget(self, post_ids: Collection[int]) -> None:
        """Keep no words of these posts: they are gone from X."""
        await self._update(post_ids, text="")

    async def forget_older(self, before: datetime) -> int:
        """Keep no words of posts from before this moment, but of those with an unsettled suggestion; returns of how many."""
        waiting = replies.join(suggestions, replies.c.suggestion_id == suggestions.c.id)
        pending = exists().select_from(waiting).where(self._answers(replies), suggestions.c.state.in_(UNSETTLED)).correlate(interactions)
        old = self._mine(interactions), _WORDED, interactions.c.at < before, ~pending
        return await self._changed(update(interactions).where(*old).values(text=""))

    def _answers(self, table: Any) -> ColumnElement[bool]:
        return and_(table.c.account_id == interactions.c.account_id, table.c.post_id == interactions.c.post_id)

    def _posts(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        return select(*_COLUMNS).where(self._mine(interactions), *conditions)

    async def _several(self, statement: Select[Any]) -> list[Interaction]:
        return [Interaction(*row) for row in await self._rows(statement)]

    async def _update(self, post_ids: Collection[int], **values: Any) -> None:
        for some in chunks(post_ids):
            theirs = self._mine(interactions), interactions.c.post_id.in_(some)
            await self._changed(update(interactions).where(*theirs).values(**values))
