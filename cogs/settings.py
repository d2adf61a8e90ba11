"""The team's settings, its keywords among them: topics that rank people higher, and muted words that suppress them."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.views.words.commands import COMMANDS
from cogs.components.setting_form import FORM, handle_form, open_form, settings_screen
from cogs.responses import respond_with_view
from cogs.team import Team, TeamInteraction


class Settings(commands.GroupCog, group_name="settings", group_description=COMMANDS["settings"]):
    """On /settings show: every setting, and menus to change one. On /settings topics and /settings muted: the form with these words."""

    def __init__(self, bot: Team) -> None:
        self._bot = bot
        bot.forms[FORM] = handle_form

    @app_commands.command(description=COMMANDS["settings show"])
    async def show(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await settings_screen(self._bot))

    @app_commands.command(description=COMMANDS["settings topics"])
    async def topics(self, interaction: TeamInteraction) -> None:
        await open_form(interaction, "topics")

    @app_commands.command(description=COMMANDS["settings muted"])
    async def muted(self, interaction: TeamInteraction) -> None:
        await open_form(interaction, "muted_words")
