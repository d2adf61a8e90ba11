"""X's rate limits: nothing is sent that X would refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from bot.domain import RateLimit
from bot.x.limits.windows import LONGEST_WAIT, EndpointLimits

__all__ = ["LONGEST_WAIT", "RateLimits"]


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
