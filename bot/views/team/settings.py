"""The team's settings: a group on each screen, and what is said where one is changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from discord import ButtonStyle, SelectOption, ui

from bot.domain import KEYWORD_SETTINGS, SETTINGS, SettingGroup, SettingKind, SettingState
from bot.views.format.i18n import N_, _
from bot.views.format.limits import CHOICE_NAME, CUSTOM_ID
from bot.views.format.numbers import moment
from bot.views.format.palette import AMBER, BLUE
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import LONGEST_NAME, label, plain
from bot.views.words.settings import GROUPS, setting_hint, setting_label, setting_range, setting_value

GROUP_ID, CHANGE_ID, RESET_ID = "settings:group", "settings:change", "settings:reset"
"""The custom_ids of the menus."""
FORM_LABEL = N_("New value")
OFF = N_("Off")
SWITCH_OPTIONS = {"true": N_("On"), "false": OFF}

_LONGEST_MEMBER = 20
"""On each of many lines."""
_CHANGE = N_("Change a setting")
_RESET = N_("Go back to your host’s value")


def settings_view(states: Collection[SettingState], group: SettingGroup = SettingGroup.DAY, told: str = "") -> Screen:
    """A group of the settings with their values, their bounds and who changed them. told: what has just been done."""
    shown = [state for state in states if SETTINGS[state.setting].group is group]
    changed = [state for state in shown if state.change is not None and state.setting not in KEYWORD_SETTINGS]
    heading = _("### Settings · {group}").format(group=_(GROUPS[group]))
    intro = _("-# Your host’s values, unless it says who changed them here.")
    menus = [_group_menu(states, group), _menu(CHANGE_ID, _(_CHANGE), shown)]
    menus += [_menu(RESET_ID, _(_RESET), changed)] if changed else []
    return Screen(ui.Container(text(heading, intro, told), text(*map(_line, shown)), accent_colour=BLUE), *menus)


def unchanged(state: SettingState) -> str:
    """For whoever set it to what it was."""
    return _("“{setting}” is {value} already.").format(
        setting=setting_label(state.setting), value=setting_value(state.setting, state.value)
    )


def not_saved(state: SettingState, typed: str) -> Screen:
    """For a value that cannot be; the button opens the form with what was typed."""
    message = _("“{typed}” is not possible for “{setting}”. Nothing was changed.")
    chosen = SETTINGS[state.setting].kind is SettingKind.MENTIONABLES
    said = setting_value(state.setting, typed) if chosen else plain(typed, LONGEST_NAME)
    refused = message.format(typed=said, setting=setting_label(state.setting))
    again = f"settings:again:{state.setting}:"
    kept = typed if len(again + typed) <= CUSTOM_ID else typed[: CUSTOM_ID - len(again)].rpartition(",")[0]
    button: ui.Button[Any] = ui.Button(label=_("Edit again"), style=ButtonStyle.secondary, custom_id=again + kept)
    return Screen(ui.Container(text(refused, setting_hint(state)), accent_colour=AMBER), ui.ActionRow(button))


def _group_menu(states: Iterable[SettingState], shown: SettingGroup) -> Item:
    """Each group with what is in it."""
    names: dict[SettingGroup, list[str]] = {group: [] for group in SettingGroup}
    for state in states:
        names[SETTINGS[state.setting].group].append(setting_label(state.setting))
    options = [
        SelectOption(
            label=_(GROUPS[group]), value=group.value, description=label(", ".join(inside), CHOICE_NAME) or None, default=group is shown
        )
        for group, inside in names.items()
    ]
    return ui.ActionRow(ui.Select(custom_id=GROUP_ID, options=options))


def _line(state: SettingState) -> str:
    value = _("{setting}: **{value}**").format(setting=setting_label(state.setting), value=setting_value(state.setting, state.value))
    return "- " + " · ".join(filter(None, [value, setting_range(state), _origin(state)]))


def _origin(state: SettingState) -> str:
    if state.change is None:
        return ""
    by = plain(state.change.member.name, _LONGEST_MEMBER) or _("Somebody")
    return _("changed by {member} on {day}").format(member=by, day=moment(state.change.at, "D"))


def _menu(custom_id: str, placeholder: str, states: Iterable[SettingState]) -> Item:
    options = [SelectOption(label=label(setting_label(state.setting), CHOICE_NAME), value=state.setting) for state in states]
    return ui.ActionRow(ui.Select(custom_id=custom_id, placeholder=placeholder, options=options))
