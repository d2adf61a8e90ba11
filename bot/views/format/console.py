"""Figures in the log and on the console. Whoever runs Mutuals reads them, in English whatever the team speaks."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta


def counted(value: int, one: str, many: str = "") -> str:
    """2, "post" → "2 posts"."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def span(seconds: float) -> str:
    """How long, to two units: "40 s", "12 min", "3 h 20 min", "2 days 4 h"."""
    whole = math.ceil(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = math.ceil(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        return f"{minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")
    hours = math.ceil(minutes / 60)
    return counted(hours // 24, "day") + (f" {hours % 24} h" if hours % 24 else "")


def at_and_in(seconds: float, now: datetime) -> str:
    """A moment ahead, where nobody's own clock is known: "at 17:20 UTC (in 3 h 20 min)"."""
    at = (now + timedelta(seconds=seconds)).astimezone(UTC)
    day = "" if at.date() == now.astimezone(UTC).date() else f" on {at:%d %B}"
    return f"at {at:%H:%M} UTC{day} (in {span(seconds)})"
