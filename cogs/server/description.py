"""Makes of what discord.py knows about the team's server, by gateway or by REST, the facts that the rules are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import discord

from bot.domain import ChannelPurpose
from bot.workflow.team.team_server import PERMISSIONS, THREADS, ServerChannel, TeamServer

HIDDEN = "___hidden___"
"""The name of a channel that the bot may not view, as the gateway tells of it since 16 November 2026; discord.py does not know of that."""


def invitation(application_id: int) -> str:
    """The link that invites the bot with everything that it can use."""
    needed = discord.Permissions(**dict.fromkeys((*PERMISSIONS, THREADS), True))
    return discord.utils.oauth_url(application_id, permissions=needed)


def describe(
    guild: discord.Guild | None,
    channels: Sequence[ServerChannel],
    *,
    guild_id: int,
    approver_role_ids: Collection[int],
    viewer_role_ids: Collection[int],
    notified_role_ids: Collection[int],
    application_id: int,
) -> TeamServer:
    """guild: None where the bot is not in it. channels: those that Mutuals uses."""
    link = invitation(application_id)
    if guild is None:
        return TeamServer(guild_id, channels, approver_role_ids, link)
    return TeamServer(
        guild_id,
        channels,
        approver_role_ids,
        link,
        name=guild.name,
        role_names={role.id: role.name for role in guild.roles},
        viewer_role_ids=viewer_role_ids,
        notified_role_ids=notified_role_ids,
        # Not `guild.text_channels`, which sorts by positions: those of hidden channels are None.
        text_channel_ids=frozenset(channel.id for channel in guild.channels if isinstance(channel, discord.TextChannel)),
    )


def describe_channel(
    channel_id: int,
    purpose: ChannelPurpose,
    channel: discord.abc.GuildChannel | None,
    bot: discord.Member | None,
    mentioned_role_ids: Collection[int],
    *,
    out_of_sight: bool = False,
) -> ServerChannel:
    """channel, bot: None where Discord knows of none. out_of_sight: the channel is there, but not for the bot.

    mentioned_role_ids: of the roles that messages there mention.
    """
    granted = channel.permissions_for(bot) if channel is not None and bot is not None else discord.Permissions.none()
    hidden = channel is not None and (channel.name == HIDDEN or not granted.view_channel)
    roles = [] if channel is None or hidden else [role for one in sorted(mentioned_role_ids) if (role := channel.guild.get_role(one))]
    return ServerChannel(
        channel_id,
        purpose,
        exists=channel is not None or out_of_sight,
        name="" if channel is None or hidden else channel.name,
        is_text_channel=channel is None or isinstance(channel, discord.TextChannel),
        granted=frozenset() if hidden else frozenset(name for name in (*PERMISSIONS, THREADS) if getattr(granted, name)),
        mentions=[role.name for role in roles],
        unmentionable=[role.name for role in roles if not (role.mentionable or granted.mention_everyone)],
    )
