"""The menus under /settings show, and the form in which a setting is changed."""

from __future__ import annotations

from collections.abc import Collection

import discord
from discord import ui

from bot.domain import SETTINGS, SettingKind, SettingState
from bot.domain.local_days import Weekday
from bot.views.format.i18n import _
from bot.views.format.numbers import weekday_name
from bot.views.format.screen import Item, Screen
from bot.views.team.settings import CHANGE_ID, FORM_LABEL, RESET_ID, SWITCH_OPTIONS, not_saved, settings_view, unchanged
from bot.views.words.settings import setting_changed, setting_hint, setting_label
from bot.workflow.team.settings import Invalid, Saved, Unchanged
from cogs.components.clicks import DynamicButton, DynamicMenu
from cogs.components.forms import FORM_TIMEOUT_SECONDS, form_id
from cogs.custom_ids import UnknownId
from cogs.responses import member_of, respond_with_view
from cogs.team import FormValues, Team, TeamInteraction

FORM = "setting"
SETTINGS_CHANGED = "settings_changed"
"""What the client is told then, as of an event of Discord's."""

_INPUT = "value"
_LONGEST = 60
_MOST_ROLES = 25


class SettingChoice(DynamicMenu, template=CHANGE_ID):
    """When a setting is chosen: open the form with its value."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await _open_form(interaction, _known(self.chosen))


class SettingAgain(DynamicButton, template=r"(?s)settings:again:(?P<setting>\w+):(?P<typed>.*)"):
    """On a click on "Edit again": open the form with what was typed last."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await _open_form(interaction, _known(self.match["setting"]), self.match["typed"])


class SettingReset(DynamicMenu, template=RESET_ID):
    """When a setting is chosen: go by the host's value again."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        name = _known(self.chosen)
        await _show_result(interaction, name, await interaction.client.services.settings.reset(name, member_of(interaction)))


async def settings_screen(bot: Team, told: str = "") -> Screen:
    """Every setting as it is now."""
    return settings_view((await bot.services.settings.all()).values(), told)


async def handle_form(interaction: TeamInteraction, about: str, values: FormValues) -> None:
    """Change a setting, or give back what was typed."""
    name, typed = _known(about), values.get(_INPUT, "")
    result = await interaction.client.services.settings.change(name, typed, member_of(interaction))
    if isinstance(result, Invalid):
        await respond_with_view(interaction, not_saved(result.state, typed))
    else:
        await _show_result(interaction, name, result)


async def _show_result(interaction: TeamInteraction, name: str, result: Saved | Unchanged) -> None:
    """On the screen on which it was asked for."""
    bot = interaction.client
    if isinstance(result, Saved):
        bot.dispatch(SETTINGS_CHANGED)
        told = setting_changed(result.change)
    else:
        told = unchanged(result.state)
    screen = await settings_screen(bot, told)
    if interaction.message is None:
        await respond_with_view(interaction, screen)
    else:
        await interaction.response.edit_message(view=screen)


async def _open_form(interaction: TeamInteraction, name: str, typed: str | None = None) -> None:
    state = await interaction.client.services.settings.form(name, member_of(interaction))
    value = state.value if typed is None else typed
    modal = ui.Modal(title=setting_label(name), custom_id=form_id(FORM, name), timeout=FORM_TIMEOUT_SECONDS)
    modal.add_item(ui.Label(text=_(FORM_LABEL), description=setting_hint(state), component=_field(interaction, state, value)))
    await interaction.response.send_modal(modal)


def _field(interaction: TeamInteraction, state: SettingState, value: str) -> Item:
    chosen = value.split(",") if value else []
    match SETTINGS[state.setting].kind:
        case SettingKind.ROLES:
            known = [role for role in interaction.guild.roles if str(role.id) in chosen] if interaction.guild else []
            return ui.RoleSelect(custom_id=_INPUT, min_values=0, max_values=_MOST_ROLES, required=False, default_values=known)
        case SettingKind.WEEKDAYS:
            days = [(day.name.lower(), weekday_name(day)) for day in Weekday]
            return ui.Select(custom_id=_INPUT, min_values=0, max_values=len(days), required=False, options=_options(days, chosen))
        case SettingKind.SWITCH:
            return ui.Select(custom_id=_INPUT, options=_options([(word, _(said)) for word, said in SWITCH_OPTIONS.items()], chosen))
    return ui.TextInput(custom_id=_INPUT, default=value, required=not state.optional, max_length=_LONGEST)


def _options(offered: Collection[tuple[str, str]], chosen: Collection[str]) -> list[discord.SelectOption]:
    return [discord.SelectOption(label=said, value=value, default=value in chosen) for value, said in offered]


def _known(name: str) -> str:
    """Raises UnknownId for a setting that there is not."""
    if name not in SETTINGS:
        raise UnknownId(name[:40])
    return name
