"""Makes of what discord.py knows about the team's server, by gateway or by REST, the facts that the rules are about."""

from __future__ import annotations

from collections.abc import Collection

import discord

from bot.workflow.team.team_server import PERMISSIONS, THREADS, TeamServer

HIDDEN = "___hidden___"
"""The name of a channel that the bot may not view, as the gateway tells of it since 16 November 2026; discord.py does not know of that."""


def invitation(application_id: int) -> str:
    """The link that invites the bot with everything that it can use."""
    needed = discord.Permissions(**dict.fromkeys((*PERMISSIONS, THREADS), True))
    return discord.utils.oauth_url(application_id, permissions=needed)


def describe(
    guild: discord.Guild | None,
    channel: discord.abc.GuildChannel | None,
    bot: discord.Member | None,
    *,
    guild_id: int,
    channel_id: int,
    approver_role_ids: Collection[int],
    viewer_role_ids: Collection[int],
    notified_role_ids: Collection[int],
    application_id: int,
    out_of_sight: bool = False,
) -> TeamServer:
    """guild, channel, bot: None where Discord knows of none. out_of_sight: the channel is there, but not for the bot."""
    link = invitation(application_id)
    if guild is None:
        return TeamServer(guild_id, channel_id, approver_role_ids, link)
    granted = channel.permissions_for(bot) if channel is not None and bot is not None else discord.Permissions.none()
    hidden = channel is not None and (channel.name == HIDDEN or not granted.view_channel)
    return TeamServer(
        guild_id,
        channel_id,
        approver_role_ids,
        link,
        name=guild.name,
        role_names={role.id: role.name for role in guild.roles},
        has_channel=channel is not None or out_of_sight,
        channel_name="" if channel is None or hidden else channel.name,
        is_text_channel=channel is None or isinstance(channel, discord.TextChannel),
        viewer_role_ids=viewer_role_ids,
        notified_role_ids=notified_role_ids,
        unmentionable_role_ids=() if channel is None or hidden or granted.mention_everyone else _unmentionable(guild, notified_role_ids),
        granted=frozenset() if hidden else frozenset(name for name in (*PERMISSIONS, THREADS) if getattr(granted, name)),
    )


def _unmentionable(guild: discord.Guild, role_ids: Collection[int]) -> list[int]:
    return [role.id for role in guild.roles if role.id in role_ids and not role.mentionable]
