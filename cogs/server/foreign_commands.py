"""Takes Mutuals' slash commands away wherever they do not belong."""

from __future__ import annotations

import logging

import discord
from discord.ext import commands

from cogs.discord_errors import DISCORD_ERRORS
from cogs.team import Team

log = logging.getLogger(__name__)


class ForeignCommands(commands.Cog):
    """On ready: clear the commands that an earlier set-up left in other servers, or in all of them. They would only be refused there."""

    def __init__(self, bot: Team) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        try:
            await clear_foreign_commands(self._bot)
        except DISCORD_ERRORS as error:
            log.warning("Slash commands of an earlier set-up may still stand in other servers (%s); the next start looks again.", error)


async def clear_foreign_commands(bot: Team) -> None:
    """Clear what is registered for all servers, and for every other one that the bot is in. Raises what a request to Discord can raise."""
    http, application_id = bot.http, bot.application_id
    if application_id is None or bot.is_closed():
        return
    if await http.get_global_commands(application_id):
        await http.bulk_upsert_global_commands(application_id, [])
    for guild in bot.guilds:
        if guild.id == bot.guild_id or bot.is_closed():
            continue
        try:
            if await http.get_guild_commands(application_id, guild.id):
                await http.bulk_upsert_guild_commands(application_id, guild.id, [])
        except discord.Forbidden:
            log.debug("The bot was added to server %d without slash commands; so there are none.", guild.id)
