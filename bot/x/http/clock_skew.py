"""Whether X refuses what is signed because this computer's clock is wrong: each signature holds the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.x.errors import BadCredentials, WrongClock
from bot.x.limits.windows import date_of

TOLERANCE = timedelta(minutes=5)
"""X refuses signatures that are older or younger: https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a."""

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def explain_clock_skew(refusal: BadCredentials, headers: Mapping[str, str], now: datetime) -> BadCredentials:
    """The same refusal, or where X's time of the answer tells that our clock is off by too much, one that says so."""
    date = date_of(headers)
    if date is None or abs(off := now - date) <= TOLERANCE:
        return refusal
    which = "fast" if off > timedelta() else "slow"
    return WrongClock(
        f"This computer's clock is {_in_words(abs(off))} {which}, so X refuses what it signs. "
        "Correct the clock, ideally over the network (NTP); Mutuals then continues automatically.",
        detail=refusal.detail,
    )


def _in_words(span: timedelta) -> str:
    """To the minute, in the two largest units that it has."""
    left, words = round(span.total_seconds()), list[str]()
    for name, seconds in _UNITS:
        count, left = divmod(left, seconds)
        if count and len(words) < 2:
            words.append(f"{count:,} {name}" if count == 1 else f"{count:,} {name}s")
    return " and ".join(words)
