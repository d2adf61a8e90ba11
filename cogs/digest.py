"""The digest whenever somebody wants it."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.views.words.commands import COMMANDS
from cogs.components.digest_button import send_digest
from cogs.team import Team, TeamInteraction


class DigestCommands(commands.GroupCog, group_name="digest", group_description=COMMANDS["digest"]):
    """On /digest now: the digest as it would be at this moment, in private. The daily one stays as it is."""

    def __init__(self, bot: Team) -> None:
        self._digests = bot.services.digest

    @app_commands.command(description=COMMANDS["digest now"])
    async def now(self, interaction: TeamInteraction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await send_digest(interaction, await self._digests.now())
