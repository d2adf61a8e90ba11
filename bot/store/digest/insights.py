"""Sums over long ranges, for the team's picture of its network. A span is since <= moment < until."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select

from bot.domain import MemberDecisions, SuggestionKind, SuggestionState, notes_of
from bot.domain.acts import APPROVALS, DECISIVE
from bot.store.digest.highlights import DECIDED
from bot.store.followers.followers import STILL_FOLLOWS
from bot.store.repository import OURS, Repository, mine, one_of, same_person, within
from bot.store.suggestions.rows import of_kind
from bot.store.tables import assessments, decisions, follower_counts, followers, interactions, own_posts, profiles, replies, suggestions

MOST_SAMPLED = 10_000
"""Decisions that are looked at one by one, the newest ones: so many take a third of a second."""

_SINCE: BindParameter[Any] = bindparam("since")
_UNTIL: BindParameter[Any] = bindparam("until")

_COUNTS = (
    select(follower_counts.c.day, follower_counts.c.followers, follower_counts.c.following)
    .where(mine(follower_counts), follower_counts.c.day.between(bindparam("first"), bindparam("last")))
    .order_by(follower_counts.c.day)
)
_DECIDED = mine(decisions), decisions.c.member_id.is_not(None), one_of(decisions.c.act, DECISIVE), *within(decisions.c.at, _SINCE, _UNTIL)
_BY_MEMBER = select(decisions.c.member_id, func.count().label("n")).where(*_DECIDED).group_by(decisions.c.member_id)
_NEWEST_DECIDED = DECIDED.order_by(None).order_by(decisions.c.at.desc()).limit(MOST_SAMPLED)
_OWN_POSTS = (
    select(own_posts.c.at)
    .where(mine(own_posts), own_posts.c.in_reply_to.is_(None), *within(own_posts.c.at, _SINCE, _UNTIL))
    .order_by(own_posts.c.at)
)


def _reasons() -> Select[Any]:
    about = (
        decisions.join(suggestions, suggestions.c.id == decisions.c.suggestion_id)
        .join(assessments, same_person(assessments, suggestions))
        .outerjoin(replies, replies.c.suggestion_id == suggestions.c.id)
    )
    columns = decisions.c.act, suggestions.c.kind, assessments.c.why, replies.c.why.label("why_answered")
    said = mine(decisions), decisions.c.member_id.is_not(None), one_of(decisions.c.act, DECISIVE)
    newest = select(*columns).select_from(about).where(*said, *within(decisions.c.at, _SINCE, _UNTIL))
    return newest.order_by(decisions.c.at.desc()).limit(MOST_SAMPLED)


def _followed_back() -> Select[Any]:
    about = suggestions.join(followers, same_person(followers, suggestions)).join(profiles, same_person(profiles, suggestions))
    done = mine(suggestions), suggestions.c.state == SuggestionState.DONE, *of_kind(SuggestionKind.FOLLOW_BACK)
    ended = within(suggestions.c.settled_at, _SINCE, _UNTIL)
    first = func.min(suggestions.c.settled_at).label("first")
    people = select(first, profiles.c.followers).select_from(about).where(*done, *ended, STILL_FOLLOWS)
    return people.group_by(suggestions.c.user_id, profiles.c.followers)


def _spoke() -> Select[Any]:
    spoken = mine(interactions), interactions.c.user_id != OURS, *within(interactions.c.at, _SINCE, _UNTIL)
    first = func.min(interactions.c.at).label("first")
    people = select(interactions.c.account_id, interactions.c.user_id, first).where(*spoken)
    each = people.group_by(interactions.c.account_id, interactions.c.user_id).subquery()
    return select(each.c.first, profiles.c.followers).select_from(each.join(profiles, same_person(profiles, each)))


_REASONS, _FOLLOWED_BACK, _SPOKE = _reasons(), _followed_back(), _spoke()


@dataclass(frozen=True, slots=True)
class ReasonCounts:
    """How many were approved and turned down, for each reason that was given for them, and in all."""

    approved: Counter[str]
    turned_down: Counter[str]
    decided: int
    approvals: int


class InsightSums(Repository):
    """What no other repository sums up."""

    async def counts(self, first: date, last: date) -> list[tuple[date, int, int | None]]:
        """X's counts on each local day that has one: followers, and whom the account follows where that is known."""
        return [(row.day, row.followers, row.following) for row in await self._rows(_COUNTS, first=first, last=last)]

    async def decisions_by_member(self, since: datetime, until: datetime) -> tuple[list[MemberDecisions], int]:
        """Who decided how many and how soon, who decided most first; and of how many, the newest ones, the time to decide was looked at."""
        counts = {row.member_id: row.n for row in await self._rows(_BY_MEMBER, since=since, until=until)}
        rows = await self._rows(_NEWEST_DECIDED, since=since, until=until)
        names: dict[int, str] = {}
        took: dict[int, list[float]] = defaultdict(list)
        for row in rows:
            names.setdefault(row.member_id, row.member_name)
            took[row.member_id].append(max(0.0, (row.at - (row.posted_at or row.opened_at)).total_seconds()))
        found = [MemberDecisions(name, counts.get(member, 0), round(median(took[member]))) for member, name in names.items()]
        return sorted(found, key=lambda member: (-member.count, member.name)), len(rows)

    async def reasons(self, since: datetime, until: datetime) -> ReasonCounts:
        """Of the newest suggestions that members approved or turned down: for which reasons they had been made."""
        found = ReasonCounts(Counter(), Counter(), 0, 0)
        decided = approvals = 0
        for row in await self._rows(_REASONS, since=since, until=until):
            approved = row.act in APPROVALS
            codes = {note.code for note in (row.why_answered if row.why_answered is not None else notes_of(row.why))}
            (found.approved if approved else found.turned_down).update(codes)
            decided, approvals = decided + 1, approvals + approved
        return ReasonCounts(found.approved, found.turned_down, decided, approvals)

    async def followed_back(self, since: datetime, until: datetime) -> list[tuple[datetime, int]]:
        """When each person was followed back who still follows, and how many follow them."""
        return [(row.first, row.followers or 0) for row in await self._rows(_FOLLOWED_BACK, since=since, until=until)]

    async def spoke(self, since: datetime, until: datetime) -> list[tuple[datetime, int]]:
        """When each person spoke to the account for the first time in this span, and how many follow them."""
        return [(row.first, row.followers or 0) for row in await self._rows(_SPOKE, since=since, until=until)]

    async def own_posts(self, since: datetime, until: datetime) -> Sequence[datetime]:
        """When the account posted something that is no answer, as far as its posts are kept."""
        return [row.at for row in await self._rows(_OWN_POSTS, since=since, until=until)]
