"""Registers the slash commands, where they have changed, and tells what to do where Discord does not take them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ext import commands

from bot.domain import DiscordFault, Note
from bot.domain.changes import CommandsOutdated
from bot.domain.jobs import Job
from bot.runtime.backoff import delay_after
from bot.views.format.i18n import _
from bot.views.words.sentences import logged
from cogs.discord_errors import REQUEST_ERRORS, answer_figures, retry_after
from cogs.server.description import invitation
from cogs.team import Team

log = logging.getLogger(__name__)

CHECK_INTERVAL = timedelta(days=1)
"""Somebody else may have taken them away meanwhile."""
INITIAL_BACKOFF = timedelta(seconds=5)
MAX_BACKOFF = timedelta(hours=1)
"""Between retries; it doubles from the first to this one."""
DAILY_LIMIT_CODE = 30034
"""Discord's code where 200 commands were made in a day."""
DAILY_LIMIT_BACKOFF = timedelta(hours=3)

_COMPARED = frozenset(
    {
        *("type", "name", "description", "options", "default_member_permissions", "nsfw", "required", "autocomplete", "choices", "value"),
        *("min_value", "max_value", "min_length", "max_length", "channel_types"),
    }
)
"""What a command of one server can hold; contexts and the like are not kept of such a command."""


class Registration(commands.Cog):
    """On ready: look whether the commands are registered as they are now. They are asked for and compared rather than remembered, so that
    it is noticed when somebody else has changed them; what is equal is not sent."""

    def __init__(self, bot: Team) -> None:
        self._bot = bot
        self._context, self._job_errors = bot.services.context, bot.services.job_errors
        self._failures = 0

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        self._context.publish(CommandsOutdated())

    async def run(self) -> datetime | None:
        """Register what has changed; returns when to look again, None while the bot is not in the server: it is woken once it is."""
        if self._bot.get_guild(self._bot.guild_id) is None:
            return None
        now = self._context.clock.now()
        try:
            await self._register()
        except REQUEST_ERRORS as error:
            self._failures += 1
            again_at = now + self._next_backoff(error)
            refusal = refused(error, self._bot.application_id or 0)
            log.warning("%s Retrying at %s.", logged(refusal), again_at.strftime("%H:%M UTC"))
            self._job_errors.report(Job.REGISTER_COMMANDS, refusal, again_at)
            return again_at
        self._failures = 0
        self._job_errors.clear(Job.REGISTER_COMMANDS)
        return now + CHECK_INTERVAL

    async def _register(self) -> None:
        bot, application_id = self._bot, self._bot.application_id or 0
        self._hide_commands()
        wanted = [_spoken(command.to_dict(bot.tree)) for command in bot.tree.get_commands(guild=discord.Object(bot.guild_id))]
        if differ(wanted, await bot.http.get_guild_commands(application_id, bot.guild_id)):
            registered = await bot.http.bulk_upsert_guild_commands(application_id, bot.guild_id, wanted)
            log.info("Registered %d slash commands with Discord.", len(registered))

    def _hide_commands(self) -> None:
        """Keep the commands out of the way of those who would be denied access, where Discord can tell who they are.

        A bot may register a command for a permission and never for a role (only the server's own settings can, under Integrations): where
        roles are set, hiding commands from all without Manage Server would lock those out who hold the roles. Access is checked either way.
        """
        policy = self._context.policy
        by_role = policy.approver_role_ids | policy.viewer_role_ids
        for command in self._bot.tree.get_commands():
            command.default_permissions = None if by_role else discord.Permissions(manage_guild=True)

    def _next_backoff(self, error: Exception) -> timedelta:
        delay = delay_after(self._failures, INITIAL_BACKOFF, MAX_BACKOFF)
        if isinstance(error, discord.HTTPException) and error.code == DAILY_LIMIT_CODE:
            delay = DAILY_LIMIT_BACKOFF
        return max(delay, timedelta(seconds=retry_after(error) or 0))


def _spoken(part: Any) -> Any:
    """A command as Discord's API writes it, with descriptions and choices in the team's language. discord.py's own translator would make
    them those of each reader."""
    if isinstance(part, dict):
        read = {"description", "name"} if "value" in part else {"description"}
        return {name: _(value) if name in read else _spoken(value) for name, value in part.items()}
    return [*map(_spoken, part)] if isinstance(part, list) else part


def refused(error: Exception, application_id: int) -> Note:
    """Why Discord did not take the commands, and what to do about it."""
    if isinstance(error, discord.Forbidden):
        return Note(DiscordFault.COMMANDS_NOT_INVITED, {"link": invitation(application_id)})
    if isinstance(error, discord.HTTPException) and error.code == DAILY_LIMIT_CODE:
        return Note(DiscordFault.COMMANDS_DAILY_LIMIT)
    return Note(DiscordFault.COMMANDS_REJECTED, answer_figures(error))


def differ(wanted: Iterable[Mapping[str, Any]], registered: Iterable[Mapping[str, Any]]) -> bool:
    """Whether Discord has other commands than these. Both as Discord's API writes them."""
    return _by_name(wanted) != _by_name(registered)


def _by_name(commands: Iterable[Mapping[str, Any]]) -> dict[tuple[int, str], object]:
    return {(command.get("type", 1), command["name"]): _normalised(command) for command in commands}


def _normalised(part: object) -> object:
    """What matters of a command, without what is empty, plainly false, or only in Discord's answer."""
    if isinstance(part, Mapping):
        normalised = {name: _normalised(value) for name, value in part.items() if name in _COMPARED and _is_set(value)}
        may = normalised.get("default_member_permissions")  # a number on its way to Discord, a text on its way back
        return normalised if may is None else normalised | {"default_member_permissions": str(may)}
    if isinstance(part, list | tuple):
        return [_normalised(each) for each in part]
    return part


def _is_set(value: object) -> bool:
    return value is not None and value is not False and value not in ([], {}, "")
