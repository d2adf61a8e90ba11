"""Every setting can be said and asked for within Discord's limits, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import SETTINGS, Member, SettingChange, SettingGroup, SettingKind, SettingState
from bot.views.format.i18n import CODES, language, speaking
from bot.views.format.limits import FIELD_DESCRIPTION, FORM_TITLE
from bot.views.team.settings import not_saved, settings_view, unchanged
from bot.views.words.settings import setting_changed, setting_hint, setting_label, setting_range, setting_value
from tests.support.samples.cards import MAYA, NOW, buttons, components, discord_takes, long_hostile_text, text

LONG: Mapping[SettingKind, str] = {
    SettingKind.TIME: "09:00",
    SettingKind.TIME_SPAN: "22:00-07:00",
    SettingKind.TIME_ZONE: "America/Argentina/ComodRivadavia",
    SettingKind.WEEKDAYS: "mon,tue,wed,thu,fri,sat",
    SettingKind.WEEKDAY: "wed",
    SettingKind.COUNT: "500",
    SettingKind.SECONDS: "3600",
    SettingKind.HOURS: "720",
    SettingKind.DAYS: "90",
    SettingKind.DOLLARS: "99999.99",
    SettingKind.ROLES: ",".join(str(2**62 + n) for n in range(25)),
    SettingKind.CHANNEL: str(2**62),
    SettingKind.LANGUAGES: "de,en,es,fr,ja,pt",
    SettingKind.KEYWORDS: ", ".join(f"{n} slow food" for n in range(100)),
    SettingKind.SWITCH: "false",
    SettingKind.MENTIONABLES: ",".join(f"role:{2**62 + n}" for n in range(25)),
}
NUMBERS = (SettingKind.COUNT, SettingKind.SECONDS, SettingKind.HOURS, SettingKind.DAYS, SettingKind.DOLLARS)


def state(setting: str, by: Member | None = None) -> SettingState:
    kind = SETTINGS[setting].kind
    bounds = (Decimal(0), Decimal(100_000)) if kind in NUMBERS else None
    change = SettingChange(setting, "1", LONG[kind], False, by, NOW) if by else None
    return SettingState(setting, LONG[kind], bounds=bounds, change=change)


@given(long_hostile_text, st.sampled_from(CODES))
def test_discord_takes_the_screen_whoever_has_changed_everything(name: str, spoken: str) -> None:
    states = [state(setting, Member(1, name)) for setting in SETTINGS]
    with speaking(language(spoken)):
        told = setting_changed(SettingChange("digest_time", "09:00", "10:00", True, Member(1, name), NOW))
        for group in SettingGroup:
            discord_takes(settings_view(states, group, told))


@given(long_hostile_text, st.sampled_from(list(SETTINGS)))
def test_discord_takes_whatever_was_refused(typed: str, setting: str) -> None:
    discord_takes(not_saved(state(setting), typed))


@pytest.mark.parametrize("spoken", CODES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_form_can_ask_for_each(setting: str, spoken: str) -> None:
    with speaking(language(spoken)):
        assert 0 < len(setting_label(setting)) <= FORM_TITLE
        assert 0 < len(setting_hint(state(setting))) <= FIELD_DESCRIPTION
        assert "{" not in setting_hint(state(setting)) + setting_range(state(setting))


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("timezone", "Europe/Berlin", "Europe/Berlin"),
        ("digest_days", "", "every day"),
        ("digest_days", "mon,thu,sun", "Monday, Thursday and Sunday"),
        ("digest_days", "none", "off"),
        ("digest_weekday", "wed", "Wednesday"),
        ("digest_weekday", "none", "off"),
        ("quiet_hours", "22:00-07:00", "22:00–07:00"),
        ("card_hours", "", "those in which you decide"),
        ("draft_languages", "de,en", "de and en"),
        ("topics", "", "none"),
        ("muted_words", "casino, *forex*", "casino and \\*forex\\*"),
        ("topics", "a, b, c, d, e, f, g", "a, b, c, d, e and 2 more"),
        ("repeat_days", "1", "1 day"),
        ("freshness_seconds", "1200", "1,200 seconds"),
        ("daily_budget_usd", "2.5", "$2.50"),
        ("daily_budget_usd", "0", "$0"),
        ("read_mentions", "false", "off"),
        ("discord_viewer_role_ids", "1,2", "<@&1> and <@&2>"),
        ("discord_approver_role_ids", "", "none: whoever manages the server decides"),
        ("notify_complaints", "role:1,member:2", "<@&1> and <@2>"),
        ("notify_outages", "", "nobody"),
        ("notify_waiting", "role:<@1>", "role:\\<@1>"),
        ("discord_alert_channel_id", "5", "<#5>"),
        ("discord_digest_channel_id", "", "same as for cards"),
        ("colour", "*blue*", "\\*blue\\*"),
        ("colour", "", "–"),
    ],
)
def test_how_a_value_is_said(setting: str, value: str, said: str) -> None:
    assert setting_value(setting, value) == said


@pytest.mark.parametrize("group", SettingGroup)
def test_a_group_shows_and_changes_its_settings_and_leads_to_the_others(group: SettingGroup) -> None:
    view = settings_view([state(setting) for setting in SETTINGS], group)
    inside = [setting for setting, rules in SETTINGS.items() if rules.group is group]
    groups, settings = (row["components"][0] for row in components(view)[1:])

    assert [option["value"] for option in settings["options"]] == inside
    assert all(f"- {setting_label(setting)}: **" in text(view) for setting in inside)
    assert [option["value"] for option in groups["options"]] == list(SettingGroup)
    assert [option["value"] for option in groups["options"] if option.get("default")] == [group]


def test_what_is_opened_again_holds_whole_roles_and_members() -> None:
    typed = ",".join(f"role:{2**62 + number}" for number in range(9))
    (again,) = buttons(not_saved(state("notify_complaints"), typed)).values()

    assert again == f"settings:again:notify_complaints:role:{2**62},role:{2**62 + 1}"


def test_a_change_says_who_and_from_what_to_what() -> None:
    change = SettingChange("daily_budget_usd", "2", "3", False, MAYA, NOW)

    assert setting_changed(change) == "**Maya** changed “Daily budget” from $2 to $3."
    assert setting_changed(replace(change, to_host=True)).endswith("back to your host’s value, from $2 to $3.")


def test_only_what_was_changed_here_can_go_back_to_the_hosts() -> None:
    changed, other, words = state("digest_time", MAYA), state("repeat_days"), state("topics", MAYA)

    assert "changed by Maya on <t:" in text(settings_view([changed]))
    assert "Go back to your host’s value" in str(components(settings_view([changed])))
    for view in (settings_view([other], SettingGroup.SENDING), settings_view([words], SettingGroup.WORDS)):
        assert "Go back to your host’s value" not in str(components(view))
    assert unchanged(other) == "“Same text again after” is 90 days already."
