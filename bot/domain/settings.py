"""What the team may change in Discord: options of the host's environment, which is their default, and the team's own keywords."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.team import Keyword, Member


class SettingKind(StrEnum):
    """What a value is: how it is asked for and shown."""

    TIME = "time"
    TIME_SPAN = "time_span"
    TIME_ZONE = "time_zone"
    WEEKDAYS = "weekdays"
    WEEKDAY = "weekday"
    COUNT = "count"
    SECONDS = "seconds"
    HOURS = "hours"
    DAYS = "days"
    DOLLARS = "dollars"
    ROLES = "roles"
    CHANNEL = "channel"
    SWITCH = "switch"
    LANGUAGES = "languages"
    KEYWORDS = "keywords"
    """A list that the team keeps: no option of the host's."""
    MENTIONABLES = "mentionables"


class SettingGroup(StrEnum):
    """Settings that stand together on the screen."""

    DAY = "day"
    CARDS = "cards"
    WORDS = "words"
    SENDING = "sending"
    X = "x"
    CHANNELS = "channels"
    ACCESS = "access"
    NOTIFICATIONS = "notifications"


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
    "digest_weekday": SettingRules(SettingGroup.DAY, SettingKind.WEEKDAY),
    "quiet_hours": SettingRules(SettingGroup.DAY, SettingKind.TIME_SPAN),
    "card_hours": SettingRules(SettingGroup.CARDS, SettingKind.TIME_SPAN),
    "prompts_per_day": SettingRules(SettingGroup.CARDS, SettingKind.COUNT),
    "prompt_expires_hours": SettingRules(SettingGroup.CARDS, SettingKind.HOURS),
    "reply_prompts_per_day": SettingRules(SettingGroup.CARDS, SettingKind.COUNT),
    "reply_window_hours": SettingRules(SettingGroup.CARDS, SettingKind.HOURS),
    "topics": SettingRules(SettingGroup.WORDS, SettingKind.KEYWORDS),
    "muted_words": SettingRules(SettingGroup.WORDS, SettingKind.KEYWORDS),
    "draft_languages": SettingRules(SettingGroup.WORDS, SettingKind.LANGUAGES),
    "follow_backs_per_hour": SettingRules(SettingGroup.SENDING, SettingKind.COUNT),
    "follow_backs_per_day": SettingRules(SettingGroup.SENDING, SettingKind.COUNT),
    "replies_per_hour": SettingRules(SettingGroup.SENDING, SettingKind.COUNT),
    "replies_per_day": SettingRules(SettingGroup.SENDING, SettingKind.COUNT),
    "repeat_days": SettingRules(SettingGroup.SENDING, SettingKind.DAYS),
    "four_eyes": SettingRules(SettingGroup.SENDING, SettingKind.SWITCH),
    "handoff_expires_hours": SettingRules(SettingGroup.SENDING, SettingKind.HOURS),
    "daily_budget_usd": SettingRules(SettingGroup.X, SettingKind.DOLLARS, host_is_ceiling=True),
    "monthly_budget_usd": SettingRules(SettingGroup.X, SettingKind.DOLLARS, host_is_ceiling=True),
    "leavers_budget_usd": SettingRules(SettingGroup.X, SettingKind.DOLLARS),
    "freshness_seconds": SettingRules(SettingGroup.X, SettingKind.SECONDS),
    "read_mentions": SettingRules(SettingGroup.X, SettingKind.SWITCH),
    "discord_channel_id": SettingRules(SettingGroup.CHANNELS, SettingKind.CHANNEL),
    "discord_digest_channel_id": SettingRules(SettingGroup.CHANNELS, SettingKind.CHANNEL),
    "discord_alert_channel_id": SettingRules(SettingGroup.CHANNELS, SettingKind.CHANNEL),
    "discord_approver_role_ids": SettingRules(SettingGroup.ACCESS, SettingKind.ROLES),
    "discord_viewer_role_ids": SettingRules(SettingGroup.ACCESS, SettingKind.ROLES),
    "notify_complaints": SettingRules(SettingGroup.NOTIFICATIONS, SettingKind.MENTIONABLES),
    "notify_expiring": SettingRules(SettingGroup.NOTIFICATIONS, SettingKind.MENTIONABLES),
    "notify_waiting": SettingRules(SettingGroup.NOTIFICATIONS, SettingKind.MENTIONABLES),
    "notify_waiting_hours": SettingRules(SettingGroup.NOTIFICATIONS, SettingKind.HOURS),
    "notify_outages": SettingRules(SettingGroup.NOTIFICATIONS, SettingKind.MENTIONABLES),
}
"""In the order in which they are shown; but for the keywords by the option's name."""

KEYWORD_SETTINGS: Mapping[str, Keyword] = {"topics": Keyword.TOPIC, "muted_words": Keyword.MUTED}
OPTIONS = tuple(name for name in SETTINGS if name not in KEYWORD_SETTINGS)
"""Those that the host has a value for."""


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
    """How a setting stands. value: as it is written in the environment, keywords with commas between. optional: it may be empty.
    bounds: of a number, least and most.

    change: the one that the value comes from; None where it is the host's.
    """

    setting: str
    value: str
    optional: bool = False
    bounds: tuple[Decimal, Decimal] | None = None
    change: SettingChange | None = None
