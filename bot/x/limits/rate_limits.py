"""One endpoint's limits in their present windows, as X's headers tell them: https://docs.x.com/x-api/fundamentals/rate-limits.

Every answer names the window of 15 minutes, and one to a post those of 24 hours as well: that of the account and that of the app.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.domain import RateLimit, RateLimitWindow
from bot.x.errors import RateLimited
from bot.x.retries import after_too_many

_HEADERS = {
    RateLimitWindow.QUARTER_HOUR: "x-rate-limit",
    RateLimitWindow.USER_DAY: "x-user-limit-24hour",
    RateLimitWindow.APP_DAY: "x-app-limit-24hour",
}
"""How the headers about each window begin."""
_ANSWER_TIME = timedelta(seconds=15)
_SAME_WINDOW_SECONDS = 60
"""Two resets as close as this are one."""


@dataclass(slots=True)
class EndpointLimits:
    """All that X said about one endpoint. in_flight: calls that were sent and not yet answered."""

    endpoint: str
    in_flight: int = 0
    _windows: dict[RateLimitWindow, WindowState] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._windows = {kind: WindowState(self.endpoint, kind) for kind in RateLimitWindow}

    @property
    def known(self) -> RateLimit | None:
        """What X last said about each window, together; None while it has said nothing."""
        known = [window.known for window in self._windows.values() if window.known is not None]
        return replace(known[0], others=tuple(known[1:])) if known else None

    def load(self, limit: RateLimit) -> None:
        """Take in what was kept of an earlier run; what X has said since goes before."""
        window = self._windows[limit.window]
        window.known = window.known or limit

    def check(self, now: datetime) -> None:
        """Raise `RateLimited`, until the last of the windows that are used up ends, unless one more call may go out."""
        until = [end for window in self._windows.values() if (end := window.exhausted_until(self.in_flight, now)) is not None]
        if until:
            raise RateLimited(max(until))

    def record(self, headers: Mapping[str, str], now: datetime) -> None:
        """Take in the headers of an answer that was not a 429."""
        for window in self._windows.values():
            window.record(headers, now)

    def not_answered(self, now: datetime) -> None:
        """A call was sent: X may have counted it."""
        for window in self._windows.values():
            window.not_answered(now)

    def refused(self, headers: Mapping[str, str], now: datetime) -> datetime:
        """Take in a 429; returns when to retry.

        It is about the windows of which X says that nothing is left. Where it says so of none, it is taken to be about the shortest.
        """
        used_up = [window for window in self._windows.values() if window.exhausted_by(headers, now)]
        refusing = used_up or [self._windows[RateLimitWindow.QUARTER_HOUR]]
        for window in self._windows.values():
            if window not in refusing:
                window.record(headers, now)
        return max(window.refused(headers, now) for window in refusing)


@dataclass(slots=True)
class WindowState:
    """What X last said about an endpoint in one window, and what happened since.

    reset: X's own name for the window, the Unix second in which it ends.
    unconfirmed: calls of this window that X may have counted without telling us; the answers to others need not include them.
    refusals: in a row.
    """

    endpoint: str
    kind: RateLimitWindow
    known: RateLimit | None = None
    reset: int = 0
    unconfirmed: int = 0
    refusals: int = 0

    def exhausted_until(self, in_flight: int, now: datetime) -> datetime | None:
        """When one more call may go out beside so many; None for at once.

        Before a window's first answer the whole limit is there; where X never told it, the first call finds out alone.
        """
        if (current := self._current(now)) is not None:
            return current.resets_at if current.remaining <= in_flight else None
        return now + _ANSWER_TIME if self.known is not None and in_flight >= (self.known.limit or 1) else None

    def exhausted_by(self, headers: Mapping[str, str], now: datetime) -> bool:
        """Whether these headers say that nothing is left until a moment that is to come."""
        _, remaining, reset = self._parse(headers)
        return remaining == 0 and reset is not None and self._moment(reset, headers, now) > now

    def record(self, headers: Mapping[str, str], now: datetime) -> None:
        """Take in the headers of an answer that was not a 429.

        Within a window what is left only falls: answers overtake each other, and others of the team may use it up, too.
        """
        current = self._current(now)
        if current is not None and current.remaining == 0:
            return
        self.refusals = 0
        limit, remaining, reset = self._parse(headers)
        if limit is None or remaining is None or reset is None:
            self._count_unconfirmed(current)
            return
        later = reset - self.reset
        if current is None or later > _SAME_WINDOW_SECONDS:
            self.unconfirmed = 0
        elif later < -_SAME_WINDOW_SECONDS:
            return
        else:
            remaining = max(0, min(remaining - self.unconfirmed, current.remaining))
        self.reset = reset
        self.known = RateLimit(self.endpoint, limit, remaining, self._moment(reset, headers, now), self.kind)

    def not_answered(self, now: datetime) -> None:
        """A call was sent: X may have counted it."""
        if (current := self._current(now)) is not None:
            self._count_unconfirmed(current)

    def refused(self, headers: Mapping[str, str], now: datetime) -> datetime:
        """Take in a 429; returns when to retry.

        That is what the header says, as long as it is in the future and X then keeps to it; otherwise waits that double from a minute.
        One for a call that was sent before such a wait began is no refusal of another try.
        """
        told_limit, _, reset = self._parse(headers)
        told = self._moment(reset, headers, now) if reset is not None else now
        current = self._current(now)
        if current is not None and current.remaining == 0:
            until = max(told, current.resets_at)
        else:
            self.refusals += 1
            until = after_too_many(self.refusals, told, now)
        limit = told_limit or (self.known.limit if self.known else None)
        self.known = RateLimit(self.endpoint, limit, 0, until, self.kind)
        return until

    def _parse(self, headers: Mapping[str, str]) -> tuple[int | None, int | None, int | None]:
        """The limit, what is left of it, and the Unix second in which the window ends."""
        limit, remaining, reset = (_whole(headers.get(f"{_HEADERS[self.kind]}-{name}")) for name in ("limit", "remaining", "reset"))
        return limit, remaining, reset

    def _count_unconfirmed(self, current: RateLimit | None) -> None:
        if current is not None:
            self.unconfirmed += 1
            self.known = replace(current, remaining=max(0, current.remaining - 1))
        elif self.known is not None and self.known.limit is None:
            self.known = None

    def _current(self, now: datetime) -> RateLimit | None:
        """What is known, if the window is still running. An end that lies too far ahead means that our clock was put back."""
        if self.known is None or self.known.resets_at <= now:
            return None
        if self.known.resets_at > now + self.kind.length:
            self.known = replace(self.known, resets_at=now + self.kind.length)
        return self.known

    def _moment(self, reset: int, headers: Mapping[str, str], now: datetime) -> datetime:
        """The moment of a reset header (Unix seconds) by our clock, at most one window away.

        `Date` is the time of the same answer by X's clock, so that ours may be wrong. An answer without it is taken at its word.
        """
        left, longest = reset - (date_of(headers) or now).timestamp(), self.kind.length.total_seconds()
        return now + timedelta(seconds=max(-longest, min(left, longest)))


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 15 else None


def date_of(headers: Mapping[str, str]) -> datetime | None:
    """The moment of an answer by X's own clock; None where it does not say."""
    try:
        date = parsedate_to_datetime(headers.get("Date") or "")
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


class RateLimits:
    """What X has said about each endpoint, less the calls in flight. Times are by our clock, whatever it shows."""

    def __init__(self) -> None:
        self._endpoints: dict[str, EndpointLimits] = {}

    def load(self, limits: Iterable[RateLimit]) -> None:
        """Take in what was kept of an earlier run; what X has said since goes before."""
        for limit in limits:
            self._of(limit.endpoint).load(limit)

    @contextmanager
    def slot(self, endpoint: str, now: datetime) -> Iterator[None]:
        """Hold one of the slots that are left while a call is in flight. Raises `RateLimited` when there is none."""
        limits = self._of(endpoint)
        limits.check(now)
        limits.in_flight += 1
        try:
            yield
        finally:
            limits.in_flight -= 1

    def record(self, endpoint: str, headers: Mapping[str, str], now: datetime) -> None:
        """Take in the headers of an answer that was not a 429. One that says nothing of limits may have counted all the same."""
        self._of(endpoint).record(headers, now)

    def not_answered(self, endpoint: str, now: datetime) -> None:
        """A call was sent and no answer came: X may have counted it."""
        self._of(endpoint).not_answered(now)

    def refused(self, endpoint: str, headers: Mapping[str, str], now: datetime) -> datetime:
        """Take in a 429; returns when to retry."""
        return self._of(endpoint).refused(headers, now)

    def known(self, endpoint: str) -> RateLimit | None:
        """What X last said about this endpoint, in all of its windows."""
        return self._of(endpoint).known

    def snapshot(self) -> list[RateLimit]:
        """What is known, by endpoint, each window by itself."""
        known = (self._endpoints[endpoint].known for endpoint in sorted(self._endpoints))
        return [one for limit in known if limit is not None for one in limit.each]

    def _of(self, endpoint: str) -> EndpointLimits:
        return self._endpoints.setdefault(endpoint, EndpointLimits(endpoint))
