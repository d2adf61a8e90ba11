"""The team's settings, and its keywords: topics that rank people higher, and muted words that suppress them."""

from __future__ import annotations

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.domain import Keyword
from bot.views.format.i18n import _
from bot.views.people.keywords import FORM, faulty_words, saved_words
from bot.views.words.commands import COMMANDS
from bot.workflow.people.keywords import Invalid, Saved
from cogs.components import setting_form
from cogs.components.forms import FORM_TIMEOUT_SECONDS, form_id
from cogs.custom_ids import UnknownId
from cogs.responses import member_of, respond, respond_with_view
from cogs.team import FormValues, Team, TeamInteraction

_FORM = "words"
_INPUT = "words"
_LONGEST = 3_000


class Settings(commands.GroupCog, group_name="settings", group_description=COMMANDS["settings"]):
    """On /settings show: every setting, and menus to change one.

    On /settings topics and /settings muted: a form with the words as they are. When it is sent: store them; say how often they occur.
    """

    def __init__(self, bot: Team) -> None:
        self._bot, self._keywords = bot, bot.services.keywords
        bot.forms[_FORM] = self._handle
        bot.forms[setting_form.FORM] = setting_form.handle_form

    @app_commands.command(description=COMMANDS["settings show"])
    async def show(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await setting_form.settings_screen(self._bot))

    @app_commands.command(description=COMMANDS["settings topics"])
    async def topics(self, interaction: TeamInteraction) -> None:
        await self._open(interaction, Keyword.TOPIC)

    @app_commands.command(description=COMMANDS["settings muted"])
    async def muted(self, interaction: TeamInteraction) -> None:
        await self._open(interaction, Keyword.MUTED)

    async def _handle(self, interaction: TeamInteraction, about: str, values: FormValues) -> None:
        if about not in set(Keyword):
            raise UnknownId(about)
        await self._save(interaction, Keyword(about), values.get(_INPUT, ""))

    async def _open(self, interaction: TeamInteraction, kind: Keyword) -> None:
        words = FORM[kind]
        modal = ui.Modal(title=_(words.title), custom_id=form_id(_FORM, kind.value), timeout=FORM_TIMEOUT_SECONDS)
        field = ui.TextInput[ui.Modal](
            custom_id=_INPUT,
            style=discord.TextStyle.paragraph,
            default="\n".join(await self._keywords.words(kind)),
            placeholder=_(words.placeholder),
            required=False,
            max_length=_LONGEST,
        )
        modal.add_item(ui.Label(text=_(words.label), description=_(words.description), component=field))
        await interaction.response.send_modal(modal)

    async def _save(self, interaction: TeamInteraction, kind: Keyword, typed: str) -> None:
        match await self._keywords.save(kind, typed, member_of(interaction)):
            case Saved(words, matching, of):
                await respond(interaction, saved_words(kind, words, matching, of))
            case Invalid(faults):
                await respond(interaction, faulty_words(faults, typed))
