"""Discord: the token, the server, the channel, what the bot may do there, and who may decide. Asks by REST; nobody sees the bot online."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from typing import TypeVar, cast

import aiohttp
import discord
from discord.http import Route

from bot.check.findings import Blocked, Section
from bot.config import Settings

TOKEN = "Discord token"  # noqa: S105 - a label
GATEWAY = "Discord gateway"
SERVER = "Discord server"
ROLES = "Approver roles"
VIEWERS = "Viewer roles"
CHANNEL = "Discord channel"
VIEW = "View Channel"
PERMISSIONS = {
    VIEW: discord.Permissions(view_channel=True),
    "Send Messages": discord.Permissions(send_messages=True),
    "Read Message History": discord.Permissions(read_message_history=True),
    "Embed Links": discord.Permissions(embed_links=True),
    "Attach Files": discord.Permissions(attach_files=True),
}
"""What Mutuals needs in the channel, under the names of Discord's own settings."""
AUDIENCE = "Who sees the channel"
LABELS = (TOKEN, GATEWAY, SERVER, ROLES, VIEWERS, CHANNEL, *PERMISSIONS, AUDIENCE)

PATIENCE = 20.0
"""Seconds for one question, with discord.py's own repetitions."""

T = TypeVar("T")


async def look_at_team_channel(settings: Settings, section: Section) -> None:
    Route.BASE = settings.discord_api_url
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:  # what discord.py wants for describing a server
        bot = await _log_in(client, settings, section)
        await _find_gateway(client, section)
        guild = await _find_guild(client, settings, section)
        _find_roles(guild, settings.discord_approver_role_ids, section, ROLES, "may decide", "members with Manage Server decide")
        viewers = settings.discord_viewer_role_ids
        _find_roles(guild, viewers, section, VIEWERS, "may see everything", "whoever decides or has Manage Server sees everything")
        channel = await _find_channel(guild, settings, section)
        await _find_permissions(guild, channel, bot, section)
        _find_audience(guild, channel, bot, section)


async def _log_in(client: discord.Client, settings: Settings, section: Section) -> discord.ClientUser:
    try:
        await _ask(client.login(settings.discord_token.get_secret_value()), section, TOKEN)
    except discord.LoginFailure:
        section.bad(TOKEN, "Discord does not accept DISCORD_TOKEN.", "Make a new one: Discord developer portal → Bot → Reset Token.")
        raise Blocked("Discord does not accept the token") from None
    bot = cast("discord.ClientUser", client.user)  # set by the login
    section.good(TOKEN, f"belongs to the bot {bot.name}.")
    return bot


async def _find_gateway(client: discord.Client, section: Section) -> None:
    try:
        _, url, starts = await _ask(client.http.get_bot_gateway(), section, GATEWAY)
    except discord.GatewayNotFound:
        section.bad(GATEWAY, "Discord did not say where its gateway is.", "Try again in a few minutes; check DISCORD_API_URL.")
        return
    if starts["remaining"] > 0:
        section.good(GATEWAY, f"is at {url}.")
    else:
        hours = starts["reset_after"] / 3_600_000
        section.bad(GATEWAY, "The bot has connected too often today.", f"Discord lets it in again in {hours:.1f} hours.")


async def _find_guild(client: discord.Client, settings: Settings, section: Section) -> discord.Guild:
    try:
        guild = await _ask(client.fetch_guild(settings.discord_guild_id, with_counts=False), section, SERVER)
    except (discord.NotFound, discord.Forbidden):
        invitation = discord.utils.oauth_url(str(client.application_id), permissions=_all_needed())
        section.bad(
            SERVER, f"The bot is in no server {settings.discord_guild_id}.", f"Correct DISCORD_GUILD_ID, or invite the bot: {invitation}"
        )
        raise Blocked("the bot is not in the server") from None
    section.good(SERVER, f"{guild.name}.")
    return guild


def _find_roles(guild: discord.Guild, role_ids: frozenset[int], section: Section, label: str, may: str, otherwise: str) -> None:
    """may: what these roles allow. otherwise: who is allowed it where there are none."""
    found = {role_id: guild.get_role(role_id) for role_id in sorted(role_ids)}
    missing = ", ".join(str(role_id) for role_id, role in found.items() if role is None)
    if missing:
        option = "DISCORD_APPROVER_ROLE_IDS" if label == ROLES else "DISCORD_VIEWER_ROLE_IDS"
        section.bad(label, f"The server has no role {missing}.", f"Correct {option}.")
    elif found:
        section.good(label, f"{_names(role for role in found.values() if role)} {may}.")
    else:
        section.good(label, f"none set; {otherwise}.")


async def _find_channel(guild: discord.Guild, settings: Settings, section: Section) -> discord.TextChannel:
    channel_id = settings.discord_channel_id
    cure = "Correct DISCORD_CHANNEL_ID."
    try:
        channel = await _ask(guild.fetch_channel(channel_id), section, CHANNEL)
    except discord.Forbidden:
        section.unknown(CHANNEL, f"{channel_id} exists, but the bot may not see which channel that is.")
        section.bad(VIEW, f"not allowed in the channel {channel_id}.", _allow(VIEW))
        raise Blocked("the bot cannot see the channel") from None
    except discord.NotFound:
        section.bad(CHANNEL, f"There is no channel {channel_id}.", cure)
        raise Blocked("there is no such channel") from None
    except discord.InvalidData:
        section.bad(CHANNEL, f"The channel {channel_id} is not in the server {guild.name}.", cure)
        raise Blocked("the channel is not in the server") from None
    if not isinstance(channel, discord.TextChannel):
        section.bad(CHANNEL, f"{channel.name} is not a text channel.", cure)
        raise Blocked("it is not a text channel")
    section.good(CHANNEL, f"#{channel.name}.")
    return channel


async def _find_permissions(guild: discord.Guild, channel: discord.TextChannel, bot: discord.ClientUser, section: Section) -> None:
    member = await _ask(guild.fetch_member(bot.id), section, VIEW)
    granted = channel.permissions_for(member)
    for label, needed in PERMISSIONS.items():
        if needed <= granted:
            section.good(label, f"allowed in #{channel.name}.")
        else:
            section.bad(label, f"not allowed in #{channel.name}.", _allow(label))


def _find_audience(guild: discord.Guild, channel: discord.TextChannel, bot: discord.ClientUser, section: Section) -> None:
    """The gate keeps commands and buttons from those who may not see; what stands in the channel is seen by whom Discord lets."""
    if channel.permissions_for(guild.default_role).view_channel:
        section.warning(
            AUDIENCE,
            f"everybody in {guild.name} sees #{channel.name}: verdicts on people with names, drafts and what it costs.",
            "In Discord: the channel's settings → Permissions → make it a private channel, and add your team's roles and the bot.",
        )
        return
    roles = [role for role in guild.roles if not role.is_bot_managed() and channel.permissions_for(role).view_channel]
    others = (who for who, may in channel.overwrites.items() if may.view_channel and not isinstance(who, discord.Role) and who.id != bot.id)
    by_name = sum(guild.get_role(who.id) is None for who in others)
    seen_by = [_names(roles)] if roles else []
    seen_by += [f"{by_name} added by name"] if by_name else []
    section.good(AUDIENCE, f"{', '.join([*seen_by, 'and whoever owns or administers the server'])}.")


def _names(roles: Iterable[discord.Role]) -> str:
    return ", ".join(role.name for role in roles)


def _allow(permission: str) -> str:
    return f"In Discord: the channel's settings → Permissions → add the bot → allow {permission}."


def _all_needed() -> discord.Permissions:
    return discord.Permissions(sum(needed.value for needed in PERMISSIONS.values()))


async def _ask(question: Awaitable[T], section: Section, label: str) -> T:
    """Ask Discord; a refusal that the asker knows what to make of passes through, everything else ends the section."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await question
    except (discord.NotFound, discord.Forbidden, discord.ClientException, discord.GatewayNotFound):
        raise
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        what = f"status {error.status}" if isinstance(error, discord.HTTPException) else type(error).__name__
        section.bad(
            label, f"Discord did not answer properly ({what}).", "Try again in a few minutes; check the network and DISCORD_API_URL."
        )
        raise Blocked("Discord did not answer properly") from None
