"""Those who left, and those who may have: they were not seen for a while."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, literal_column, or_, select

from bot.domain import Departure, Follower, LostFollower, Page, Place, Verdict
from bot.store.followers.followers import EDGE_COLUMNS, STILL_FOLLOWS, follower_of
from bot.store.paging import PageReader, keyed_list
from bot.store.people.assessments import ASSESSMENT_COLUMNS, assessment_of
from bot.store.people.profiles import PROFILE_COLUMNS
from bot.store.repository import SOME, mine, one_of, same_person, within
from bot.store.tables import assessments, followers, profiles

_LEFT = followers.c.unfollowed_at.is_not(None)
_LATEST_FIRST = followers.c.unfollowed_at.desc(), followers.c.id.desc()
_PEOPLE = followers.join(profiles, same_person(followers, profiles)).outerjoin(assessments, same_person(followers, assessments))
_LOST = keyed_list(
    select(*EDGE_COLUMNS, *PROFILE_COLUMNS, *ASSESSMENT_COLUMNS).select_from(_PEOPLE).where(mine(followers), _LEFT),
    followers.c.unfollowed_at,
    followers.c.id,
)
_COUNT_SINCE = select(func.count()).where(mine(followers), followers.c.unfollowed_at >= bindparam("since"))
_COUNT_SEEN_SINCE = select(func.count()).where(mine(followers), _LEFT, followers.c.last_seen_at >= bindparam("since"))
_BACK = followers.c.times_returned > literal_column("0")  # written out, as it is in the index
_COUNT_BACK_SINCE = select(func.count()).where(mine(followers), _BACK, followers.c.followed_at > bindparam("since"))
_MATTERS = or_(one_of(assessments.c.verdict, [Verdict.ENGAGED]), profiles.c.followed_by_us)
_MATTERS_FIRST = case((_MATTERS, 0), else_=1)
_BETWEEN = (
    select(*EDGE_COLUMNS, *PROFILE_COLUMNS)
    .select_from(_PEOPLE)
    .where(mine(followers), *within(followers.c.unfollowed_at, bindparam("since"), bindparam("until")))
    .order_by(_MATTERS_FIRST, *_LATEST_FIRST)
    .limit(bindparam("limit"))
)
_UNSEEN = (
    select(followers.c.user_id)
    .select_from(_PEOPLE)
    .where(mine(followers), STILL_FOLLOWS, followers.c.last_seen_at < bindparam("since"))
    .order_by(_MATTERS_FIRST, assessments.c.worth.desc().nulls_last(), followers.c.id.desc())
)
_UNSEEN_AMONG = select(followers.c.user_id).where(
    mine(followers), followers.c.user_id.in_(SOME), STILL_FOLLOWS, followers.c.last_seen_at < bindparam("since")
)
_GONE = (
    select(followers.c.user_id)
    .select_from(_PEOPLE)
    .where(mine(followers), followers.c.unfollowed_at < bindparam("before"), profiles.c.name != "")
    .where(one_of(followers.c.departure, [departure for departure in Departure if departure.gone_from_x]))
)


class LostFollowers(PageReader):
    """Those who left and did not return, the last one first."""

    async def between(self, since: datetime, until: datetime, limit: int) -> list[Follower]:
        """Those who were found to have left in since <= moment < until: who is engaged or followed back first, then the last one."""
        return [follower_of(row) for row in await self._rows(_BETWEEN, since=since, until=until, limit=limit)]

    async def page(self, size: int, place: Place | None = None) -> Page[LostFollower]:
        """A page of them, with what they were."""
        return await self._page(_LOST, _lost, size, place)

    async def count_since(self, since: datetime) -> int:
        """How many were found to have left from this moment on."""
        return await self._count(_COUNT_SINCE, since=since)

    async def count_seen_since(self, since: datetime) -> int:
        """How many of all who left were still seen at this moment or later."""
        return await self._count(_COUNT_SEEN_SINCE, since=since)

    async def count_back_since(self, since: datetime) -> int:
        """How many who had left have followed again after this moment."""
        return await self._count(_COUNT_BACK_SINCE, since=since)

    async def unseen(self, since: datetime) -> list[int]:
        """Followers who were not seen since: first those who are engaged or whom the account follows, each by what they are worth."""
        return [row.user_id for row in await self._rows(_UNSEEN, since=since)]

    async def unseen_among(self, user_ids: Collection[int], since: datetime) -> set[int]:
        """Those of these people who are followers and were not seen since."""
        return {row.user_id for row in await self._rows_among(_UNSEEN_AMONG, user_ids, since=since)}

    async def gone_from_x(self, before: datetime) -> list[int]:
        """Those who were found to be gone from X before this moment, and of whom more is kept than that."""
        return [row.user_id for row in await self._rows(_GONE, before=before)]


def _lost(row: Any) -> LostFollower:
    follower = follower_of(row[: len(EDGE_COLUMNS) + len(PROFILE_COLUMNS)])
    assessment = None if row.verdict is None else assessment_of(row)
    return LostFollower(follower, assessment, row.unfollowed_at)
