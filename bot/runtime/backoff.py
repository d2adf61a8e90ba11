"""Exponential backoff: how long to wait after failures in a row."""

from __future__ import annotations

from datetime import timedelta

_MOST_DOUBLINGS = 10


def delay_after(failures: int, first: timedelta, longest: timedelta) -> timedelta:
    """After so many failures, 1 or more: the wait doubles from the first to the longest."""
    wait: timedelta = first * 2 ** min(failures - 1, _MOST_DOUBLINGS)
    return min(wait, longest)
