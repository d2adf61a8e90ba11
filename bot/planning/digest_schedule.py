"""When digests come: the daily one at DIGEST_TIME on each of DIGEST_DAYS, the weekly one at DIGEST_TIME on DIGEST_WEEKDAY."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from bot.domain import Policy
from bot.domain.local_days import Weekday, latest_due, moment_of

_DAY = timedelta(days=1)


def digest_weekdays(policy: Policy, *, weekly: bool) -> frozenset[Weekday]:
    """On which days of the week it comes; none for never."""
    if weekly:
        return frozenset() if policy.digest_weekday is None else frozenset({policy.digest_weekday})
    return frozenset() if policy.digest_days is None else policy.digest_days or frozenset(Weekday)


def latest_digest(now: datetime, policy: Policy, *, weekly: bool = False) -> date | None:
    """The latest local day whose digest is due; None where none ever comes."""
    weekdays = digest_weekdays(policy, weekly=weekly)
    return _first(weekdays, latest_due(now, policy.digest_time, policy.timezone), -_DAY)


def digest_due(day: date, policy: Policy) -> datetime:
    """When a digest of this day is due."""
    return moment_of(day, policy.digest_time, policy.timezone)


def next_digest(now: datetime, policy: Policy, *, weekly: bool = False) -> datetime | None:
    """When the one after the latest is due; None where none ever comes."""
    weekdays = digest_weekdays(policy, weekly=weekly)
    day = _first(weekdays, latest_due(now, policy.digest_time, policy.timezone) + _DAY, _DAY)
    return None if day is None else digest_due(day, policy)


def _first(weekdays: Collection[Weekday], day: date, step: timedelta) -> date | None:
    """The first of these days of the week from this day on."""
    while weekdays and day.weekday() not in weekdays:
        day += step
    return day if weekdays else None
