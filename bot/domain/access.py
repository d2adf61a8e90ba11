"""What X lets this app do, as far as it was found out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Access(StrEnum):
    """What the X account's owner says about its access (`X_ACCESS`)."""

    AUTO = "auto"
    SELF_SERVE = "self_serve"
    ENTERPRISE = "enterprise"


class Capability(StrEnum):
    """What X allows on some access levels only."""

    FOLLOW = "follow"
    REPLY = "reply"
    """Answers to people who asked for the account in the very post that is answered."""
    REPLY_UNSOLICITED = "reply_unsolicited"
    """Answers to anyone else."""
    STREAM = "stream"
    """Events as they happen."""


class Evidence(StrEnum):
    """How a permission was found out."""

    REFUSAL = "refusal"
    SUCCESS = "success"
    PROBE = "probe"
    """A call that changes nothing on X whatever the answer."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether X lets this app do something. access: what the owner said about the access when it was observed."""

    capability: Capability
    allowed: bool
    observed_at: datetime
    evidence: Evidence
    access: Access


class ActivityEvent(StrEnum):
    """What X's activity stream can tell, by X's own names."""

    FOLLOW = "follow.follow"
    UNFOLLOW = "follow.unfollow"
    MENTION = "post.mention.create"


class RateLimitWindow(StrEnum):
    """The windows in which X counts calls: https://docs.x.com/x-api/fundamentals/rate-limits."""

    QUARTER_HOUR = "quarter_hour"
    """For whoever asks: the account, or the app where it asks for itself."""
    USER_DAY = "user_day"
    """24 hours, for the account."""
    APP_DAY = "app_day"
    """24 hours, for all accounts that use the app."""

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=15) if self is RateLimitWindow.QUARTER_HOUR else timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What X last said about one endpoint in one of its windows.

    limit: requests a window, None when X refused without saying so.
    resets_at: when the window ends; once that has passed the whole limit is there again.
    others: what X said about the same endpoint's other windows, where they are told together.
    """

    endpoint: str
    limit: int | None
    remaining: int
    resets_at: datetime
    window: RateLimitWindow = RateLimitWindow.QUARTER_HOUR
    others: tuple[RateLimit, ...] = ()

    @property
    def each(self) -> tuple[RateLimit, ...]:
        """This window and the others, one by one."""
        return (replace(self, others=()), *self.others)
