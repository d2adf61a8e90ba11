"""What the team may change in Discord: each setting is an option of the host's environment, which is its default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.team import Member


class SettingKind(StrEnum):
    """What a value is: how it is asked for and shown."""

    TIME = "time"
    TIME_SPAN = "time_span"
    TIME_ZONE = "time_zone"
    WEEKDAYS = "weekdays"
    COUNT = "count"
    SECONDS = "seconds"
    HOURS = "hours"
    DAYS = "days"
    DOLLARS = "dollars"
    ROLES = "roles"
    SWITCH = "switch"


class SettingGroup(StrEnum):
    """Settings that stand together on the screen."""

    DAY = "day"
    CARDS = "cards"
    SENDING = "sending"
    X = "x"
    ACCESS = "access"


@dataclass(frozen=True, slots=True)
class SettingRules:
    """host_is_ceiling: the team may not go beyond the host's value."""

    group: SettingGroup
    kind: SettingKind
    host_is_ceiling: bool = False


SETTINGS: Mapping[str, SettingRules] = {
    "timezone": SettingRules(SettingGroup.DAY, SettingKind.TIME_ZONE),
    "digest_time": SettingRules(SettingGroup.DAY, SettingKind.TIME),
    "digest_days": SettingRules(SettingGroup.DAY, SettingKind.WEEKDAYS),
    "quiet_hours": SettingRules(SettingGroup.DAY, SettingKind.TIME_SPAN),
    "prompts_per_day": SettingRules(SettingGroup.CARDS, SettingKind.COUNT),
    "prompt_expires_hours": SettingRules(SettingGroup.CARDS, SettingKind.HOURS),
    "reply_prompts_per_day": SettingRules(SettingGroup.CARDS, SettingKind.COUNT),
    "reply_window_hours": SettingRules(SettingGroup.CARDS, SettingKind.HOURS),
    "follow_backs_per_hour": SettingRules(SettingGroup.SENDING, SettingKind.COUNT),
    "follow_backs_per_day": SettingRules(SettingGroup.SENDING, SettingKind.COUNT),
    "replies_per_hour": SettingRules(SettingGroup.SENDING, SettingKind.COUNT),
    "replies_per_day": SettingRules(SettingGroup.SENDING, SettingKind.COUNT),
    "repeat_days": SettingRules(SettingGroup.SENDING, SettingKind.DAYS),
    "handoff_expires_hours": SettingRules(SettingGroup.SENDING, SettingKind.HOURS),
    "daily_budget_usd": SettingRules(SettingGroup.X, SettingKind.DOLLARS, host_is_ceiling=True),
    "monthly_budget_usd": SettingRules(SettingGroup.X, SettingKind.DOLLARS, host_is_ceiling=True),
    "freshness_seconds": SettingRules(SettingGroup.X, SettingKind.SECONDS),
    "read_mentions": SettingRules(SettingGroup.X, SettingKind.SWITCH),
    "discord_approver_role_ids": SettingRules(SettingGroup.ACCESS, SettingKind.ROLES),
    "discord_viewer_role_ids": SettingRules(SettingGroup.ACCESS, SettingKind.ROLES),
}
"""By the option's name, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A member has changed a setting. before, after: as the values are written in the environment.

    to_host: it is the host's value again, also when the host changes it.
    """

    setting: str
    before: str
    after: str
    to_host: bool
    member: Member
    at: datetime


@dataclass(frozen=True, slots=True)
class SettingState:
    """How a setting stands. value: as it is written in the environment; optional: it may be empty. bounds: of a number, least and most.

    change: the one that the value comes from; None where it is the host's.
    """

    setting: str
    value: str
    optional: bool = False
    bounds: tuple[Decimal, Decimal] | None = None
    change: SettingChange | None = None
