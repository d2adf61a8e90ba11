"""The digest whenever somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.views.digest.digest import digest_view
from cogs.channel.announcements import chart_of

if TYPE_CHECKING:
    from cogs.client import TeamBot
    from cogs.responses import Asked


class DigestCommands(commands.GroupCog, group_name="digest", group_description="How the account is doing."):
    """On /digest now: the digest as it would be at this moment, in private. The daily one stays as it is."""

    def __init__(self, bot: TeamBot) -> None:
        self._report = bot.services.report

    @app_commands.command(description="Followers, decisions, follow-backs and spend since the last digest.")
    async def now(self, interaction: Asked) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        digest = await self._report.now()
        await interaction.followup.send(view=digest_view(digest), files=await chart_of(digest), ephemeral=True)
