"""One endpoint's limit in its present window, as X's headers tell it: https://docs.x.com/x-api/fundamentals/rate-limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.model import RateLimit
from bot.x.errors import RateLimited

LONGEST_WAIT = timedelta(minutes=15)
"""The length of X's windows, and the most that a wrong header can hold us up."""
_FIRST_WAIT = timedelta(minutes=1)
_REFUSALS_UNTIL_LONGEST = 5
_ANSWERS_TAKE = timedelta(seconds=15)
_SAME_WINDOW_SECONDS = 60
"""Two resets as close as this are one."""


@dataclass(slots=True)
class Window:
    """What X last said about an endpoint, and what happened since.

    reset: X's own name for the window, the Unix second in which it ends. under_way: calls that are let out and not yet answered.
    unheard: calls of this window that X may have counted without our seeing it; the answers to others need not contain them.
    refusals: in a row.
    """

    endpoint: str
    known: RateLimit | None = None
    reset: int = 0
    under_way: int = 0
    unheard: int = 0
    refusals: int = 0

    def check(self, now: datetime) -> None:
        """Raise `RateLimited` unless one more call may go out.

        Before a window's first answer the whole limit is there; where X never told it, the first call finds out alone.
        """
        if (current := self._current(now)) is not None:
            if current.remaining <= self.under_way:
                raise RateLimited(current.resets_at)
        elif self.known is not None and self.under_way >= (self.known.limit or 1):
            raise RateLimited(now + _ANSWERS_TAKE)

    def record(self, headers: Mapping[str, str], now: datetime) -> None:
        """Take in the headers of an answer that was not a 429.

        Within a window what is left only falls: answers overtake each other, and others of the team may use it up, too.
        """
        current = self._current(now)
        if current is not None and current.remaining == 0:
            return
        self.refusals = 0
        limit, remaining, reset = (_whole(headers.get(f"x-rate-limit-{name}")) for name in ("limit", "remaining", "reset"))
        if limit is None or remaining is None or reset is None:
            self._heard_nothing(current)
            return
        later = reset - self.reset
        if current is None or later > _SAME_WINDOW_SECONDS:
            self.unheard = 0
        elif later < -_SAME_WINDOW_SECONDS:
            return
        else:
            remaining = max(0, min(remaining - self.unheard, current.remaining))
        self.reset = reset
        self.known = RateLimit(self.endpoint, limit, remaining, _moment(reset, headers, now))

    def not_answered(self, now: datetime) -> None:
        """A call was sent: X may have counted it."""
        if (current := self._current(now)) is not None:
            self._heard_nothing(current)

    def refused(self, headers: Mapping[str, str], now: datetime) -> datetime:
        """Take in a 429; returns when to go on.

        That is what the header says, as long as it is in the future and X then keeps to it; otherwise waits that double from a minute.
        One for a call that was sent before such a wait began is no refusal of another try.
        """
        reset = _whole(headers.get("x-rate-limit-reset"))
        told = _moment(reset, headers, now) if reset is not None else now
        current = self._current(now)
        if current is not None and current.remaining == 0:
            until = max(told, current.resets_at)
        else:
            self.refusals = min(self.refusals + 1, _REFUSALS_UNTIL_LONGEST)
            patient = now + min(_FIRST_WAIT * 2 ** (self.refusals - 1), LONGEST_WAIT)
            until = told if self.refusals == 1 and told > now else max(told, patient)
        limit = _whole(headers.get("x-rate-limit-limit")) or (self.known.limit if self.known else None)
        self.known = RateLimit(self.endpoint, limit, 0, until)
        return until

    def _heard_nothing(self, current: RateLimit | None) -> None:
        if current is not None:
            self.unheard += 1
            self.known = replace(current, remaining=max(0, current.remaining - 1))
        elif self.known is not None and self.known.limit is None:
            self.known = None

    def _current(self, now: datetime) -> RateLimit | None:
        """What is known, if the window is still running. An end that lies too far ahead means that our clock was put back."""
        if self.known is None or self.known.resets_at <= now:
            return None
        if self.known.resets_at > now + LONGEST_WAIT:
            self.known = replace(self.known, resets_at=now + LONGEST_WAIT)
        return self.known


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 15 else None


def _moment(reset: int, headers: Mapping[str, str], now: datetime) -> datetime:
    """The moment of a reset header (Unix seconds) by our clock, at most one window away.

    `Date` is the time of the same answer by X's clock, so that ours may be wrong. An answer without it is taken at its word.
    """
    left = reset - (_date(headers.get("Date")) or now).timestamp()
    return now + timedelta(seconds=max(-LONGEST_WAIT.total_seconds(), min(left, LONGEST_WAIT.total_seconds())))


def _date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
