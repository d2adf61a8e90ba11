"""A digest's figures, from what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from bot.domain import (
    Account,
    DayCount,
    Digest,
    DigestCost,
    DigestPerson,
    FollowCounts,
    KindCounts,
    Policy,
    SuggestionKind,
    SuggestionState,
)
from bot.domain.local_days import midnights
from bot.store import Tx
from bot.store.money.ledger import utc_day
from bot.workflow.context import Context
from bot.workflow.digest.incidents import incidents
from bot.workflow.followers.losses import BEFORE, lost_by_day
from bot.workflow.money.budgets import funds_of

NAMED_LEAVERS = 12
"""Of those who left, how many a digest names."""

NAMED_WAITING = 3

CHART_DAYS, CHART_DAYS_OF_WEEK = 30, 7

RATIO_LOOKBACK, LEAST_RATIO_LOOKBACK = timedelta(days=30), timedelta(days=7)
"""With which day the ratio of following to followers is compared, and with no later one than which."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """What a digest covers. before, counted_at: X's count of followers that the one before rested on, and when that was."""

    day: date
    since: datetime
    until: datetime
    before: int | None
    counted_at: datetime | None
    weekly: bool = False


async def digest_of(tx: Tx, account: Account, span: Span, context: Context) -> Digest:
    """Sum up."""
    policy, since, until = context.policy, span.since, span.until
    arrivals = await tx.digest_counts.arrivals(since, until)
    left = [gone for gone in await tx.lost.between(since, until, NAMED_LEAVERS) if gone.profile.username]
    change = await _change(tx, account, span, arrivals.total)
    last_day = policy.local_date(until - timedelta(microseconds=1))
    window = policy.reply_window
    return Digest(
        day=span.day,
        since=since,
        until=until,
        weekly=span.weekly,
        gained=arrivals.total,
        bursts=arrivals.bursts,
        by_verdict=arrivals.by_verdict,
        worth_a_look=await tx.digest_counts.awaiting(since, until),
        before=change.before,
        lost=change.lost,
        told_before=change.told_before,
        uncounted=change.uncounted,
        miscounted_since=change.miscounted_since,
        followers=account.followers,
        counted_at=account.counted_at,
        left=tuple(gone.profile.username for gone in left),
        departures={gone.profile.username: gone.departure for gone in left if gone.departure is not None},
        best=await _best(tx),
        newcomer=await tx.digest_highlights.best_newcomer(since, until) if span.weekly else None,
        oldest=await tx.digest_highlights.oldest_reply(),
        members=tuple(await tx.digest_highlights.decisions_by_member(since, until)),
        kinds={kind: await _counts(tx, kind, since, until) for kind in SuggestionKind},
        posts=await tx.digest_highlights.posts(since, until, window_begins=until - window, window_began=since - window),
        following=account.following,
        ratio_before=await _ratio_before(tx, last_day),
        cost=await _cost(tx, policy, since, until),
        incidents=await incidents(tx, account, since, until),
        days=await _days(tx, account, last_day, CHART_DAYS_OF_WEEK if span.weekly else CHART_DAYS, policy),
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """From X's count before to its last one; see Digest."""

    before: int | None
    lost: int | None = None
    told_before: int = 0
    uncounted: int = 0
    miscounted_since: datetime | None = None


async def _change(tx: Tx, account: Account, span: Span, gained: int) -> _Change:
    """How many left between two of X's own counts: who came is known by name, so what is missing has left."""
    before, counted_at, miscounted_since = span.before, span.counted_at, None
    if counted_at is not None and account.was_miscounted(counted_at):
        counted_at = miscounted_since = account.miscounted_from
        before = await tx.digest_counts.count_at(counted_at) if counted_at is not None else None
    if before is None or account.followers is None or counted_at is None or account.counted_at is None:
        return _Change(before, miscounted_since=miscounted_since)
    told_before = await tx.digest_counts.gained(counted_at, span.since)
    uncounted = await tx.digest_counts.gained(max(account.counted_at, span.since), span.until)
    lost = max(0, before + told_before + gained - uncounted - account.followers)
    return _Change(before, lost, told_before, uncounted, miscounted_since)


async def _best(tx: Tx) -> tuple[DigestPerson, ...]:
    """Who waits to be followed back, as the queue orders them, each with the first reason."""
    waiting = await tx.suggestions.best_open(NAMED_WAITING, kind=SuggestionKind.FOLLOW_BACK)
    profiles = await tx.profiles.get_many([suggestion.user_id for suggestion in waiting])
    return tuple(
        DigestPerson(profile.user_id, profile.username, profile.name, next(iter(suggestion.assessment.why), None))
        for suggestion in waiting
        if (profile := profiles.get(suggestion.user_id)) is not None
    )


async def _counts(tx: Tx, kind: SuggestionKind, since: datetime, until: datetime) -> KindCounts:
    return KindCounts(
        done=(await tx.digest_counts.outcomes(since, until, kind))[SuggestionState.DONE],
        approved=await tx.digest_counts.waiting(kind),
        undecided=await tx.suggestions.count_waiting(kind),
        missed=await tx.digest_counts.missed(since, until, kind),
    )


async def _ratio_before(tx: Tx, last_day: date) -> FollowCounts | None:
    return await tx.digest_counts.first_ratio(last_day - RATIO_LOOKBACK, last_day - LEAST_RATIO_LOOKBACK)


async def _cost(tx: Tx, policy: Policy, since: datetime, until: datetime) -> DigestCost:
    """Of the whole days of the span, by X's days; of yesterday at least."""
    last = utc_day(until) - _DAY
    first = min(last, utc_day(since))
    spent = sum(entry.charged + entry.reserved for entry in await tx.ledger.by_day(first) if entry.day <= last)
    funds = await funds_of(tx, policy, until)
    return DigestCost(first, last, spent, funds.this_month, funds.monthly_budget)


async def _days(tx: Tx, account: Account, last: date, count: int, policy: Policy) -> tuple[DayCount, ...]:
    """The last days, from the one Mutuals began on."""
    started = account.baseline_finished_at
    first = last - (count - 1) * _DAY
    bounds = midnights(last, count, policy.timezone)
    counts = await tx.digest_counts.count_moments(first - BEFORE, last)
    lost = await lost_by_day(tx, counts)
    days = []
    for n, (begins, ends) in enumerate(pairwise(bounds)):
        if started is None or ends <= started:
            continue
        day, came = first + n * _DAY, await tx.digest_counts.arrivals(begins, ends)
        followers = counts[day][1] if day in counts else None
        days.append(DayCount(day, came.total, lost.get(day, 0), followers, came.by_verdict, came.bought))
    return tuple(days)
