"""What settings are called, and how their values, their bounds and their changes are said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from bot.domain import MICROS, SETTINGS, Mentionable, MentionableKind, SettingChange, SettingGroup, SettingKind, SettingState
from bot.domain.local_days import Weekday
from bot.views.format.facts import enumeration
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number, short_dollars, weekday_name
from bot.views.format.text import LONGEST_NAME, plain, plain_name

GROUPS: Mapping[SettingGroup, str] = {
    SettingGroup.DAY: N_("Clock and digest"),
    SettingGroup.CARDS: N_("Cards"),
    SettingGroup.WORDS: N_("Words"),
    SettingGroup.SENDING: N_("Going out to X"),
    SettingGroup.X: N_("Budgets and reading"),
    SettingGroup.CHANNELS: N_("Channels"),
    SettingGroup.ACCESS: N_("Roles"),
    SettingGroup.NOTIFICATIONS: N_("Notifications"),
}

_LABELS = {
    "timezone": N_("Time zone"),
    "digest_time": N_("Digest time"),
    "digest_days": N_("Daily digest"),
    "digest_weekday": N_("Weekly digest"),
    "quiet_hours": N_("Quiet hours"),
    "card_hours": N_("Hours for follower cards"),
    "prompts_per_day": N_("Follower cards a day"),
    "prompt_expires_hours": N_("Follower cards expire after"),
    "reply_prompts_per_day": N_("Reply cards a day"),
    "reply_window_hours": N_("Answer posts within"),
    "topics": N_("Topics"),
    "muted_words": N_("Muted words"),
    "draft_languages": N_("Languages of drafts"),
    "follow_backs_per_hour": N_("Follow-backs an hour"),
    "follow_backs_per_day": N_("Follow-backs a day"),
    "replies_per_hour": N_("Replies an hour"),
    "replies_per_day": N_("Replies a day"),
    "repeat_days": N_("Same text again after"),
    "four_eyes": N_("Four-eyes rule"),
    "handoff_expires_hours": N_("Links to X expire after"),
    "daily_budget_usd": N_("Daily budget"),
    "monthly_budget_usd": N_("Monthly budget"),
    "leavers_budget_usd": N_("Budget for who left"),
    "freshness_seconds": N_("Look for new followers every"),
    "read_mentions": N_("Read mentions"),
    "discord_channel_id": N_("Channel for cards"),
    "discord_digest_channel_id": N_("Channel for the digest"),
    "discord_alert_channel_id": N_("Channel for alerts"),
    "discord_approver_role_ids": N_("Roles that decide"),
    "discord_viewer_role_ids": N_("Roles that may look"),
    "notify_complaints": N_("Mention for complaints"),
    "notify_expiring": N_("Mention for cards about to expire"),
    "notify_waiting": N_("Mention for cards that wait too long"),
    "notify_waiting_hours": N_("Cards wait too long after"),
    "notify_outages": N_("Mention for outages"),
}
_MOST_MENTIONS, _MOST_KEYWORDS = 3, 5
"""That are named."""
_LONGEST_KEYWORD = 40
_NOBODY = N_("nobody")
_EMPTY = {
    "digest_days": N_("every day"),
    "quiet_hours": N_("none"),
    "card_hours": N_("those in which you decide"),
    "topics": N_("none"),
    "muted_words": N_("none"),
    "draft_languages": N_("all of your saved replies"),
    "discord_digest_channel_id": N_("same as for cards"),
    "discord_alert_channel_id": N_("same as for cards"),
    "discord_approver_role_ids": N_("none: whoever manages the server decides"),
    "discord_viewer_role_ids": N_("none"),
    "notify_complaints": _NOBODY,
    "notify_expiring": _NOBODY,
    "notify_waiting": _NOBODY,
    "notify_outages": _NOBODY,
}
"""What it means that there is no value."""
_SAID: Mapping[SettingKind, Callable[[str], str]] = {
    SettingKind.TIME_SPAN: lambda value: value.replace("-", "–"),
    SettingKind.WEEKDAYS: lambda value: _weekdays(value),
    SettingKind.WEEKDAY: lambda value: _weekdays(value),
    SettingKind.COUNT: lambda value: number(int(value)),
    SettingKind.SECONDS: lambda value: _counted(ngettext("{count} second", "{count} seconds", int(value)), value),
    SettingKind.HOURS: lambda value: _counted(ngettext("{count} hour", "{count} hours", int(value)), value),
    SettingKind.DAYS: lambda value: _counted(ngettext("{count} day", "{count} days", int(value)), value),
    SettingKind.DOLLARS: lambda value: short_dollars(_micros(Decimal(value))),
    SettingKind.LANGUAGES: lambda value: enumeration(value.split(",")),
    SettingKind.KEYWORDS: lambda value: _keywords(value.split(", ")),
    SettingKind.ROLES: lambda value: _mentions([f"<@&{role}>" for role in value.split(",")]),
    SettingKind.CHANNEL: lambda value: f"<#{value}>",
    SettingKind.SWITCH: lambda value: _("on") if value == "true" else _("off"),
    SettingKind.MENTIONABLES: lambda value: _mentions([_mention(one) for one in value.split(",")]),
}
_RANGE = N_("{least} to {most}")
_HINTS = {
    SettingKind.TIME: N_("A time of day such as 09:00."),
    SettingKind.TIME_SPAN: N_("From when to when, such as 22:00-07:00; empty: {empty}."),
    SettingKind.TIME_ZONE: N_("A time zone such as Europe/Berlin or America/New_York."),
    SettingKind.WEEKDAYS: N_("Choose no day for every day."),
    SettingKind.WEEKDAY: N_("It comes at the digest time."),
    SettingKind.COUNT: N_("A whole number from {least} to {most}."),
    SettingKind.SECONDS: N_("Seconds, a whole number from {least} to {most}."),
    SettingKind.HOURS: N_("Hours, a whole number from {least} to {most}."),
    SettingKind.DAYS: N_("Days, a whole number from {least} to {most}."),
    SettingKind.DOLLARS: N_("Dollars a month such as 10 or 2.50, from {least} (never) to {most}."),
    SettingKind.ROLES: N_("Up to 25 roles, or none."),
    SettingKind.CHANNEL: N_("A text channel of this server."),
    SettingKind.LANGUAGES: N_("Two letters for each, such as en, de; empty: {empty}."),
    SettingKind.KEYWORDS: N_("One per line, or separated by commas"),
    SettingKind.MENTIONABLES: N_("Up to 25 roles and members, or none; @everyone cannot be mentioned."),
}
_CAPPED_DOLLARS = N_("Dollars such as 10 or 2.50, from {least} to {most}; only your host can allow more.")
_OPTIONAL_CHANNEL = N_("A text channel of this server; choose none for the one with the cards.")
_OWN_HINTS = {
    "daily_budget_usd": _CAPPED_DOLLARS,
    "monthly_budget_usd": _CAPPED_DOLLARS,
    "read_mentions": N_("Off saves what reading them costs."),
    "four_eyes": N_("On: whoever wrote a reply cannot approve it."),
    "discord_digest_channel_id": _OPTIONAL_CHANNEL,
    "discord_alert_channel_id": _OPTIONAL_CHANNEL,
}
"""Where its kind does not say enough."""


def setting_label(setting: str) -> str:
    """What a setting is called, also one of another version."""
    return _(_LABELS[setting]) if setting in _LABELS else plain(setting, LONGEST_NAME)


def setting_value(setting: str, value: str) -> str:
    """A value, which is given as it is written in the environment."""
    rules = SETTINGS.get(setting)
    if not value:
        return _(_EMPTY.get(setting, "–"))
    said = _SAID.get(rules.kind) if rules is not None else None
    return said(value) if said is not None else plain(value, LONGEST_NAME)


def setting_range(state: SettingState) -> str:
    """The least and the most, briefly; empty where it is no number."""
    return _bounded(_RANGE, state) if state.bounds is not None else ""


def setting_hint(state: SettingState) -> str:
    """What may be written or chosen, in a sentence."""
    return _bounded(_OWN_HINTS.get(state.setting) or _HINTS[SETTINGS[state.setting].kind], state)


def setting_changed(change: SettingChange) -> str:
    """Who changed it, from what to what."""
    message = (
        _("**{member}** set “{setting}” back to your host’s value, from {before} to {after}.")
        if change.to_host
        else _("**{member}** changed “{setting}” from {before} to {after}.")
    )
    return message.format(
        member=plain_name(change.member.name) or _("Somebody"),
        setting=setting_label(change.setting),
        before=setting_value(change.setting, change.before),
        after=setting_value(change.setting, change.after),
    )


def _weekdays(value: str) -> str:
    return _("off") if value == "none" else enumeration([weekday_name(Weekday[day.upper()]) for day in value.split(",")])


def _mentions(mentions: Sequence[str]) -> str:
    return enumeration(mentions[:_MOST_MENTIONS], max(0, len(mentions) - _MOST_MENTIONS))


def _mention(written: str) -> str:
    found = re.fullmatch(r"(role|member):(\d{1,19})", written)
    return Mentionable(MentionableKind(found[1]), int(found[2])).mention if found else plain(written, LONGEST_NAME)


def _keywords(words: Sequence[str]) -> str:
    return enumeration([plain(word, _LONGEST_KEYWORD) for word in words[:_MOST_KEYWORDS]], max(0, len(words) - _MOST_KEYWORDS))


def _bounded(message: str, state: SettingState) -> str:
    figure = _dollars if SETTINGS[state.setting].kind is SettingKind.DOLLARS else _whole
    least, most = state.bounds or (Decimal(), Decimal())
    return _(message).format(least=figure(least), most=figure(most), empty=_(_EMPTY.get(state.setting, "")))


def _whole(figure: Decimal) -> str:
    return number(int(figure))


def _dollars(figure: Decimal) -> str:
    return short_dollars(_micros(figure))


def _micros(dollars: Decimal) -> int:
    return int(dollars * MICROS)


def _counted(message: str, value: str) -> str:
    return message.format(count=number(int(value)))
