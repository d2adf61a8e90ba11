"""Sums over long ranges, for the team's picture of its network. A span is since <= moment < until."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Select, Subquery, bindparam, func, select, type_coerce

from bot.domain import BurstKind, MemberDecisions, SuggestionKind, SuggestionState, Verdict, notes_of
from bot.domain.acts import APPROVALS, DECISIVE
from bot.store.digest.highlights import posted_before_decision
from bot.store.followers.arrivals import HOUR
from bot.store.followers.followers import STILL_FOLLOWS
from bot.store.repository import OURS, Repository, mine, one_of, same_person, within
from bot.store.suggestions.rows import of_kind
from bot.store.tables import (
    assessments,
    burst_members,
    bursts,
    decisions,
    follower_counts,
    followers,
    interactions,
    own_posts,
    profiles,
    replies,
    suggestions,
)

MOST_SAMPLED = 10_000
"""Decisions that are looked at one by one, the newest ones: so many take a third of a second."""

_EPOCH, _HOUR_MICROS = datetime(1970, 1, 1, tzinfo=UTC), HOUR // timedelta(microseconds=1)
_SINCE: BindParameter[Any] = bindparam("since")
_UNTIL: BindParameter[Any] = bindparam("until")

_COUNTS = (
    select(follower_counts.c.day, follower_counts.c.followers, follower_counts.c.following)
    .where(mine(follower_counts), follower_counts.c.day.between(bindparam("first"), bindparam("last")))
    .order_by(follower_counts.c.day)
)
# Decisive acts are members' alone: to ask for a member as well would have SQLite sort everything by member first.
_DECIDED = mine(decisions), one_of(decisions.c.act, DECISIVE), *within(decisions.c.at, _SINCE, _UNTIL)
_BY_MEMBER = select(decisions.c.member_id, func.count().label("n")).where(*_DECIDED).group_by(decisions.c.member_id)
_COUNT_DECIDED = select(func.count()).where(*_DECIDED)
_NEWEST = select(decisions.c.id).where(*_DECIDED).order_by(decisions.c.at.desc()).limit(bindparam("most"))
_NO_ANSWER = mine(own_posts), own_posts.c.in_reply_to.is_(None)
_OWN_POSTS = select(own_posts.c.at).where(*_NO_ANSWER, *within(own_posts.c.at, _SINCE, _UNTIL)).order_by(own_posts.c.at)
_FIRST_OWN_POST = select(own_posts.c.at).where(*_NO_ANSWER).order_by(own_posts.c.at).limit(1)


def _newest_of_member() -> Select[Any]:
    newest = _NEWEST.where(decisions.c.member_id == bindparam("member")).subquery()
    about = newest.join(decisions, decisions.c.id == newest.c.id).join(suggestions, suggestions.c.id == decisions.c.suggestion_id)
    columns = decisions.c.member_name, decisions.c.at, suggestions.c.opened_at, posted_before_decision()
    return select(*columns).select_from(about).order_by(decisions.c.at.desc())


def _reasons() -> Select[Any]:
    newest = _NEWEST.subquery()
    about = (
        newest.join(decisions, decisions.c.id == newest.c.id)
        .join(suggestions, suggestions.c.id == decisions.c.suggestion_id)
        .join(assessments, same_person(assessments, suggestions))
        .outerjoin(replies, replies.c.suggestion_id == suggestions.c.id)
    )
    return select(decisions.c.act, assessments.c.why, replies.c.why.label("why_answered")).select_from(about)


def _by_hour(people: Subquery) -> Select[Any]:
    """How many people there are in each hour, and how many follow them. first: when each of them counts."""
    hour = (type_coerce(people.c.first, BigInteger) // _HOUR_MICROS).label("hour")
    reach = func.sum(func.coalesce(profiles.c.followers, 0)).label("reach")
    joined = people.join(profiles, same_person(profiles, people))
    return select(hour, func.count().label("people"), reach).select_from(joined).group_by(hour)


def _followed_back() -> Select[Any]:
    about = suggestions.join(followers, same_person(followers, suggestions))
    done = mine(suggestions), suggestions.c.state == SuggestionState.DONE, *of_kind(SuggestionKind.FOLLOW_BACK)
    person = suggestions.c.account_id, suggestions.c.user_id
    people = select(*person, func.min(suggestions.c.settled_at).label("first")).select_from(about)
    return _by_hour(people.where(*done, *within(suggestions.c.settled_at, _SINCE, _UNTIL), STILL_FOLLOWS).group_by(*person).subquery())


def _spoke() -> Select[Any]:
    spoken = mine(interactions), interactions.c.user_id != OURS, *within(interactions.c.at, _SINCE, _UNTIL)
    person = interactions.c.account_id, interactions.c.user_id
    return _by_hour(select(*person, func.min(interactions.c.at).label("first")).where(*spoken).group_by(*person).subquery())


def _came(bought: bool) -> Select[Any]:
    joined = followers.outerjoin(assessments, same_person(followers, assessments))
    came = mine(followers), ~followers.c.baseline, *within(followers.c.first_seen_at, _SINCE, _UNTIL)
    if not bought:
        return select(assessments.c.verdict, func.count().label("n")).select_from(joined).where(*came).group_by(assessments.c.verdict)
    joined = joined.join(burst_members, same_person(burst_members, followers)).join(bursts, bursts.c.id == burst_members.c.burst_id)
    people = select(assessments.c.verdict, func.count(followers.c.user_id.distinct()).label("n")).select_from(joined)
    return people.where(*came, bursts.c.kind == BurstKind.PURCHASE).group_by(assessments.c.verdict)


_CAME, _BOUGHT = _came(bought=False), _came(bought=True)
_NEWEST_OF_MEMBER = _newest_of_member()
_REASONS, _FOLLOWED_BACK, _SPOKE = _reasons(), _followed_back(), _spoke()


@dataclass(frozen=True, slots=True)
class HourReach:
    """Some people, and how many follow them together. at: when the hour begins."""

    at: datetime
    people: int
    reach: int


@dataclass(frozen=True, slots=True)
class ReasonCounts:
    """How many were approved and turned down, for each reason that was given for them, and together.

    decided: how many were looked at, the newest; in_all: how many there are.
    """

    approved: Counter[str]
    turned_down: Counter[str]
    decided: int
    approvals: int
    in_all: int


class InsightSums(Repository):
    """What no other repository sums up."""

    async def counts(self, first: date, last: date) -> list[tuple[date, int, int | None]]:
        """X's counts on each local day that has one: followers, and whom the account follows where that is known."""
        return [(row.day, row.followers, row.following) for row in await self._rows(_COUNTS, first=first, last=last)]

    async def arrivals(self, since: datetime, until: datetime) -> tuple[dict[Verdict, int], int]:
        """New followers by verdict without those who came in a purchase, and how many these are. Who was not assessed counts as unsure."""
        came, bought = Counter[Verdict](), Counter[Verdict]()
        for counts, statement in ((came, _CAME), (bought, _BOUGHT)):
            for row in await self._rows(statement, since=since, until=until):
                counts[row.verdict or Verdict.UNSURE] += row.n
        return dict(came - bought), bought.total()

    async def decisions_by_member(self, since: datetime, until: datetime, *, most: int = MOST_SAMPLED) -> tuple[list[MemberDecisions], int]:
        """Who decided how many and how soon, who decided most first; and of how many the time to decide was looked at.

        These are the newest of each member, as many of everyone's, so that who decided little or long ago is timed as well.
        """
        members = [row for row in await self._rows(_BY_MEMBER, since=since, until=until) if row.member_id is not None]
        found, sampled = [], 0
        for member in members:
            rows = await self._rows(_NEWEST_OF_MEMBER, since=since, until=until, member=member.member_id, most=max(1, most // len(members)))
            took = median(max(0.0, (row.at - (row.posted_at or row.opened_at)).total_seconds()) for row in rows)
            found.append(MemberDecisions(rows[0].member_name, member.n, round(took)))
            sampled += len(rows)
        return sorted(found, key=lambda member: (-member.count, member.name)), sampled

    async def reasons(self, since: datetime, until: datetime, *, most: int = MOST_SAMPLED) -> ReasonCounts:
        """Of the newest suggestions that members approved or turned down: for which reasons they had been made."""
        counts = {True: Counter[str](), False: Counter[str]()}
        decided = approvals = 0
        for row in await self._rows(_REASONS, since=since, until=until, most=most):
            approved = row.act in APPROVALS
            counts[approved].update({note.code for note in (row.why_answered if row.why_answered is not None else notes_of(row.why))})
            decided, approvals = decided + 1, approvals + approved
        in_all = await self._count(_COUNT_DECIDED, since=since, until=until)
        return ReasonCounts(counts[True], counts[False], decided, approvals, in_all)

    async def followed_back(self, since: datetime, until: datetime) -> list[HourReach]:
        """Each person who was followed back and still follows, in the hour of that."""
        return await self._by_hour(_FOLLOWED_BACK, since, until)

    async def spoke(self, since: datetime, until: datetime) -> list[HourReach]:
        """Each person who spoke to the account, in the hour in which they first did in this span."""
        return await self._by_hour(_SPOKE, since, until)

    async def _by_hour(self, statement: Select[Any], since: datetime, until: datetime) -> list[HourReach]:
        rows = await self._rows(statement, since=since, until=until)
        return [HourReach(_EPOCH + row.hour * HOUR, row.people, int(row.reach)) for row in rows]

    async def own_posts(self, since: datetime, until: datetime) -> Sequence[datetime]:
        """When the account posted something that is no answer, as far as its posts are kept."""
        return [row.at for row in await self._rows(_OWN_POSTS, since=since, until=until)]

    async def first_own_post(self) -> datetime | None:
        """The earliest of these that is kept: what was posted before it is not known."""
        row = await self._first(_FIRST_OWN_POST)
        return None if row is None else row.at
