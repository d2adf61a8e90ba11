"""When digests come: at DIGEST_TIME on each of DIGEST_DAYS."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.domain import Policy
from bot.domain.local_days import Weekday, latest_due, moment_of

_DAY = timedelta(days=1)


def latest_digest(now: datetime, policy: Policy) -> date:
    """The latest local day whose digest is due."""
    day = latest_due(now, policy.digest_time, policy.timezone)
    while not _has_digest(day, policy):
        day -= _DAY
    return day


def digest_due(day: date, policy: Policy) -> datetime:
    """When the digest of this day is due."""
    return moment_of(day, policy.digest_time, policy.timezone)


def next_digest(now: datetime, policy: Policy) -> datetime:
    """When the one after the latest is due."""
    day = latest_digest(now, policy) + _DAY
    while not _has_digest(day, policy):
        day += _DAY
    return digest_due(day, policy)


def _has_digest(day: date, policy: Policy) -> bool:
    return not policy.digest_days or Weekday(day.weekday()) in policy.digest_days
