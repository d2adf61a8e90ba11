"""What there is, for whoever is new."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.views.format.pager import last_page
from bot.views.format.screen import Screen
from bot.views.team.help import HELP, PAGE, help_length, help_view
from bot.views.words.commands import COMMANDS
from cogs.responses import respond_with_view
from cogs.team import Team, TeamInteraction


class Help(commands.Cog):
    """On /help: what Mutuals is, what to do first, and every command as it is registered. Only the member sees it."""

    def __init__(self, bot: Team) -> None:
        self._bot = bot
        bot.pages[HELP] = self._page

    @app_commands.command(description=COMMANDS["help"])
    async def help(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await self._page(0, ""))

    async def _page(self, offset: int, query: str) -> Screen:
        walked = self._bot.tree.walk_commands(guild=discord.Object(self._bot.guild_id))
        names = [command.qualified_name for command in walked if isinstance(command, app_commands.Command)]
        state = await self._bot.services.context.account_cache.now()
        return help_view(names, offset=min(offset, last_page(PAGE, help_length(names))), account=state.account.username)
