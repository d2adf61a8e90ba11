"""The menus under /settings show, and the form in which a setting, or a list of keywords, is changed."""

from __future__ import annotations

import re
from collections.abc import Collection

import discord
from discord import ui

from bot.domain import KEYWORD_SETTINGS, OPTIONS, SETTINGS, MentionableKind, SettingGroup, SettingKind, SettingState
from bot.domain.local_days import Weekday
from bot.views.format.i18n import _
from bot.views.format.numbers import weekday_name
from bot.views.format.screen import Item, Screen
from bot.views.people.keywords import FORM as KEYWORD_FORM
from bot.views.people.keywords import faulty_words, saved_words
from bot.views.team.settings import CHANGE_ID, FORM_LABEL, GROUP_ID, OFF, RESET_ID, SWITCH_OPTIONS, not_saved, settings_view, unchanged
from bot.views.words.settings import setting_changed, setting_hint, setting_label
from bot.workflow.people import keywords
from bot.workflow.team.settings import Invalid, Saved, Unchanged
from cogs.components.clicks import DynamicButton, DynamicMenu
from cogs.components.forms import FORM_TIMEOUT_SECONDS, form_id
from cogs.custom_ids import UnknownId
from cogs.responses import member_of, respond, respond_with_view
from cogs.team import FormValues, Team, TeamInteraction

FORM = "setting"
SETTINGS_CHANGED = "settings_changed"
"""What the client is told then, as of an event of Discord's."""

_INPUT = "value"
_LONGEST, _LONGEST_KEYWORDS = 60, 3_000
_MOST_CHOSEN = 25
_MEMBER = re.compile(rf"{MentionableKind.MEMBER}:\d{{1,19}}")
"""Who may have left the server: the bot knows its roles alone."""


class SettingGroupChoice(DynamicMenu, template=GROUP_ID):
    """When a group is chosen: show its settings."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        if self.chosen not in set(SettingGroup):
            raise UnknownId(self.chosen[:40])
        await interaction.response.edit_message(view=await settings_screen(interaction.client, SettingGroup(self.chosen)))


class SettingChoice(DynamicMenu, template=CHANGE_ID):
    """When a setting is chosen: open the form with its value."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await open_form(interaction, _known(self.chosen))


class SettingAgain(DynamicButton, template=r"(?s)settings:again:(?P<setting>\w+):(?P<typed>.*)"):
    """On a click on "Edit again": open the form with what was typed last."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await open_form(interaction, _option(self.match["setting"]), self.match["typed"])


class SettingReset(DynamicMenu, template=RESET_ID):
    """When a setting is chosen: go by the host's value again."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        name = _option(self.chosen)
        await _show_result(interaction, name, await interaction.client.services.settings.reset(name, member_of(interaction)))


async def settings_screen(bot: Team, group: SettingGroup = SettingGroup.DAY, told: str = "") -> Screen:
    """The settings of a group as they are now."""
    return settings_view((await bot.services.settings.all()).values(), group, told)


async def handle_form(interaction: TeamInteraction, about: str, values: FormValues) -> None:
    """Change a setting, or give back what was typed."""
    typed = values.get(_INPUT, "")
    if about in KEYWORD_SETTINGS:
        await _save_keywords(interaction, about, typed)
        return
    name = _option(about)
    result = await interaction.client.services.settings.change(name, typed, member_of(interaction))
    if isinstance(result, Invalid):
        await respond_with_view(interaction, not_saved(result.state, typed))
    else:
        await _show_result(interaction, name, result)


async def open_form(interaction: TeamInteraction, name: str, typed: str | None = None) -> None:
    """With the setting's value, or with what was typed before. Raises NotPermitted."""
    state = await interaction.client.services.settings.form(name, member_of(interaction))
    modal = ui.Modal(title=setting_label(name), custom_id=form_id(FORM, name), timeout=FORM_TIMEOUT_SECONDS)
    modal.add_item(_keywords_field(state) if name in KEYWORD_SETTINGS else _labelled(interaction, state, typed))
    await interaction.response.send_modal(modal)


async def _save_keywords(interaction: TeamInteraction, name: str, typed: str) -> None:
    """Say at once how often they occur."""
    kind = KEYWORD_SETTINGS[name]
    match await interaction.client.services.keywords.save(kind, typed, member_of(interaction)):
        case keywords.Saved(words, matching, of) if interaction.message is None:
            await respond(interaction, saved_words(kind, words, matching, of))
        case keywords.Saved(words, matching, of):
            screen = await settings_screen(interaction.client, SETTINGS[name].group, saved_words(kind, words, matching, of))
            await interaction.response.edit_message(view=screen)
        case keywords.Invalid(faults):
            await respond(interaction, faulty_words(faults, typed))


async def _show_result(interaction: TeamInteraction, name: str, result: Saved | Unchanged) -> None:
    """On the screen on which it was asked for."""
    bot = interaction.client
    if isinstance(result, Saved):
        bot.dispatch(SETTINGS_CHANGED)
        told = setting_changed(result.change)
    else:
        told = unchanged(result.state)
    screen = await settings_screen(bot, SETTINGS[name].group, told)
    if interaction.message is None:
        await respond_with_view(interaction, screen)
    else:
        await interaction.response.edit_message(view=screen)


def _labelled(interaction: TeamInteraction, state: SettingState, typed: str | None) -> Item:
    field = _field(interaction, state, state.value if typed is None else typed)
    return ui.Label(text=_(FORM_LABEL), description=setting_hint(state), component=field)


def _keywords_field(state: SettingState) -> Item:
    words = KEYWORD_FORM[KEYWORD_SETTINGS[state.setting]]
    field: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=_INPUT,
        style=discord.TextStyle.paragraph,
        default=state.value.replace(", ", "\n"),
        placeholder=_(words.placeholder),
        required=False,
        max_length=_LONGEST_KEYWORDS,
    )
    return ui.Label(text=_(words.label), description=_(words.description), component=field)


def _field(interaction: TeamInteraction, state: SettingState, value: str) -> Item:
    chosen = value.split(",") if value else []
    match SETTINGS[state.setting].kind:
        case SettingKind.ROLES:
            known = [role for role in interaction.guild.roles if str(role.id) in chosen] if interaction.guild else []
            return ui.RoleSelect(custom_id=_INPUT, min_values=0, max_values=_MOST_CHOSEN, required=False, default_values=known)
        case SettingKind.MENTIONABLES:
            mentioned = [_mentionable(one) for one in chosen if _MEMBER.fullmatch(one) or _has_role(interaction, one)]
            return ui.MentionableSelect(custom_id=_INPUT, min_values=0, max_values=_MOST_CHOSEN, required=False, default_values=mentioned)
        case SettingKind.CHANNEL:
            there = [channel for channel in interaction.guild.channels if str(channel.id) in chosen] if interaction.guild else []
            return ui.ChannelSelect(
                custom_id=_INPUT,
                channel_types=[discord.ChannelType.text, discord.ChannelType.news],
                min_values=0 if state.optional else 1,
                required=not state.optional,
                default_values=there,
            )
        case SettingKind.WEEKDAYS:
            options = _options(_days(), chosen)
            return ui.Select(custom_id=_INPUT, min_values=0, max_values=len(Weekday), required=False, options=options)
        case SettingKind.WEEKDAY:
            return ui.Select(custom_id=_INPUT, options=_options(_days(), chosen))
        case SettingKind.SWITCH:
            return ui.Select(custom_id=_INPUT, options=_options([(word, _(said)) for word, said in SWITCH_OPTIONS.items()], chosen))
    return ui.TextInput(custom_id=_INPUT, default=value, required=not state.optional, max_length=_LONGEST)


def _mentionable(written: str) -> discord.SelectDefaultValue:
    kind, _, number = written.partition(":")
    kinds = discord.SelectDefaultValueType
    return discord.SelectDefaultValue(id=int(number), type=kinds.role if kind == MentionableKind.ROLE else kinds.user)


def _has_role(interaction: TeamInteraction, written: str) -> bool:
    """Whether the server still has it."""
    return interaction.guild is not None and any(written == f"{MentionableKind.ROLE}:{role.id}" for role in interaction.guild.roles)


def _days() -> list[tuple[str, str]]:
    return [*((day.name.lower(), weekday_name(day)) for day in Weekday), ("none", _(OFF))]


def _options(offered: Collection[tuple[str, str]], chosen: Collection[str]) -> list[discord.SelectOption]:
    return [discord.SelectOption(label=said, value=value, default=value in chosen) for value, said in offered]


def _known(name: str) -> str:
    """Raises UnknownId for a setting that there is not."""
    if name not in SETTINGS:
        raise UnknownId(name[:40])
    return name


def _option(name: str) -> str:
    """Raises UnknownId for what is no option of the host's."""
    if name not in OPTIONS:
        raise UnknownId(name[:40])
    return name
