"""X's rate limits, as its headers tell them: https://docs.x.com/x-api/fundamentals/rate-limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.x.errors import RateLimited

LONGEST_WAIT = timedelta(minutes=15)
"""The length of X's windows, and the most that a wrong header can hold us up."""
_FIRST_WAIT = timedelta(minutes=1)
_REFUSALS_UNTIL_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Limit:
    """What X last said about one endpoint.

    limit: requests a window, None when X refused without saying so.
    resets_at: when the window ends; once that has passed the whole limit is there again.
    """

    endpoint: str
    limit: int | None
    remaining: int
    resets_at: datetime


class RateLimits:
    """Remembers X's limits per endpoint, in memory, and holds a call back while its window is known to be used up."""

    def __init__(self) -> None:
        self._known: dict[str, Limit] = {}
        self._refusals: dict[str, int] = {}

    def check(self, endpoint: str, now: datetime) -> None:
        """Raise `RateLimited` while nothing is left for this endpoint."""
        known = self._known.get(endpoint)
        if known and known.remaining == 0 and known.resets_at > now:
            raise RateLimited(min(known.resets_at, now + LONGEST_WAIT))

    def record(self, endpoint: str, headers: Mapping[str, str], now: datetime) -> None:
        """Take in the headers of an answer that was not a 429."""
        self._refusals.pop(endpoint, None)
        limit, remaining, reset = (_whole(headers.get(f"x-rate-limit-{name}")) for name in ("limit", "remaining", "reset"))
        if limit is not None and remaining is not None and reset is not None:
            self._known[endpoint] = Limit(endpoint, limit, remaining, _bounded(reset, now))

    def refused(self, endpoint: str, headers: Mapping[str, str], now: datetime) -> datetime:
        """Take in a 429; returns when to go on.

        That is what the header says, as long as it is in the future and X then keeps to it; otherwise waits that double from a minute.
        """
        times = self._refusals[endpoint] = min(self._refusals.get(endpoint, 0) + 1, _REFUSALS_UNTIL_LONGEST)
        reset = _whole(headers.get("x-rate-limit-reset"))
        told = _bounded(reset, now) if reset is not None else now
        patient = now + min(_FIRST_WAIT * 2 ** (times - 1), LONGEST_WAIT)
        until = told if times == 1 and told > now else max(told, patient)
        self._known[endpoint] = Limit(endpoint, _whole(headers.get("x-rate-limit-limit")), 0, until)
        return until

    def snapshot(self) -> list[Limit]:
        """What is known, by endpoint."""
        return [self._known[endpoint] for endpoint in sorted(self._known)]


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 15 else None


def _bounded(reset: int, now: datetime) -> datetime:
    """The moment of a reset header (Unix seconds), at most one window ahead."""
    latest = now + LONGEST_WAIT
    return latest if reset >= latest.timestamp() else datetime.fromtimestamp(reset, UTC)
