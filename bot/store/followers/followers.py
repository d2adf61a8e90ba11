"""Followers: one edge a person, kept forever."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, case, func, literal, select, update

from bot.domain import Assessment, Departure, Follower, Page, Place, Profile, Side
from bot.domain.changes import FollowersAdded, FollowersChanged
from bot.domain.pages import Key
from bot.store.paging import PageReader, keyed_list, page_of
from bot.store.people.assessments import ASSESSMENT_COLUMNS, assessment_of
from bot.store.people.profiles import PROFILE_COLUMNS, Profiles
from bot.store.people.verdict_counts import VerdictCounts
from bot.store.repository import SOME, Repository, about, mine, same_person
from bot.store.tables import assessments, followers, following, profiles
from bot.store.upsert import add_missing

STILL_FOLLOWS = followers.c.unfollowed_at.is_(None)
"""This follower was not found to have left."""

_NEW = ~followers.c.baseline
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_EDGE_FIELDS = ("first_seen_at", "last_seen_at", "baseline", "followed_at", "times_returned", "unfollowed_at", "departure")
EDGE_COLUMNS = [followers.c[name] for name in _EDGE_FIELDS]
"""In the order of the fields of `Follower`, after its profile."""

_FOLLOWED_AT = case(
    (followers.c.baseline & (followers.c.times_returned == 0), literal(_LONG_AGO, followers.c.followed_at.type)),
    else_=followers.c.followed_at,
)
"""Older followers are read later than newer ones, so when that was says nothing."""

_SOME = mine(followers), followers.c.user_id.in_(SOME)
_AMONG = select(followers.c.user_id).where(*_SOME)
_KNOWN_BY = _AMONG.where(followers.c.baseline | (followers.c.first_seen_at <= bindparam("by")))
_NEW_AMONG = _AMONG.where(_NEW, STILL_FOLLOWS)
_NEW_AMONG_SINCE = _NEW_AMONG.where(followers.c.followed_at >= bindparam("followed_since"))
_LAST_MOVES = select(followers.c.user_id, _FOLLOWED_AT.label("followed_at"), followers.c.unfollowed_at).where(*_SOME)
_TIMES_RETURNED = select(followers.c.user_id, followers.c.times_returned).where(*_SOME, followers.c.times_returned > 0)

_SET = update(followers).where(*_SOME)
_SET_OF_PRESENT = _SET.where(STILL_FOLLOWS)
_SET_RETURNED = _SET.values(times_returned=followers.c.times_returned + 1, unfollowed_at=None, departure=None)

EDGES = select(*EDGE_COLUMNS, *PROFILE_COLUMNS).select_from(followers.join(profiles, same_person(followers, profiles)))
_EDGE = EDGES.where(about(followers))
_ASSESSED = followers.join(profiles, same_person(followers, profiles)).outerjoin(assessments, same_person(followers, assessments))
_EDGES_ASSESSED = select(*EDGE_COLUMNS, *PROFILE_COLUMNS, *ASSESSMENT_COLUMNS).select_from(_ASSESSED).where(mine(followers), STILL_FOLLOWS)
_PRESENT = keyed_list(_EDGES_ASSESSED, followers.c.id)
_NEWEST = keyed_list(_EDGES_ASSESSED.where(_NEW), followers.c.id)
_NEWEST_IDS = select(followers.c.user_id).where(mine(followers), STILL_FOLLOWS).order_by(followers.c.id.desc()).limit(bindparam("limit"))
_COUNT_NEW = select(func.count()).where(mine(followers), _NEW, STILL_FOLLOWS)


AssessedFollower = tuple[Follower, Assessment | None]


@dataclass(frozen=True, slots=True)
class LastMoves:
    """followed_at: when somebody last followed, 1970 for whoever was there before the initial sync. unfollowed_at: None while they do."""

    followed_at: datetime
    unfollowed_at: datetime | None


class Followers(PageReader):
    """The edges. Somebody who left stays known."""

    async def known(self, user_ids: Collection[int], *, by: datetime | None = None) -> set[int]:
        """Those who follow or ever followed. by: of those who came since the initial sync, only who was seen by this moment."""
        if by is None:
            return await self._among(followers, user_ids)
        return {row.user_id for row in await self._rows_among(_KNOWN_BY, user_ids, by=by)}

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
        async with self._verdict_counts.keeping_up(ids):
            added = set(await add_missing(self._connection, followers, rows, "user_id"))
        if added:
            self._note(FollowersAdded(frozenset(added)))
        await self.mark_seen([user_id for user_id in ids if user_id not in added], at)
        return [user_id for user_id in ids if user_id in added]

    async def mark_seen(self, user_ids: Collection[int], at: datetime) -> None:
        """These people are among the followers now."""
        await self._changed_among(_SET, user_ids, last_seen_at=at)

    async def mark_unfollowed(self, user_ids: Collection[int], at: datetime, departure: Departure = Departure.LEFT) -> None:
        """Those of these people who followed have left. Said again it changes nothing until they have returned."""
        async with self._verdict_counts.keeping_up(user_ids):
            changed = await self._changed_among(_SET_OF_PRESENT, user_ids, unfollowed_at=at, departure=departure)
        if changed:
            self._note(FollowersChanged(frozenset(user_ids)))

    async def mark_refollowed(self, user_ids: Collection[int], at: datetime) -> None:
        """These people had left, and have followed again."""
        async with self._verdict_counts.keeping_up(user_ids):
            changed = await self._changed_among(_SET_RETURNED, user_ids, last_seen_at=at, followed_at=at)
        if changed:
            self._note(FollowersChanged(frozenset(user_ids)))

    async def get(self, user_id: int) -> Follower | None:
        """The edge of somebody who follows or followed."""
        row = await self._first(_EDGE, person=user_id)
        return None if row is None else follower_of(row)

    async def newest(self, size: int, place: Place | None = None) -> Page[AssessedFollower]:
        """A page of those who follow and came since the initial sync, newest first."""
        return await self._page(_NEWEST, _assessed, size, place)

    async def present(self, size: int, below: Key | None = None) -> Page[AssessedFollower]:
        """The newest of those who follow now, or those who came before the one with this key."""
        found = await self._beside(_PRESENT, size + 1, Place(Side.BELOW, below) if below else None)
        return page_of([(key, _assessed(row)) for key, row in found], size, None)

    async def newest_profiles(self, limit: int) -> list[Profile]:
        """The people who came last, newest first, among everybody who follows."""
        user_ids = [row.user_id for row in await self._rows(_NEWEST_IDS, limit=limit)]
        return list((await Profiles(self._connection, self._account_id, self._changes).get_many(user_ids)).values())

    async def new_among(self, user_ids: Collection[int], *, followed_since: datetime | None = None) -> set[int]:
        """Those of these people who follow and came since the initial sync.

        followed_since: only if they last followed at this moment or later.
        """
        statement = _NEW_AMONG if followed_since is None else _NEW_AMONG_SINCE
        return {row.user_id for row in await self._rows_among(statement, user_ids, followed_since=followed_since)}

    async def last_moves(self, user_ids: Collection[int]) -> dict[int, LastMoves]:
        """When those of these people who follow or ever followed last came and left."""
        return {user_id: LastMoves(*moves) for user_id, *moves in await self._rows_among(_LAST_MOVES, user_ids)}

    async def times_returned(self, user_ids: Collection[int]) -> dict[int, int]:
        """How often those of these people who ever came back did so."""
        return {row.user_id: row.times_returned for row in await self._rows_among(_TIMES_RETURNED, user_ids)}

    @property
    def _verdict_counts(self) -> VerdictCounts:
        return VerdictCounts(self._connection, self._account_id, self._changes)

    async def count_new(self) -> int:
        """How many `newest` gives page by page."""
        return await self._count(_COUNT_NEW)


def _assessed(row: Any) -> AssessedFollower:
    edge = row[: len(EDGE_COLUMNS) + len(PROFILE_COLUMNS)]
    return follower_of(edge), None if row.verdict is None else assessment_of(row)


def follower_of(row: Any) -> Follower:
    """The follower in a row of `EDGES`."""
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
