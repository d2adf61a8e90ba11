"""Discord: the token, the server, the channel, what the bot may do there, and who may decide. Asks by REST; nobody sees the bot online."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import TypeVar, cast

import aiohttp
import discord
from discord.http import Route

from bot.cli.check.findings import CheckAborted, Section
from bot.config import Settings
from bot.domain import Note
from bot.views.format.console import at_and_in, counted
from bot.views.words.sentences import sentence
from bot.views.words.setup_faults import (
    CHANNEL,
    NOTIFIED,
    ROLES,
    SERVER,
    THREADS,
    VIEWERS,
    channel_name,
    fault_cure,
    fault_detail,
    fault_label,
    permission_name,
)
from bot.workflow.team.team_server import PERMISSIONS, VIEW, TeamServer, faults, hints
from cogs.discord_errors import MAX_RATE_LIMIT_WAIT, error_summary, retry_after
from cogs.server.description import describe
from cogs.server.registration import refused

TOKEN = "Discord token"  # noqa: S105 - a label
GATEWAY = "Discord gateway"
COMMANDS = "Slash commands"
AUDIENCE = "Who sees the channel"
LABELS = (TOKEN, GATEWAY, SERVER, COMMANDS, ROLES, VIEWERS, CHANNEL, *map(permission_name, PERMISSIONS), THREADS, NOTIFIED, AUDIENCE)

REQUEST_TIMEOUT = 20.0
"""Seconds for one request, including discord.py's own retries."""

T = TypeVar("T")


async def check_team_channel(settings: Settings, section: Section) -> None:
    Route.BASE = settings.discord_api_url
    intents = discord.Intents(guilds=True)  # what discord.py wants for describing a server
    async with discord.Client(intents=intents, max_ratelimit_timeout=MAX_RATE_LIMIT_WAIT) as client:
        bot = await _log_in(client, settings, section)
        await _check_gateway(client, section)
        guild = await _find_guild(client, settings, section)
        await _check_commands(client, settings, section)
        _check_roles(_describe(client, settings, guild), section)
        channel = await _find_channel(guild, settings, section)
        member = await _request(guild.fetch_member(bot.id), section, CHANNEL)
        _check_channel(_describe(client, settings, guild, channel, member, out_of_sight=channel is None), section)
        if isinstance(channel, discord.TextChannel):
            _check_audience(guild, channel, bot, section)


def _describe(
    client: discord.Client,
    settings: Settings,
    guild: discord.Guild | None,
    channel: discord.abc.GuildChannel | None = None,
    member: discord.Member | None = None,
    *,
    out_of_sight: bool = False,
) -> TeamServer:
    return describe(
        guild,
        channel,
        member,
        guild_id=settings.discord_guild_id,
        channel_id=settings.discord_channel_id,
        approver_role_ids=settings.discord_approver_role_ids,
        viewer_role_ids=settings.discord_viewer_role_ids,
        notified_role_ids=settings.policy().notified_role_ids,
        application_id=client.application_id or 0,
        out_of_sight=out_of_sight,
    )


def _wrong(server: TeamServer, label: str) -> Note | None:
    return next((fault for fault in faults(server) if fault_label(fault) == label), None)


def _report(section: Section, server: TeamServer, label: str, good: str) -> bool:
    """What the rules say about this; returns whether all is well."""
    wrong = _wrong(server, label)
    if wrong is None:
        section.good(label, good)
    else:
        section.bad(label, fault_detail(wrong), fault_cure(wrong))
    return wrong is None


async def _log_in(client: discord.Client, settings: Settings, section: Section) -> discord.ClientUser:
    try:
        await _request(client.login(settings.discord_token.get_secret_value()), section, TOKEN)
    except discord.LoginFailure:
        section.bad(TOKEN, "Discord does not accept DISCORD_TOKEN.", "Make a new one: Discord developer portal → Bot → Reset Token.")
        raise CheckAborted("Discord does not accept the token") from None
    bot = cast("discord.ClientUser", client.user)  # set by the login
    section.good(TOKEN, f"belongs to the bot {bot.name}.")
    return bot


async def _check_gateway(client: discord.Client, section: Section) -> None:
    try:
        _, url, starts = await _request(client.http.get_bot_gateway(), section, GATEWAY)
    except discord.GatewayNotFound as error:
        section.bad(GATEWAY, "Discord did not say where its gateway is.", _when_to_try_again(error, "check DISCORD_API_URL."))
        return
    except CheckAborted:
        return  # it was said, and the rest can be asked all the same
    if starts["remaining"] > 0:
        section.good(GATEWAY, f"is at {url}.")
    else:
        when = at_and_in(starts["reset_after"] / 1000, datetime.now(UTC))
        section.bad(GATEWAY, "The bot has connected too often today.", f"Discord lets it connect again {when}.")


async def _find_guild(client: discord.Client, settings: Settings, section: Section) -> discord.Guild:
    try:
        guild = await _request(client.fetch_guild(settings.discord_guild_id, with_counts=False), section, SERVER)
    except (discord.NotFound, discord.Forbidden):
        _report(section, _describe(client, settings, None), SERVER, "")
        raise CheckAborted("the bot is not in the server") from None
    section.good(SERVER, f"{guild.name}.")
    return guild


async def _check_commands(client: discord.Client, settings: Settings, section: Section) -> None:
    asked = client.http.get_guild_commands(client.application_id or 0, settings.discord_guild_id)
    try:
        registered = await _request(asked, section, COMMANDS)
    except (discord.NotFound, discord.Forbidden) as error:
        section.bad(COMMANDS, sentence(refused(error, client.application_id or 0)))
        return
    section.good(COMMANDS, f"{counted(len(registered), 'is', 'are')} registered; `mutuals run` keeps them current.")


def _check_roles(server: TeamServer, section: Section) -> None:
    for label, role_ids, may, otherwise in (
        (ROLES, server.approver_role_ids, "may decide", "members with Manage Server decide"),
        (VIEWERS, server.viewer_role_ids, "may see everything", "whoever decides or has Manage Server sees everything"),
    ):
        names = ", ".join(name for role_id, name in sorted((server.role_names or {}).items()) if role_id in role_ids)
        _report(section, server, label, f"{names} {may}." if names else f"none set; {otherwise}.")


async def _find_channel(guild: discord.Guild, settings: Settings, section: Section) -> discord.abc.GuildChannel | None:
    """None where there is one that the bot may not see."""
    try:
        channel = await _request(guild.fetch_channel(settings.discord_channel_id), section, CHANNEL)
    except discord.Forbidden:
        return None
    except (discord.NotFound, discord.InvalidData):
        nothing = TeamServer(settings.discord_guild_id, settings.discord_channel_id, (), "", name=guild.name)
        _report(section, nothing, CHANNEL, "")
        raise CheckAborted("there is no such channel") from None
    return cast("discord.abc.GuildChannel", channel)


def _channel_of(server: TeamServer) -> str:
    return channel_name(server.channel_name, server.channel_id)


def _check_channel(server: TeamServer, section: Section) -> None:
    if _wrong(server, permission_name(VIEW)) is not None:
        section.unknown(CHANNEL, f"{server.channel_id} exists, but the bot may not see which channel that is.")
        _report(section, server, permission_name(VIEW), "")
        raise CheckAborted("the bot cannot see the channel")
    if not _report(section, server, CHANNEL, f"{_channel_of(server)}."):
        raise CheckAborted("it is not a text channel")
    allowed = f"allowed in {_channel_of(server)}."
    for label in map(permission_name, PERMISSIONS):
        _report(section, server, label, allowed)
    for hint in hints(server):
        section.warning(fault_label(hint), fault_detail(hint), fault_cure(hint))
    if not hints(server):
        section.good(THREADS, allowed)
    named = ", ".join(name for role_id, name in sorted((server.role_names or {}).items()) if role_id in server.notified_role_ids)
    _report(section, server, NOTIFIED, f"{named} may be mentioned in {_channel_of(server)}." if named else "none set.")


def _check_audience(guild: discord.Guild, channel: discord.TextChannel, bot: discord.ClientUser, section: Section) -> None:
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
    seen_by = [", ".join(role.name for role in roles)] if roles else []
    seen_by += [f"{by_name} added by name"] if by_name else []
    section.good(AUDIENCE, f"{', '.join([*seen_by, 'and whoever owns or administers the server'])}.")


async def _request(question: Awaitable[T], section: Section, label: str) -> T:
    """Send a request to Discord; a refusal that the caller handles passes through, everything else aborts the section."""
    try:
        async with asyncio.timeout(REQUEST_TIMEOUT):
            return await question
    except (discord.NotFound, discord.Forbidden, discord.ClientException, discord.GatewayNotFound):
        raise
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        if retry_after(error) is not None:
            section.bad(label, "Discord lets the bot ask nothing for now.", _when_to_try_again(error))
            raise CheckAborted("Discord lets the bot ask nothing") from None
        cure = _when_to_try_again(error, "check the network and DISCORD_API_URL.")
        section.bad(label, f"Discord did not answer properly ({error_summary(error)}).", cure)
        raise CheckAborted("Discord did not answer properly") from None


def _when_to_try_again(error: Exception, otherwise: str = "") -> str:
    seconds = retry_after(error)
    if seconds is not None:
        return f"It allows that again {at_and_in(seconds, datetime.now(UTC))}."
    return f"Try again in a few minutes; {otherwise}"
