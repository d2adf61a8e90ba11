"""Whether X refuses what is signed because this computer's clock is wrong: each signature holds the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain import Note
from bot.x.errors import BadCredentials, WrongClock, XCode
from bot.x.limits.rate_limits import date_of

TOLERANCE = timedelta(minutes=5)
"""X refuses signatures that are older or younger: https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a."""


def explain_clock_skew(refusal: BadCredentials, headers: Mapping[str, str], now: datetime) -> BadCredentials:
    """The same refusal, or where X's time of the answer tells that our clock is off by too much, one that says so."""
    date = date_of(headers)
    if date is None or abs(off := now - date) <= TOLERANCE:
        return refusal
    return WrongClock(Note(XCode.WRONG_CLOCK, {"seconds": round(off.total_seconds())}), detail=refusal.detail)
