"""Spans of time in plain words."""

from __future__ import annotations

_UNITS = ((86_400, "days"), (3_600, "hours"), (60, "minutes"))


def duration(seconds: float) -> str:
    """150 → "2.5 minutes". The largest unit of which there are two."""
    size, unit = next(((size, unit) for size, unit in _UNITS if seconds >= 2 * size), (1, "seconds"))
    return "1 second" if seconds == size else f"{round(seconds / size, 1):g} {unit}"
