"""Discord: the token, the server, the channels, what the bot may do there, and who may decide. Asks by REST; nobody sees the bot online."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime
from typing import TypeVar, cast

import aiohttp
import discord
from discord.http import Route

from bot.cli.check.findings import CheckAborted, Section
from bot.config import Settings
from bot.domain import ChannelPurpose, Note, Policy
from bot.domain.announcements import roles_mentioned_in
from bot.views.format.console import at_and_in, counted
from bot.views.words.sentences import sentence
from bot.views.words.setup_faults import (
    CHANNEL,
    NOTIFIED,
    ROLES,
    SERVER,
    THREADS,
    VIEWERS,
    channel_label,
    channel_name,
    fault_cure,
    fault_detail,
    fault_label,
    permission_name,
)
from bot.workflow.team.team_server import PERMISSIONS, VIEW, ServerChannel, TeamServer, channel_faults, faults, hints
from cogs.discord_errors import MAX_RATE_LIMIT_WAIT, error_summary, retry_after
from cogs.server.description import describe, describe_channel
from cogs.server.registration import refused

TOKEN = "Discord token"  # noqa: S105 - a label
GATEWAY = "Discord gateway"
COMMANDS = "Slash commands"
AUDIENCE = "Who sees the channel"

MAKE_PRIVATE = "In Discord: the channel's settings → Permissions → make it a private channel, and add your team's roles and the bot."

REQUEST_TIMEOUT = 20.0
"""Seconds for one request, including discord.py's own retries."""

T = TypeVar("T")


def labels(settings: Settings) -> list[str]:
    """What is checked, in order."""
    others = map(channel_label, list(settings.policy().channels.purposes.values())[1:])
    return [
        TOKEN,
        GATEWAY,
        SERVER,
        COMMANDS,
        ROLES,
        VIEWERS,
        CHANNEL,
        *map(permission_name, PERMISSIONS),
        THREADS,
        AUDIENCE,
        *others,
        NOTIFIED,
    ]


async def check_discord(settings: Settings, section: Section) -> None:
    Route.BASE = settings.discord_api_url
    intents = discord.Intents(guilds=True)  # what discord.py wants for describing a server
    async with discord.Client(intents=intents, max_ratelimit_timeout=MAX_RATE_LIMIT_WAIT) as client:
        bot = await _log_in(client, settings, section)
        await _check_gateway(client, section)
        guild = await _find_guild(client, settings, section)
        await _check_commands(client, settings, section)
        _check_roles(_describe(client, settings, guild), section)
        member = await _request(guild.fetch_member(bot.id), section, CHANNEL)
        policy = settings.policy()
        (team_channel, purpose), *others = policy.channels.purposes.items()
        described = ServerChannel(team_channel, purpose)
        try:
            channel, described = await _find_channel(guild, member, policy, team_channel, purpose, section)
            _check_channel(_describe(client, settings, guild, [described]), section)
            if isinstance(channel, discord.TextChannel):
                _check_audience(guild, channel, bot, section)
        except CheckAborted as reason:
            section.skip([CHANNEL, *map(permission_name, PERMISSIONS), THREADS, AUDIENCE], str(reason))
        channels = [described]
        for channel_id, purpose in others:
            channel, described = await _find_channel(guild, member, policy, channel_id, purpose, section)
            _check_other_channel(guild, channel, described, section)
            channels.append(described)
        _check_mentions(_describe(client, settings, guild, channels), section)


def _describe(
    client: discord.Client, settings: Settings, guild: discord.Guild | None, channels: Sequence[ServerChannel] = ()
) -> TeamServer:
    return describe(
        guild,
        channels,
        guild_id=settings.discord_guild_id,
        approver_role_ids=settings.discord_approver_role_ids,
        viewer_role_ids=settings.discord_viewer_role_ids,
        notified_role_ids=settings.policy().notified_role_ids,
        application_id=client.application_id or 0,
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


async def _find_channel(
    guild: discord.Guild, bot: discord.Member, policy: Policy, channel_id: int, purpose: ChannelPurpose, section: Section
) -> tuple[discord.abc.GuildChannel | None, ServerChannel]:
    """The channel as far as the bot sees it, and what is known of it."""
    channel, out_of_sight = None, False
    try:
        channel = cast("discord.abc.GuildChannel", await _request(guild.fetch_channel(channel_id), section, channel_label(purpose)))
    except discord.Forbidden:
        out_of_sight = True
    except (discord.NotFound, discord.InvalidData):
        pass
    mentioned = roles_mentioned_in(channel_id, policy)
    return channel, describe_channel(channel_id, purpose, channel, bot, mentioned, out_of_sight=out_of_sight)


def _check_channel(server: TeamServer, section: Section) -> None:
    (channel,) = server.channels
    name = channel_name(channel.name, channel.id)
    if _wrong(server, permission_name(VIEW)) is not None:
        section.unknown(CHANNEL, f"{channel.id} exists, but the bot may not see which channel that is.")
        _report(section, server, permission_name(VIEW), "")
        raise CheckAborted("the bot cannot see the channel")
    if not _report(section, server, CHANNEL, f"{name}."):
        raise CheckAborted("it is not a text channel" if channel.exists else "there is no such channel")
    for label in map(permission_name, PERMISSIONS):
        _report(section, server, label, f"allowed in {name}.")
    for hint in hints(server):
        section.warning(fault_label(hint), fault_detail(hint), fault_cure(hint))
    if not hints(server):
        section.good(THREADS, f"allowed in {name}.")


def _check_other_channel(
    guild: discord.Guild, channel: discord.abc.GuildChannel | None, described: ServerChannel, section: Section
) -> None:
    """In one line: what is needed there was said of the first channel."""
    label, name = channel_label(described.purpose), channel_name(described.name, described.id)
    missing = channel_faults(described, guild.name)
    if missing and not missing[0].text("permission"):
        section.bad(label, fault_detail(missing[0]), fault_cure(missing[0]))
    elif missing:
        section.bad(label, " ".join(map(sentence, missing)))
    elif channel is not None and channel.permissions_for(guild.default_role).view_channel:
        section.warning(label, f"everybody in {guild.name} sees {name}.", MAKE_PRIVATE)
    else:
        section.good(label, f"{name}.")


def _check_mentions(server: TeamServer, section: Section) -> None:
    """In every channel: a message mentions whoever was chosen for its kind."""
    if _wrong(server, NOTIFIED) is None and any(VIEW not in channel.granted for channel in server.channels):
        raise CheckAborted("the bot cannot see the channel")
    named = [(", ".join(channel.mentions), channel_name(channel.name, channel.id)) for channel in server.channels if channel.mentions]
    allowed = "; ".join(f"{roles} may be mentioned in {channel}" for roles, channel in named)
    _report(section, server, NOTIFIED, f"{allowed or 'none set'}.")


def _check_audience(guild: discord.Guild, channel: discord.TextChannel, bot: discord.ClientUser, section: Section) -> None:
    """The gate keeps commands and buttons from those who may not see; what stands in the channel is seen by whom Discord lets."""
    if channel.permissions_for(guild.default_role).view_channel:
        section.warning(
            AUDIENCE,
            f"everybody in {guild.name} sees #{channel.name}: verdicts on people with names, drafts and what it costs.",
            MAKE_PRIVATE,
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
