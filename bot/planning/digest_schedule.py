"""When digests come: once a local day, at DIGEST_TIME."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.domain import Policy
from bot.domain.local_days import latest_due, moment_of


def latest_digest(now: datetime, policy: Policy) -> date:
    """The latest local day whose digest is due."""
    return latest_due(now, policy.digest_time, policy.timezone)


def digest_due(day: date, policy: Policy) -> datetime:
    """When the digest of this day is due."""
    return moment_of(day, policy.digest_time, policy.timezone)


def next_digest(now: datetime, policy: Policy) -> datetime:
    """When the one after the latest is due."""
    return digest_due(latest_digest(now, policy) + timedelta(days=1), policy)
