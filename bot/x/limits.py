"""X's rate limits: nothing is sent that X would refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from bot.model import RateLimit
from bot.x.windows import LONGEST_WAIT, Window

__all__ = ["LONGEST_WAIT", "RateLimits"]


class RateLimits:
    """What X has said about each endpoint, less the calls that are under way. Times are by our clock, whatever it shows."""

    def __init__(self) -> None:
        self._windows: dict[str, Window] = {}

    def load(self, limits: Iterable[RateLimit]) -> None:
        """Take in what was kept of an earlier run; what X has said since goes before."""
        for limit in limits:
            window = self._of(limit.endpoint)
            window.known = window.known or limit

    @contextmanager
    def place(self, endpoint: str, now: datetime) -> Iterator[None]:
        """Hold one of the places that are left while a call is under way. Raises `RateLimited` when there is none."""
        window = self._of(endpoint)
        window.check(now)
        window.under_way += 1
        try:
            yield
        finally:
            window.under_way -= 1

    def record(self, endpoint: str, headers: Mapping[str, str], now: datetime) -> None:
        """Take in the headers of an answer that was not a 429. One that says nothing of limits may have counted all the same."""
        self._of(endpoint).record(headers, now)

    def not_answered(self, endpoint: str, now: datetime) -> None:
        """A call was sent and no answer came: X may have counted it."""
        self._of(endpoint).not_answered(now)

    def refused(self, endpoint: str, headers: Mapping[str, str], now: datetime) -> datetime:
        """Take in a 429; returns when to go on."""
        return self._of(endpoint).refused(headers, now)

    def known(self, endpoint: str) -> RateLimit | None:
        """What X last said about this endpoint."""
        return self._of(endpoint).known

    def snapshot(self) -> list[RateLimit]:
        """What is known, by endpoint."""
        return [known for endpoint in sorted(self._windows) if (known := self._windows[endpoint].known) is not None]

    def _of(self, endpoint: str) -> Window:
        return self._windows.setdefault(endpoint, Window(endpoint))
