"""X's rate limits by endpoint."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.demo.clock import SimulatedClock

QUARTER, DAY = timedelta(minutes=15), timedelta(hours=24)


class Endpoint(StrEnum):
    """The endpoints that have limits of their own."""

    ME = "me"
    USERS = "users"
    FOLLOWERS = "followers"
    FOLLOWING = "following"
    MENTIONS = "mentions"
    POSTS = "posts"
    LOOKUP = "lookup"
    """Posts by their ids."""
    QUOTES = "quotes"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    POST = "post"
    LIKE = "like"
    SUBSCRIBE = "subscribe"
    SUBSCRIPTIONS = "subscriptions"
    UNSUBSCRIBE = "unsubscribe"
    STREAM = "stream"


QUARTER_HOUR, USER_DAY, APP_DAY = "x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour"
"""How the headers about each window begin."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of calls per window. header: how the answer's headers about it begin."""

    calls: int
    window: timedelta = QUARTER
    header: str = QUARTER_HOUR


LIMITS = {
    Endpoint.ME: (Limit(75),),
    Endpoint.USERS: (Limit(900),),
    Endpoint.FOLLOWERS: (Limit(300),),
    Endpoint.FOLLOWING: (Limit(300),),
    Endpoint.MENTIONS: (Limit(300),),
    Endpoint.POSTS: (Limit(900),),
    Endpoint.LOOKUP: (Limit(900),),
    Endpoint.QUOTES: (Limit(75),),
    Endpoint.FOLLOW: (Limit(50),),
    Endpoint.UNFOLLOW: (Limit(50),),
    Endpoint.POST: (Limit(100), Limit(10_000, DAY, APP_DAY)),
    Endpoint.LIKE: (Limit(50),),
    Endpoint.SUBSCRIBE: (Limit(500),),
    Endpoint.SUBSCRIPTIONS: (Limit(500),),
    Endpoint.UNSUBSCRIBE: (Limit(500),),
    Endpoint.STREAM: (Limit(50),),
}
"""X publishes none for the activity API; these are what it grants for account activity and for the filtered stream."""


@dataclass(slots=True)
class _Window:
    ends: datetime
    used: int = 0


class RateLimits:
    """Counts calls by endpoint and caller in fixed windows, which begin with the first call in them."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock
        self._limits = dict(LIMITS)
        self._windows: dict[tuple[Endpoint, Limit, str], _Window] = {}

    def take(self, endpoint: Endpoint, caller: str) -> bool:
        """Count a call. Returns False when none is left."""
        windows = [(limit, self._window(endpoint, limit, caller)) for limit in self._limits[endpoint]]
        if any(window.used >= limit.calls for limit, window in windows):
            return False
        for _, window in windows:
            window.used += 1
        return True

    def use_up(self, endpoint: Endpoint, caller: str, window: str = QUARTER_HOUR) -> None:
        """As if every call of the present window had been made. window: how its headers begin."""
        for limit in self._limits[endpoint]:
            if limit.header == window:
                self._window(endpoint, limit, caller).used = limit.calls

    def limit_a_day(self, endpoint: Endpoint, calls: int) -> None:
        """Let an account make so many calls in 24 hours, as X does on its small plans."""
        others = [limit for limit in self._limits[endpoint] if limit.header != USER_DAY]
        self._limits[endpoint] = (*others, Limit(calls, DAY, USER_DAY))

    def headers(self, endpoint: Endpoint, caller: str, clock_error: timedelta) -> dict[str, str]:
        """Limit, remaining calls and reset time (Unix seconds), on a clock that is `clock_error` ahead."""
        headers = {}
        for limit in self._limits[endpoint]:
            window = self._window(endpoint, limit, caller)
            headers[f"{limit.header}-limit"] = str(limit.calls)
            headers[f"{limit.header}-remaining"] = str(limit.calls - window.used)
            headers[f"{limit.header}-reset"] = str(math.ceil((window.ends + clock_error).timestamp()))
        return headers

    def _window(self, endpoint: Endpoint, limit: Limit, caller: str) -> _Window:
        now, key = self._clock.now(), (endpoint, limit, caller)
        window = self._windows.get(key)
        if window is None or window.ends <= now:
            window = self._windows[key] = _Window(now + limit.window)
        return window
