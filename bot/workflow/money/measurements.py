"""What the account is like, from what is stored: how many come, go and speak to it a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.domain import Account, AnnouncementKind, Policy
from bot.planning.measurements import Measurements, Rate
from bot.store import Tx
from bot.workflow.digest.calendar import moment_of

LOOKBACK = timedelta(days=28)

LEAST = timedelta(hours=1)
"""What was seen in a shorter time says nothing about a day."""

_DAY = timedelta(days=1)


async def measure(tx: Tx, account: Account, policy: Policy, now: datetime) -> Measurements:
    """Over the last four weeks, or since the initial sync."""
    counted = account.followers is not None
    followers = account.followers if account.followers is not None else account.baseline_read + await tx.followers.count_new()
    if account.baseline_finished_at is None:
        return Measurements(followers, counted)
    since = max(account.baseline_finished_at, now - LOOKBACK)
    mentions = _rate(await tx.interactions.count(since, now, implicit=True), since, now) if policy.read_mentions else Rate()
    new = _rate(await tx.digest_counts.gained(since, now), since, now)
    return Measurements(followers, counted, new, await _lost(tx, account, policy, since), mentions)


async def _lost(tx: Tx, account: Account, policy: Policy, since: datetime) -> Rate:
    """Between two of X's own counts: who came is known by name, so what is missing has left."""
    first = await _first_count(tx, account, policy, since)
    if first is None or account.followers is None or account.counted_at is None:
        return Rate()
    at, before = first
    came = await tx.digest_counts.gained(at, account.counted_at)
    return _rate(max(0, before + came - account.followers), at, account.counted_at)


async def _first_count(tx: Tx, account: Account, policy: Policy, since: datetime) -> tuple[datetime, int] | None:
    """X's first count since then, and when that was: on the end of a day, or at the initial sync."""
    started = account.baseline_finished_at
    if started is not None and started >= since and not account.was_miscounted(started):
        told = await tx.announcements.latest(AnnouncementKind.BASELINE)
        count = told.body.get("followers") if told is not None else None
        if isinstance(count, int):
            return started, count
    last = account.counted_at or since
    counts = await tx.digest_counts.counts(policy.local_date(since), policy.local_date(last) - _DAY)
    return next(((moment_of(day + _DAY, time(), policy.timezone), count) for day, count in counts.items()), None)


def _rate(times: int, since: datetime, until: datetime) -> Rate:
    span = until - since
    return Rate(times / (span / _DAY), span) if span >= LEAST else Rate()
