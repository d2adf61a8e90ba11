"""Days as the team's clock shows them, and the moments at which they begin."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo


class Weekday(IntEnum):
    """As `date.weekday` counts them."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment at which this zone's clock first shows `at` on `day`; a time the clock jumps over is counted on from before the jump."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def latest_due(now: datetime, at: time, zone: ZoneInfo) -> date:
    """The latest local day whose `at` has come."""
    today = now.astimezone(zone).date()
    return today if now >= moment_of(today, at, zone) else today - timedelta(days=1)


def midnights(last: date, days: int, zone: ZoneInfo) -> list[datetime]:
    """The moments that bound the `days` local days up to and including `last`: one more than days, ascending."""
    first = last - timedelta(days=days - 1)
    return [moment_of(first + timedelta(days=n), time(), zone) for n in range(days + 1)]
