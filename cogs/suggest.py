"""Having somebody suggested by their handle."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.views.format.limits import CHOICE_VALUE
from bot.views.words.commands import COMMANDS, OPTIONS
from cogs.components.autocomplete import autocomplete_people
from cogs.components.suggest import suggest
from cogs.team import Team, TeamInteraction


class Suggest(commands.Cog):
    """On /suggest: post a card about somebody, for those who may decide. The member is told in private what came of it."""

    def __init__(self, bot: Team) -> None:
        self._bot = bot

    @app_commands.command(description=COMMANDS["suggest"])
    @app_commands.describe(**OPTIONS["suggest"])
    @app_commands.autocomplete(handle=autocomplete_people)
    async def suggest(self, interaction: TeamInteraction, handle: app_commands.Range[str, 1, CHOICE_VALUE]) -> None:
        await suggest(interaction, handle)
