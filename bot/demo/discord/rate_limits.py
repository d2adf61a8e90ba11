"""How often a bot may call: Discord's buckets of a route and its channel or webhook, and 50 requests a second in all."""

from __future__ import annotations

import hashlib
import math
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.demo.discord.json_types import Json


class Limit(NamedTuple):
    """So many requests in so many real seconds."""

    requests: int
    seconds: float


LIMITS: Final[Mapping[tuple[str, str], Limit]] = {
    ("POST", "/channels/{channel_id}/messages"): Limit(5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): Limit(5, 5.0),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): Limit(5, 1.0),
    ("GET", "/channels/{channel_id}/messages"): Limit(5, 1.0),
    ("GET", "/channels/{channel_id}/messages/{message_id}"): Limit(5, 1.0),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"): Limit(5, 2.0),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): Limit(5, 2.0),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"): Limit(5, 2.0),
}
"""As seen in Discord's answers; it publishes none of these figures and says that they change."""

DEFAULT: Final = Limit(50, 1.0)
GLOBAL: Final = Limit(50, 1.0)
_MAJOR: Final = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_token")


@dataclass(slots=True)
class _Window:
    """The requests until `until` (monotonic seconds); a new one opens when it is over."""

    until: float
    used: int = 0


class RateLimits:
    """Counts requests and says what each answer's headers are. enabled: whether anything is ever refused."""

    def __init__(self, *, enabled: bool) -> None:
        self.enabled = enabled
        self._windows: dict[tuple[str, ...], _Window] = {}
        self._recent: deque[float] = deque(maxlen=GLOBAL.requests)

    def take(self, method: str, route: str, parameters: Mapping[str, str]) -> RateLimitResult:
        """Count one request, and decide on it."""
        now = time.monotonic()
        bucket = hashlib.sha256(f"{method} {route}".encode()).hexdigest()[:32]
        limit = LIMITS.get((method, route), DEFAULT)
        if not self.enabled:
            return RateLimitResult(limit, limit.requests, limit.seconds, bucket)
        if (wait := self._global_wait(now, route)) > 0:
            return RateLimitResult(limit, 0, wait, bucket, refused=True, is_global=True)
        window = self._window((bucket, *(parameters.get(name, "") for name in _MAJOR)), limit, now)
        reset_after = window.until - now
        if window.used >= limit.requests:
            return RateLimitResult(limit, 0, reset_after, bucket, refused=True)
        window.used += 1
        self._recent.append(now)
        return RateLimitResult(limit, limit.requests - window.used, reset_after, bucket)

    def _global_wait(self, now: float, route: str) -> float:
        exempt = route.startswith("/interactions/")
        if exempt or len(self._recent) < GLOBAL.requests:
            return 0.0
        return self._recent[0] + GLOBAL.seconds - now

    def _window(self, key: tuple[str, ...], limit: Limit, now: float) -> _Window:
        window = self._windows.get(key)
        if window is None or now >= window.until:
            self._windows = {known: open_ for known, open_ in self._windows.items() if now < open_.until}
            window = self._windows[key] = _Window(now + limit.seconds)
        return window


class OldEditLimit:
    """How often messages older than an hour may be edited, all of them together (error 30046). Discord publishes no figure.

    allowed: None for as often as wanted, as at first.
    """

    def __init__(self) -> None:
        self.allowed: Limit | None = None
        self._recent: deque[float] = deque()

    def take(self) -> float:
        """Count one edit; real seconds to wait where it is one too many, else 0."""
        if self.allowed is None:
            return 0.0
        now = time.monotonic()
        while self._recent and now - self._recent[0] >= self.allowed.seconds:
            self._recent.popleft()
        if len(self._recent) >= self.allowed.requests:
            return self.allowed.seconds - (now - self._recent[0]) if self._recent else self.allowed.seconds
        self._recent.append(now)
        return 0.0


@dataclass(frozen=True, slots=True)
class RateLimitResult:
    """The outcome for one request. reset_after: real seconds; is_global: whether the global limit applied."""

    limit: Limit
    remaining: int
    reset_after: float
    bucket: str
    refused: bool = False
    is_global: bool = False

    @property
    def headers(self) -> dict[str, str]:
        headers = {
            "X-RateLimit-Limit": str(self.limit.requests),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": f"{time.time() + self.reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{self.reset_after:.3f}",
            "X-RateLimit-Bucket": self.bucket,
            "Via": "1.1 google",
        }
        if self.refused:
            headers["Retry-After"] = str(math.ceil(self.reset_after))
            headers["X-RateLimit-Scope"] = "global" if self.is_global else "user"
        if self.is_global:
            headers["X-RateLimit-Global"] = "true"
        return headers

    def to_json(self) -> Json:
        return {"message": "You are being rate limited.", "retry_after": round(self.reset_after, 3), "global": self.is_global}
