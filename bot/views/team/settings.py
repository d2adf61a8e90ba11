"""The team's settings: all of them on one screen, and the form in which one is changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from discord import ButtonStyle, SelectOption, ui

from bot.domain import KEYWORD_SETTINGS, SETTINGS, SettingGroup, SettingKind, SettingState
from bot.views.format.i18n import N_, _
from bot.views.format.limits import CHOICE_NAME, CHOICES, CUSTOM_ID, FIELD_PLACEHOLDER
from bot.views.format.numbers import moment
from bot.views.format.palette import AMBER, BLUE
from bot.views.format.screen import Item, Screen, text
from bot.views.format.text import LONGEST_NAME, label, plain
from bot.views.words.settings import GROUPS, setting_hint, setting_label, setting_range, setting_value

CHANGE_ID, RESET_ID = "settings:change", "settings:reset"
"""The custom_ids of the two menus; where one has a second part, ":1" follows."""
FORM_LABEL = N_("New value")
SWITCH_OPTIONS = {"true": N_("On"), "false": N_("Off")}

_LONGEST_MEMBER = 20
"""On each of many lines."""
_CHANGE = N_("Change a setting")
_RESET = N_("Go back to your host’s value")


def settings_view(states: Collection[SettingState], told: str = "") -> Screen:
    """Every setting with its value, its bounds and who changed it. told: what has just been done."""
    intro = _("-# Your host’s values, unless it says who changed them here.")
    items: list[Item] = [text(_("### Settings"), intro, told)]
    items += [_group(group, [state for state in states if SETTINGS[state.setting].group is group]) for group in SettingGroup]
    changed = [state for state in states if state.change is not None and state.setting not in KEYWORD_SETTINGS]
    menus = [*_menus(CHANGE_ID, _(_CHANGE), list(states)), *_menus(RESET_ID, _(_RESET), changed)]
    return Screen(ui.Container(*items, accent_colour=BLUE), *menus)


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


def _group(group: SettingGroup, states: Iterable[SettingState]) -> Item:
    return text(f"**{_(GROUPS[group])}**", *map(_line, states))


def _line(state: SettingState) -> str:
    value = _("{setting}: **{value}**").format(setting=setting_label(state.setting), value=setting_value(state.setting, state.value))
    return "- " + " · ".join(filter(None, [value, setting_range(state), _origin(state)]))


def _origin(state: SettingState) -> str:
    if state.change is None:
        return ""
    by = plain(state.change.member.name, _LONGEST_MEMBER) or _("Somebody")
    return _("changed by {member} on {day}").format(member=by, day=moment(state.change.at, "D"))


def _menus(custom_id: str, placeholder: str, states: Sequence[SettingState]) -> Iterator[Item]:
    """One, or more where one does not hold them all."""
    options = [SelectOption(label=label(setting_label(state.setting), CHOICE_NAME), value=state.setting) for state in states]
    for number, start in enumerate(range(0, len(options), CHOICES)):
        some = options[start : start + CHOICES]
        said = placeholder if len(options) <= CHOICES else f"{placeholder}: {some[0].label} … {some[-1].label}"
        own_id = f"{custom_id}:{number}" if number else custom_id
        yield ui.ActionRow(ui.Select(custom_id=own_id, placeholder=label(said, FIELD_PLACEHOLDER), options=some))
