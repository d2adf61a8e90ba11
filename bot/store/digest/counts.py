"""X's own counts, arrivals and outcomes, for the digest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, case, delete, exists, func, literal, select

from bot.domain import SETTLED, BurstKind, FollowCounts, Route, SuggestionKind, SuggestionState, Verdict
from bot.domain.kinds import KINDS
from bot.store.repository import Repository, mine, same_person, within
from bot.store.suggestions.rows import AWAITS_DECISION, in_state, of_kind
from bot.store.tables import assessments, burst_members, bursts, follower_counts, followers, suggestions
from bot.store.upsert import save

WAITING = frozenset({SuggestionState.APPROVED, SuggestionState.DELIVERING, SuggestionState.IN_DOUBT, SuggestionState.HANDED_OFF})
"""Approved, and not yet seen on X."""

_COUNTS_A_QUERY = 100
_NEW = ~followers.c.baseline
_ARRIVED = within(followers.c.first_seen_at, bindparam("since"), bindparam("until"))


def _gained(since: datetime | BindParameter[Any], until: datetime | BindParameter[Any]) -> Select[Any]:
    return select(func.count()).where(mine(followers), _NEW, *within(followers.c.first_seen_at, since, until))


def _came_in(kind: BurstKind) -> ColumnElement[bool]:
    joined = burst_members.join(bursts, burst_members.c.burst_id == bursts.c.id)
    return exists().select_from(joined).where(same_person(burst_members, followers), bursts.c.kind == kind).correlate(followers)


def _arrivals() -> Select[Any]:
    """Whoever came in several bursts counts once: a purchase says more about them."""
    kinds = [(_came_in(kind), literal(kind.value)) for kind in (BurstKind.PURCHASE, BurstKind.VIRAL)]
    burst, verdict = case(*kinds, else_="").label("burst"), assessments.c.verdict.label("verdict")
    joined = followers.outerjoin(assessments, same_person(followers, assessments))
    came = select(burst, verdict).select_from(joined).where(mine(followers), _NEW, *_ARRIVED).subquery()
    return select(came.c.burst, came.c.verdict, func.count().label("n")).group_by(came.c.burst, came.c.verdict)


def _awaiting() -> Select[Any]:
    about = suggestions.join(followers, same_person(suggestions, followers)).join(assessments, same_person(suggestions, assessments))
    waiting = mine(suggestions), AWAITS_DECISION, *of_kind(SuggestionKind.FOLLOW_BACK)
    return select(func.count()).select_from(about).where(*waiting, _NEW, *_ARRIVED, ~_came_in(BurstKind.PURCHASE))


_GAINED = _gained(bindparam("since"), bindparam("until"))
_ARRIVALS, _AWAITING = _arrivals(), _awaiting()
_LAST_COUNTS = (
    select(follower_counts.c.at, follower_counts.c.followers)
    .where(mine(follower_counts), follower_counts.c.at >= bindparam("since"))
    .order_by(follower_counts.c.at.desc())
    .limit(bindparam("limit"))
)
_COUNTS = select(*(follower_counts.c[name] for name in ("day", "at", "followers", "following"))).where(mine(follower_counts))
_COUNTS_BETWEEN = _COUNTS.where(follower_counts.c.day.between(bindparam("first"), bindparam("last"))).order_by(follower_counts.c.day)
_COUNT_BY = _COUNTS.where(follower_counts.c.at <= bindparam("moment")).order_by(follower_counts.c.day.desc()).limit(1)
_COUNT_AT = select(follower_counts.c.followers).where(mine(follower_counts), follower_counts.c.at == bindparam("moment"))
_WENT_OUT = (
    select(suggestions.c.kind, suggestions.c.route, func.count().label("n"))
    .where(mine(suggestions), *within(suggestions.c.sent_at, bindparam("since"), bindparam("until")), suggestions.c.route.is_not(None))
    .group_by(suggestions.c.kind, suggestions.c.route)
)
_DELETE_COUNTS = delete(follower_counts).where(mine(follower_counts), follower_counts.c.at > bindparam("after"))


@dataclass(frozen=True, slots=True)
class ArrivalCounts:
    """New followers of a span. bursts: those who came in one; by_verdict: who did not come in a purchase. What has none is left out."""

    bursts: dict[BurstKind, int] = field(default_factory=dict)
    by_verdict: dict[str, int] = field(default_factory=dict)

    @property
    def bought(self) -> int:
        return self.bursts.get(BurstKind.PURCHASE, 0)

    @property
    def total(self) -> int:
        return self.bought + sum(self.by_verdict.values())


class DigestCounts(Repository):
    """Sums of stored rows; a span is since <= moment < until."""

    async def save_count(self, day: date, count: int, at: datetime, following: int | None = None) -> None:
        """X's own counts on a local day, of followers and of whom the account follows; the last one of the day stands."""
        row = {"account_id": self._account_id, "day": day, "followers": count, "at": at, "following": following}
        await save(self._connection, follower_counts, [row], newest_by="at")

    async def counts(self, since_day: date, until_day: date) -> dict[date, int]:
        """X's own follower counts from one day to another, both included; days without one are left out."""
        return {row.day: row.followers for row in await self._rows(_COUNTS_BETWEEN, first=since_day, last=until_day)}

    async def count_moments(self, since_day: date, until_day: date) -> dict[date, tuple[datetime, int]]:
        """The same, each with its moment."""
        return {row.day: (row.at, row.followers) for row in await self._rows(_COUNTS_BETWEEN, first=since_day, last=until_day)}

    async def first_ratio(self, since_day: date, until_day: date) -> FollowCounts | None:
        """The first day of these of which both counts are known."""
        rows = await self._rows(_COUNTS_BETWEEN, first=since_day, last=until_day)
        return next((FollowCounts(row.day, row.followers, row.following) for row in rows if row.following is not None), None)

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

    async def count_by(self, moment: datetime) -> tuple[datetime, int] | None:
        """X's last count of this moment or earlier, and when that was."""
        row = await self._first(_COUNT_BY, moment=moment)
        return None if row is None else (row.at, row.followers)

    async def gained(self, since: datetime, until: datetime) -> int:
        """New followers, also those who have left since: whoever was lost is counted apart."""
        return await self._count(_GAINED, since=since, until=until)

    async def arrivals(self, since: datetime, until: datetime) -> ArrivalCounts:
        """The same, told apart. Whoever was not assessed counts as unsure."""
        found = ArrivalCounts()
        for row in await self._rows(_ARRIVALS, since=since, until=until):
            if row.burst:
                burst = BurstKind(row.burst)
                found.bursts[burst] = found.bursts.get(burst, 0) + row.n
            if row.burst != BurstKind.PURCHASE:
                verdict = row.verdict or Verdict.UNSURE
                found.by_verdict[verdict.value] = found.by_verdict.get(verdict.value, 0) + row.n
        return found

    async def awaiting(self, since: datetime, until: datetime) -> int:
        """New followers of this span about whom a decision is wanted; nobody who came in a purchase."""
        return await self._count(_AWAITING, since=since, until=until)

    async def gained_between(self, moments: Sequence[datetime]) -> list[int]:
        """New followers between each moment and the next."""
        spans = list(pairwise(moments))
        gained: list[int] = []
        for start in range(0, len(spans), _COUNTS_A_QUERY):
            some = spans[start : start + _COUNTS_A_QUERY]
            counts = [_gained(*span).scalar_subquery().label(f"span_{number}") for number, span in enumerate(some)]
            row = (await self._execute(select(*counts))).one()
            gained += [int(count) for count in row]
        return gained

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
