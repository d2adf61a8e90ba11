"""Keeps what is known of the team's server and channels current."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import discord
from discord.ext import commands

from bot.domain import ChannelPurpose, Note, Policy
from bot.domain.announcements import roles_mentioned_in
from bot.domain.changes import ChannelOutdated, CommandsOutdated
from bot.views.format.i18n import ENGLISH, speaking
from bot.views.words.sentences import sentence
from bot.views.words.setup_faults import fault_label
from bot.workflow.team.team_server import ServerChannel, TeamServer, hints
from cogs.server.description import describe, describe_channel
from cogs.team import Team

log = logging.getLogger(__name__)


class ServerWatch(commands.Cog):
    """On ready, and when the server, its roles, its channels, the bot's own roles or the settings change: look whether all is as Mutuals
    needs it."""

    def __init__(self, bot: Team) -> None:
        self._bot = bot
        self._services = bot.services
        self._hints: tuple[Note, ...] = ()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        await self._check_setup()

    @commands.Cog.listener()
    async def on_guild_join(self, _: discord.Guild) -> None:
        await self._check_setup()

    @commands.Cog.listener()
    async def on_guild_remove(self, _: discord.Guild) -> None:
        await self._check_setup()

    @commands.Cog.listener()
    async def on_guild_available(self, _: discord.Guild) -> None:
        await self._check_setup()

    @commands.Cog.listener()
    async def on_guild_channel_create(self, _: discord.abc.GuildChannel) -> None:
        await self._check_setup()

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, _: discord.abc.GuildChannel) -> None:
        await self._check_setup()

    @commands.Cog.listener()
    async def on_guild_channel_update(self, *_: discord.abc.GuildChannel) -> None:
        await self._check_setup()

    @commands.Cog.listener()
    async def on_guild_role_create(self, _: discord.Role) -> None:
        await self._check_setup()

    @commands.Cog.listener()
    async def on_guild_role_delete(self, _: discord.Role) -> None:
        await self._check_setup()

    @commands.Cog.listener()
    async def on_guild_role_update(self, *_: discord.Role) -> None:
        await self._check_setup()

    @commands.Cog.listener()
    async def on_settings_changed(self) -> None:
        """The team may have named other roles or channels."""
        await self._check_setup()

    @commands.Cog.listener()
    async def on_member_update(self, *_: discord.Member) -> None:
        """Without the privileged intent for members Discord tells of the bot's own roles alone."""
        await self._check_setup()

    async def _check_setup(self) -> None:
        guild = self._bot.get_guild(self._bot.guild_id)
        if guild is not None and guild.unavailable:
            return  # an outage of Discord's: nothing is known of the server until it is back
        setup = self._services.setup
        before = setup.faults
        server = self._describe(guild)
        changed = await setup.seen(server)
        self._hints, hints_before = hints(server), self._hints
        with speaking(ENGLISH):  # as all of the log is
            _log_faults(before, setup.faults)
            for hint in self._hints:
                if hint not in hints_before:
                    log.info("Optional: %s", sentence(hint))
        if changed:
            # Discord sent no events about deletions while the channel was not visible.
            self._bot.channel.invalidate()
            self._services.context.publish(ChannelOutdated())
            self._services.context.publish(CommandsOutdated())

    def _describe(self, guild: discord.Guild | None) -> TeamServer:
        bot = self._bot
        policy = self._services.context.policy
        channels = [] if guild is None else [_describe_channel(guild, *channel, policy) for channel in policy.channels.purposes.items()]
        return describe(
            guild,
            channels,
            guild_id=bot.guild_id,
            approver_role_ids=policy.approver_role_ids,
            viewer_role_ids=policy.viewer_role_ids,
            notified_role_ids=policy.notified_role_ids,
            application_id=bot.application_id or 0,
        )


def _describe_channel(guild: discord.Guild, channel_id: int, purpose: ChannelPurpose, policy: Policy) -> ServerChannel:
    return describe_channel(channel_id, purpose, guild.get_channel(channel_id), guild.me, roles_mentioned_in(channel_id, policy))


def _log_faults(before: Sequence[Note], now: Sequence[Note]) -> None:
    for fault in now:
        if fault not in before:
            log.warning("%s", sentence(fault))
    for fault in before:
        if fault not in now:
            log.info("Mended: %s", fault_label(fault))
