"""Followers: one edge a person, kept forever."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, update

from bot.domain import Assessment, Follower, Profile
from bot.domain.changes import FollowersAdded, FollowersChanged
from bot.store.people.assessments import ASSESSMENT_COLUMNS, assessment_of
from bot.store.people.profiles import PROFILE_COLUMNS, Profiles
from bot.store.repository import Repository, chunks, within
from bot.store.tables import assessments, followers, following, profiles
from bot.store.upsert import add_missing

STILL_FOLLOWS = followers.c.unfollowed_at.is_(None)
"""This follower was not found to have left."""

_NEW = ~followers.c.baseline
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
EDGE_COLUMNS = [
    followers.c[name] for name in ("first_seen_at", "last_seen_at", "baseline", "followed_at", "times_returned", "unfollowed_at")
]
"""In the order of the fields of `Follower`, after its profile."""

_FOLLOWED_AT = case(
    (followers.c.baseline & (followers.c.times_returned == 0), literal(_LONG_AGO, followers.c.followed_at.type)),
    else_=followers.c.followed_at,
)
"""Older followers are read later than newer ones, so when that was says nothing."""


@dataclass(frozen=True, slots=True)
class LastMoves:
    """followed_at: when somebody last followed, 1970 for whoever was there before the initial sync. unfollowed_at: None while they do."""

    followed_at: datetime
    unfollowed_at: datetime | None


class Followers(Repository):
    """The edges. Somebody who left stays known."""

    async def known(self, user_ids: Collection[int], *, by: datetime | None = None) -> set[int]:
        """Those who follow or ever followed. by: of those who came since the initial sync, only who was seen by this moment."""
        if by is None:
            return await self._among(followers, user_ids)
        return set(await self._of(followers.c.user_id, user_ids, followers.c.baseline | (followers.c.first_seen_at <= by)))

    async def add(self, user_ids: Sequence[int], at: datetime, *, baseline: bool) -> list[int]:
        """Store edges, newest first; returns those that were not there before, in the given order.

        An edge that was there keeps its first_seen_at, followed_at and baseline, and counts as seen.
        """
        ids = list(dict.fromkeys(user_ids))
        edge = {"first_seen_at": at, "last_seen_at": at, "baseline": baseline, "followed_at": at, "times_returned": 0}
        rows = [
            {"account_id": self._account_id, "user_id": user_id, **edge}
            for user_id in reversed(ids)  # so that the newest gets the highest row id
        ]
        added = set(await add_missing(self._connection, followers, rows, "user_id"))
        if added:
            self._note(FollowersAdded(frozenset(added)))
        await self.mark_seen([user_id for user_id in ids if user_id not in added], at)
        return [user_id for user_id in ids if user_id in added]

    async def mark_seen(self, user_ids: Collection[int], at: datetime) -> None:
        """These people are among the followers now."""
        await self._update(user_ids, last_seen_at=at)

    async def mark_unfollowed(self, user_ids: Collection[int], at: datetime) -> None:
        """Those of these people who followed have left. Said again it changes nothing until they have returned."""
        if await self._update(user_ids, STILL_FOLLOWS, unfollowed_at=at):
            self._note(FollowersChanged(frozenset(user_ids)))

    async def mark_refollowed(self, user_ids: Collection[int], at: datetime) -> None:
        """These people had left, and have followed again."""
        again = followers.c.times_returned + 1
        if await self._update(user_ids, last_seen_at=at, followed_at=at, times_returned=again, unfollowed_at=None):
            self._note(FollowersChanged(frozenset(user_ids)))

    async def get(self, user_id: int) -> Follower | None:
        """The edge of somebody who follows or followed."""
        row = await self._first(self._edges(followers.c.user_id == user_id))
        return None if row is None else _follower(row)

    async def newest(self, limit: int, offset: int = 0) -> list[Follower]:
        """Those who follow and came since the initial sync, newest first."""
        statement = self._edges(_NEW, STILL_FOLLOWS).order_by(followers.c.id.desc()).limit(limit).offset(offset)
        return [_follower(row) for row in await self._rows(statement)]

    async def present(self, limit: int, before: int | None = None) -> tuple[list[tuple[Follower, Assessment | None]], int | None]:
        """Those who follow now, newest first, with their assessments; and what to hand in as `before` for those that come next."""
        edges = followers.join(profiles, self._same_person(followers, profiles))
        joined = edges.join(assessments, self._same_person(followers, assessments), isouter=True)
        statement = select(*EDGE_COLUMNS, *PROFILE_COLUMNS, *ASSESSMENT_COLUMNS, followers.c.id.label("edge_id")).select_from(joined)
        older = () if before is None else (followers.c.id < before,)
        rows = await self._rows(statement.where(self._mine(followers), STILL_FOLLOWS, *older).order_by(followers.c.id.desc()).limit(limit))
        edge = len(EDGE_COLUMNS) + len(PROFILE_COLUMNS)
        found = [(_follower(row[:edge]), None if row.verdict is None else assessment_of(row)) for row in rows]
        return found, rows[-1].edge_id if len(rows) == limit else None

    async def newest_profiles(self, limit: int) -> list[Profile]:
        """The people who came last, newest first, among everybody who follows."""
        newest = select(followers.c.user_id).where(self._mine(followers), STILL_FOLLOWS).order_by(followers.c.id.desc()).limit(limit)
        user_ids = [row.user_id for row in await self._rows(newest)]
        return list((await Profiles(self._connection, self._account_id, self._changes).get_many(user_ids)).values())

    async def new_among(self, user_ids: Collection[int], *, followed_since: datetime | None = None) -> set[int]:
        """Those of these people who follow and came since the initial sync.

        followed_since: only if they last followed at this moment or later.
        """
        recently = within(followers.c.followed_at, followed_since, None)
        return set(await self._of(followers.c.user_id, user_ids, _NEW, STILL_FOLLOWS, *recently))

    async def unfollowed_since(self, since: datetime, until: datetime, limit: int) -> list[Follower]:
        """Those who left in since <= moment < until and did not return, the last one first."""
        statement = self._edges(*within(followers.c.unfollowed_at, since, until))
        rows = await self._rows(statement.order_by(followers.c.unfollowed_at.desc(), followers.c.id.desc()).limit(limit))
        return [_follower(row) for row in rows]

    async def last_moves(self, user_ids: Collection[int]) -> dict[int, LastMoves]:
        """When those of these people who follow or ever followed last came and left."""
        found: dict[int, LastMoves] = {}
        for some in chunks(user_ids):
            people = self._mine(followers), followers.c.user_id.in_(some)
            statement = select(followers.c.user_id, _FOLLOWED_AT.label("followed_at"), followers.c.unfollowed_at).where(*people)
            found |= {user_id: LastMoves(*moves) for user_id, *moves in await self._rows(statement)}
        return found

    async def times_returned(self, user_ids: Collection[int]) -> dict[int, int]:
        """How often those of these people who ever came back did so."""
        return await self._of(followers.c.times_returned, user_ids, followers.c.times_returned > 0)

    async def count_new(self) -> int:
        """How many `newest` would give without a limit."""
        return await self._count(select(func.count()).where(self._mine(followers), _NEW, STILL_FOLLOWS))

    async def _update(self, user_ids: Collection[int], *conditions: ColumnElement[bool], **values: Any) -> int:
        changed = 0
        for some in chunks(user_ids):
            people = self._mine(followers), followers.c.user_id.in_(some), *conditions
            changed += await self._changed(update(followers).where(*people).values(**values))
        return changed

    async def _of(self, column: ColumnElement[Any], user_ids: Collection[int], *conditions: ColumnElement[bool]) -> dict[int, Any]:
        """This column by user id."""
        found: dict[int, Any] = {}
        for some in chunks(user_ids):
            people = self._mine(followers), followers.c.user_id.in_(some), *conditions
            rows = await self._rows(select(followers.c.user_id, column.label("value")).where(*people))
            found |= {row.user_id: row.value for row in rows}
        return found

    def _edges(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        edges = followers.join(profiles, self._same_person(followers, profiles))
        return select(*EDGE_COLUMNS, *PROFILE_COLUMNS).select_from(edges).where(self._mine(followers), *conditions)


def _follower(row: Any) -> Follower:
    edge, person = row[: len(EDGE_COLUMNS)], row[len(EDGE_COLUMNS) :]
    return Follower(Profile(*person), *edge)


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
