"""The daily digest, made from stored counts: once a local date, made up for after downtime, never twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter

from bot.domain import Account, AnnouncementKind, Digest, KindCounts, SuggestionKind, SuggestionState
from bot.planning.digest_schedule import digest_due, latest_digest, next_digest
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.followers.losses import Count, day_counts, first_count, lost_since

NAMED_LEAVERS = 12
"""Of those who left, how many a digest names."""

CHART_DAYS = 30

WAIT_FOR_POLL = timedelta(hours=1)
"""How long a digest that is due waits for a poll of the followers, when the bot was off before or X does not answer."""

_DIGEST = TypeAdapter(Digest)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A digest that was due at `due` waits for a poll of the followers, but not for ever."""

    due: datetime
    until: datetime


class DigestService:
    """Makes digests. The store's unique (account, local date) keeps each day's to one."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._waiting: _Waiting | None = None

    async def make_if_due(self) -> bool:
        """Store the digest of the latest day that is due, if it is not there yet; one digest makes up for several missed days."""
        now = self._clock.now()
        day = latest_digest(now, self._context.policy)
        async with self._store.write() as tx:
            account = await tx.accounts.get()
            previous = await self._previous(tx)
            if previous is not None and previous.day >= day:
                return False
            started, due = account.baseline_finished_at, digest_due(day, self._context.policy)
            if started is None or due <= started:
                return False
            counted = account.counted_at is not None and account.counted_at >= due
            if not counted and not self._waited_long_enough(due, now):
                return False
            self._waiting = None
            digest = await self._sum(tx, day, now, previous)
            return await tx.announcements.add(AnnouncementKind.DIGEST, day.isoformat(), _DIGEST.dump_python(digest, mode="json"), now)

    def _waited_long_enough(self, due: datetime, now: datetime) -> bool:
        if self._waiting is None or self._waiting.due != due:
            self._waiting = _Waiting(due, until=now + WAIT_FOR_POLL)
        return now >= self._waiting.until

    def next_due(self) -> datetime:
        """When the next digest comes at the latest."""
        now, policy = self._clock.now(), self._context.policy
        if self._waiting is not None and self._waiting.due == digest_due(latest_digest(now, policy), policy):
            return self._waiting.until
        return next_digest(now, policy)

    async def now(self) -> Digest:
        """The digest as it would be at this moment, since the last one. Nothing is stored."""
        now = self._clock.now()
        async with self._store.read() as tx:
            return await self._sum(tx, self._context.policy.local_date(now), now, await self._previous(tx))

    async def _previous(self, tx: Tx) -> Digest | None:
        last = await tx.announcements.latest(AnnouncementKind.DIGEST)
        return read_digest(last.body) if last is not None else None

    async def _sum(self, tx: Tx, day: date, until: datetime, previous: Digest | None) -> Digest:
        """Since the previous digest, or since Mutuals knows the followers."""
        account, policy = await tx.accounts.get(), self._context.policy
        started = account.baseline_finished_at or until
        since = previous.until if previous is not None else started
        left = [lost for lost in await tx.lost.between(since, until, NAMED_LEAVERS) if lost.profile.username]
        return Digest(
            day=day,
            since=since,
            until=until,
            gained=await tx.digest_counts.gained(since, until),
            lost=await lost_since(tx, account, await first_count(tx, account) if previous is None else _count_of(previous)),
            miscounted_since=_miscounted_before(account, previous),
            followers=account.followers,
            counted_at=account.counted_at,
            left=tuple(lost.profile.username for lost in left),
            departures={lost.profile.username: lost.departure for lost in left if lost.departure is not None},
            by_verdict=await tx.digest_counts.gained_by_verdict(since, until),
            decisions=await tx.digest_counts.decisions_by_member(since, until),
            kinds={kind: await _counts(tx, kind, since, until) for kind in SuggestionKind},
            spoke=await tx.interactions.count(since, until),
            spent=await tx.ledger.spent(since=since, until=until),
            days=await day_counts(tx, policy, policy.local_date(until - timedelta(microseconds=1)), CHART_DAYS, started),
        )


async def _counts(tx: Tx, kind: SuggestionKind, since: datetime, until: datetime) -> KindCounts:
    return KindCounts(
        done=(await tx.digest_counts.outcomes(since, until, kind))[SuggestionState.DONE],
        approved=await tx.digest_counts.waiting(kind),
        undecided=await tx.suggestions.count_waiting(kind),
        missed=await tx.digest_counts.missed(since, until, kind),
    )


def _count_of(digest: Digest) -> Count | None:
    return None if digest.followers is None or digest.counted_at is None else Count(digest.followers, digest.counted_at)


def _miscounted_before(account: Account, previous: Digest | None) -> datetime | None:
    """From when on X had counted wrongly, where the digest before rests on that."""
    counted_at = previous.counted_at if previous is not None else None
    return account.miscounted_from if counted_at is not None and account.was_miscounted(counted_at) else None


def read_digest(body: dict[str, object]) -> Digest:
    """A stored digest's figures."""
    return _DIGEST.validate_python(body)
