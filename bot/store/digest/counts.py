"""Counts for the digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, delete, func, select

from bot.domain import SETTLED, Route, SuggestionKind, SuggestionState
from bot.domain.kinds import KINDS
from bot.store.repository import Repository, mine, same_person, within
from bot.store.suggestions.rows import in_state, of_kind
from bot.store.tables import assessments, decisions, follower_counts, followers, suggestions
from bot.store.upsert import save

WAITING = frozenset({SuggestionState.APPROVED, SuggestionState.DELIVERING, SuggestionState.IN_DOUBT, SuggestionState.HANDED_OFF})
"""Approved, and not yet seen on X."""

_COUNTS_A_QUERY = 100
_NEW = ~followers.c.baseline


def _gained(since: datetime | BindParameter[Any], until: datetime | BindParameter[Any]) -> Select[Any]:
    return select(func.count()).where(mine(followers), _NEW, *within(followers.c.first_seen_at, since, until))


_GAINED = _gained(bindparam("since"), bindparam("until"))
_LAST_COUNTS = (
    select(follower_counts.c.at, follower_counts.c.followers)
    .where(mine(follower_counts), follower_counts.c.at >= bindparam("since"))
    .order_by(follower_counts.c.at.desc())
    .limit(bindparam("limit"))
)
_COUNT_AT = select(follower_counts.c.followers).where(mine(follower_counts), follower_counts.c.at == bindparam("moment"))
_WENT_OUT = (
    select(suggestions.c.kind, suggestions.c.route, func.count().label("n"))
    .where(mine(suggestions), *within(suggestions.c.sent_at, bindparam("since"), bindparam("until")), suggestions.c.route.is_not(None))
    .group_by(suggestions.c.kind, suggestions.c.route)
)
_DELETE_COUNTS = delete(follower_counts).where(mine(follower_counts), follower_counts.c.at > bindparam("after"))


class DigestCounts(Repository):
    """Sums of stored rows; a span is since <= moment < until."""

    async def save_count(self, day: date, count: int, at: datetime) -> None:
        """X's own follower count on a local day; the last one of the day stands."""
        row = {"account_id": self._account_id, "day": day, "followers": count, "at": at}
        await save(self._connection, follower_counts, [row], newest_by="at")

    async def counts(self, since_day: date, until_day: date) -> dict[date, int]:
        """X's own follower counts from one day to another, both included; days without one are left out."""
        day = follower_counts.c.day
        statement = select(day, follower_counts.c.followers).where(mine(follower_counts), day.between(since_day, until_day))
        return {row.day: row.followers for row in await self._rows(statement.order_by(day))}

    async def last_counts(self, since: datetime, limit: int = 100) -> list[tuple[datetime, int]]:
        """X's counts that stand, of this moment or later, the last one first, and when that was: one a local day."""
        return [(row.at, row.followers) for row in await self._rows(_LAST_COUNTS, since=since, limit=limit)]

    async def delete_counts(self, *, after: datetime) -> None:
        """Keep none of X's counts from after this moment: they were wrong."""
        await self._changed(_DELETE_COUNTS, after=after)

    async def count_at(self, moment: datetime) -> int | None:
        """X's count of exactly this moment, if it stands."""
        row = await self._first(_COUNT_AT, moment=moment)
        return None if row is None else int(row.followers)

    async def gained(self, since: datetime, until: datetime) -> int:
        """New followers, also those who have left since: whoever was lost is counted apart."""
        return await self._count(_GAINED, since=since, until=until)

    async def gained_by_verdict(self, since: datetime, until: datetime) -> dict[str, int]:
        """New followers by verdict; verdicts without one are left out."""
        joined = followers.join(assessments, same_person(followers, assessments))
        new = mine(followers), _NEW, *within(followers.c.first_seen_at, since, until)
        statement = select(assessments.c.verdict, func.count().label("n")).select_from(joined).where(*new)
        rows = await self._rows(statement.group_by(assessments.c.verdict).order_by(assessments.c.verdict))
        return {row.verdict.value: row.n for row in rows}

    async def gained_per_day(self, moments: Sequence[datetime]) -> list[int]:
        """New followers between each moment and the next."""
        spans = list(pairwise(moments))
        gained: list[int] = []
        for start in range(0, len(spans), _COUNTS_A_QUERY):
            some = spans[start : start + _COUNTS_A_QUERY]
            counts = [_gained(*span).scalar_subquery().label(f"span_{number}") for number, span in enumerate(some)]
            row = (await self._execute(select(*counts))).one()
            gained += [int(count) for count in row]
        return gained

    async def decisions_by_member(self, since: datetime, until: datetime) -> dict[str, dict[str, int]]:
        """How often each member said what, by the name they had last."""
        made = mine(decisions), decisions.c.member_id.is_not(None), *within(decisions.c.at, since, until)
        columns = decisions.c.member_id, decisions.c.member_name, decisions.c.act
        statement = select(*columns, func.count().label("n"), func.max(decisions.c.id).label("latest")).where(*made).group_by(*columns)
        return _by_name(sorted(await self._rows(statement), key=lambda row: int(row.latest)))

    async def missed(self, since: datetime, until: datetime, kind: SuggestionKind) -> int:
        """Suggestions whose time ran out; a note tells of another end, such as a post that was deleted."""
        return await self._ran_out(since, until, kind, KINDS[kind].missed)

    async def expired(self, since: datetime, until: datetime, kind: SuggestionKind) -> int:
        """Suggestions about which nobody decided in time."""
        return await self._ran_out(since, until, kind, {SuggestionState.EXPIRED})

    async def outcomes(self, since: datetime, until: datetime, kind: SuggestionKind | None = None) -> dict[SuggestionState, int]:
        """Suggestions that were settled in this span and still are, by how; every settled state is there."""
        ended = mine(suggestions), *within(suggestions.c.settled_at, since, until), *of_kind(kind)
        statement = select(suggestions.c.state, func.count().label("n")).where(*ended).group_by(suggestions.c.state)
        none = {state: 0 for state in SuggestionState if state in SETTLED}
        return none | {row.state: row.n for row in await self._rows(statement)}

    async def went_out(self, since: datetime, until: datetime) -> dict[tuple[SuggestionKind, Route], int]:
        """How many approvals of each kind went out in this span, and by which route; what there is none of is left out."""
        rows = await self._rows(_WENT_OUT, since=since, until=until)
        return {(row.kind, row.route): row.n for row in rows}

    async def waiting(self, kind: SuggestionKind | None = None) -> int:
        """Suggestions that are approved, and not yet seen on X."""
        return await self._count(select(func.count()).where(mine(suggestions), in_state(WAITING), *of_kind(kind)))

    async def _ran_out(self, since: datetime, until: datetime, kind: SuggestionKind, states: Collection[SuggestionState]) -> int:
        ended = mine(suggestions), *within(suggestions.c.settled_at, since, until), *of_kind(kind)
        return await self._count(select(func.count()).where(*ended, in_state(states), suggestions.c.note.is_(None)))


def _by_name(rows: Sequence[Any]) -> dict[str, dict[str, int]]:
    """rows: oldest first."""
    names = {row.member_id: row.member_name for row in rows}
    said: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        said[names[row.member_id]][row.act.value] += row.n
    return {name: dict(acts) for name, acts in said.items()}
