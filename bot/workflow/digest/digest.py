"""When digests are made: once a local date each, made up for after downtime, never twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter

from bot.domain import Account, AnnouncementKind, Digest
from bot.planning.digest_schedule import digest_due, latest_digest, next_digest
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.digest.figures import Span, digest_of

WAIT_FOR_POLL = timedelta(hours=1)
"""How long a digest that is due waits for a poll of the followers, when the bot was off before or X does not answer."""

WEEK = timedelta(days=7)
LONGEST_WEEK = timedelta(days=14)
"""When the weekly digest before is older, such as after it was switched off, the next one covers a week again."""

LEAST_WEEK = timedelta(days=2)
"""Of a shorter time the daily digest tells everything."""

_KINDS = {False: AnnouncementKind.DIGEST, True: AnnouncementKind.WEEKLY_DIGEST}
"""By whether it is weekly."""
_DIGEST = TypeAdapter(Digest)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A digest that was due at `due` waits for a poll of the followers, but not for ever."""

    due: datetime
    until: datetime


class DigestService:
    """Makes digests. The store's unique (account, kind, local date) keeps each day's to one."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._waiting: dict[bool, _Waiting] = {}

    async def make_if_due(self) -> bool:
        """Store the latest digests that are due, if they are not there yet; one makes up for several missed ones."""
        made = [await self._make_if_due(weekly=weekly) for weekly in _KINDS]
        return any(made)

    async def _make_if_due(self, *, weekly: bool) -> bool:
        now, policy = self._clock.now(), self._context.policy
        day = latest_digest(now, policy, weekly=weekly)
        if day is None:
            return False
        # Summed up before anything is locked: a click that comes meanwhile must not wait for it.
        async with self._store.read() as tx:
            account = await tx.accounts.get()
            previous = await _previous(tx, weekly=weekly)
            if previous is not None and previous.day >= day:
                return False
            started, due = account.baseline_finished_at, digest_due(day, policy)
            if started is None or due <= started + (LEAST_WEEK if weekly else timedelta()):
                return False
            counted = account.counted_at is not None and account.counted_at >= due
            if not counted and not self._waited_long_enough(due, now, weekly=weekly):
                return False
            self._waiting.pop(weekly, None)
            digest = await self._sum(tx, account, day, now, previous, weekly=weekly)
        async with self._store.write() as tx:
            return await tx.announcements.add(_KINDS[weekly], day.isoformat(), _DIGEST.dump_python(digest, mode="json"), now)

    def _waited_long_enough(self, due: datetime, now: datetime, *, weekly: bool) -> bool:
        waiting = self._waiting.get(weekly)
        if waiting is None or waiting.due != due:
            waiting = self._waiting[weekly] = _Waiting(due, until=now + WAIT_FOR_POLL)
        return now >= waiting.until

    def next_due(self) -> datetime | None:
        """When the next digest comes at the latest; None where none ever does."""
        return min(filter(None, (self._next_due(weekly=weekly) for weekly in _KINDS)), default=None)

    def _next_due(self, *, weekly: bool) -> datetime | None:
        now, policy, waiting = self._clock.now(), self._context.policy, self._waiting.get(weekly)
        latest = latest_digest(now, policy, weekly=weekly)
        if waiting is not None and latest is not None and waiting.due == digest_due(latest, policy):
            return waiting.until
        return next_digest(now, policy, weekly=weekly)

    async def now(self) -> Digest:
        """The digest as it would be at this moment, since the last one. Nothing is stored."""
        now = self._clock.now()
        async with self._store.read() as tx:
            previous = await _previous(tx, weekly=False)
            return await self._sum(tx, await tx.accounts.get(), self._context.policy.local_date(now), now, previous, weekly=False)

    async def week(self) -> Digest:
        """The last seven days, as a weekly digest. Nothing is stored."""
        now = self._clock.now()
        async with self._store.read() as tx:
            return await self._sum(tx, await tx.accounts.get(), self._context.policy.local_date(now), now, None, weekly=True)

    async def words_of(self, digest: Digest) -> str:
        """What the post says that a digest names; empty where its words are not kept any more. They never stand in a digest itself."""
        if digest.oldest is None:
            return ""
        async with self._store.read() as tx:
            post = await tx.interactions.get(digest.oldest.post_id)
        return post.text if post is not None else ""

    async def _sum(self, tx: Tx, account: Account, day: date, until: datetime, previous: Digest | None, *, weekly: bool) -> Digest:
        """Since the previous digest; or of a week since seven days ago, of a day since Mutuals knows the followers."""
        started = account.baseline_finished_at or until
        if previous is not None and (not weekly or until - previous.until <= LONGEST_WEEK):
            span = Span(day, previous.until, until, previous.followers, previous.counted_at, weekly=weekly)
        else:
            span = await self._first_span(tx, day, max(started, until - WEEK) if weekly else started, until, weekly=weekly)
        return await digest_of(tx, account, span, self._context)

    async def _first_span(self, tx: Tx, day: date, since: datetime, until: datetime, *, weekly: bool) -> Span:
        """With no digest before, it begins with X's last count by then; or with the one of the initial sync."""
        account = await tx.accounts.get()
        counted = await tx.digest_counts.count_by(since) if weekly else None
        if counted is not None:
            at, followers = counted
            return Span(day, at, until, followers, at, weekly=weekly)
        first = await tx.announcements.latest(AnnouncementKind.BASELINE)
        before = first.body["followers"] if first is not None else None
        return Span(day, since, until, before if isinstance(before, int) else None, account.baseline_finished_at, weekly=weekly)


async def _previous(tx: Tx, *, weekly: bool) -> Digest | None:
    last = await tx.announcements.latest(_KINDS[weekly])
    return read_digest(last.body) if last is not None else None


def read_digest(body: dict[str, object]) -> Digest:
    """A stored digest's figures."""
    return _DIGEST.validate_python(body)
