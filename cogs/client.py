"""The bot as Discord sees it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.store import StoreError
from bot.store.deadline import set_deadline
from bot.views.suggestions.notices import UNKNOWN_COMMAND
from bot.workflow.context import Job
from bot.workflow.services import Services
from cogs.budget import Budget
from cogs.channel.discord_errors import MAX_RATE_LIMIT_WAIT
from cogs.channel.prompts import CardButton, Prompts
from cogs.components.audit import AuditAsk, AuditNo, AuditYes
from cogs.components.burst_button import BurstButton
from cogs.components.clicks import UnknownButtons
from cogs.components.draft_button import DraftButton
from cogs.components.forms import FormHandler, Forms
from cogs.components.override_button import OverrideButton
from cogs.components.pages import PageBuilder, PageButton
from cogs.digest import DigestCommands
from cogs.followers import Followers
from cogs.history import History
from cogs.keywords import Settings
from cogs.people import People, RemoveOptOutButton
from cogs.queue import Queue, QueueButton
from cogs.replies import Replies
from cogs.responses import DATABASE_TIMEOUT, DISCORD_ERRORS, respond_not_recorded, respond_with_error
from cogs.server.foreign_commands import ForeignCommands
from cogs.server.gate import check_access, respond_or_empty
from cogs.server.registration import Registration
from cogs.server.server_watch import ServerWatch
from cogs.status import Control

log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, guild_messages=True)
"""Guilds for roles and names; messages (without their content) only to notice that a card was deleted. Neither is privileged."""

GUILD_READY_TIMEOUT = 0.3
"""Seconds after the last server became known until the bot counts as ready; discord.py's 2 s are meant for bots in many servers."""


Work = Callable[[], Coroutine[Any, Any, datetime | None]]

BUTTONS = (
    *(CardButton, QueueButton, DraftButton, PageButton, OverrideButton, RemoveOptOutButton, BurstButton),
    *(AuditAsk, AuditYes, AuditNo),
)


_UNKNOWN_COMMAND_ERRORS = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch, app_commands.TransformerError)
"""What discord.py raises where Discord still knows a command as another version of Mutuals registered it."""


class Tree(app_commands.CommandTree["Team"]):
    """Slash commands, and what is suggested while they are typed: both pass the access check.

    One that breaks is logged, and whoever used it is answered with an apology.
    """

    async def interaction_check(self, interaction: discord.Interaction[Team], /) -> bool:
        set_deadline(DATABASE_TIMEOUT)
        try:
            return await check_access(interaction)
        except DISCORD_ERRORS as error:
            log.warning("Discord did not accept the response to a command (%s).", error)
            return False

    async def on_error(self, interaction: discord.Interaction[Team], error: app_commands.AppCommandError, /) -> None:
        if isinstance(error, _UNKNOWN_COMMAND_ERRORS):
            log.info("Discord sent a command that this version does not know (%s).", type(error).__name__)
            with contextlib.suppress(*DISCORD_ERRORS):
                await respond_or_empty(interaction, UNKNOWN_COMMAND)
            return
        name = interaction.command.qualified_name if interaction.command else "an unknown command"
        cause = error.__cause__
        if isinstance(cause, StoreError):
            await respond_not_recorded(interaction, f"/{name}", cause)
            return
        log.error("/%s could not be answered", name, exc_info=error)
        await respond_with_error(interaction)


class Team(commands.Bot):
    """The team's bot in its one server and channel. It reads nobody's messages and can mention nobody.

    On set-up: load the cogs. The slash commands are registered by a job of their own, in the team's server alone, so that they exist
    nowhere else: buttons work whether Discord takes them or not.
    """

    def __init__(self, services: Services, *, guild_id: int, channel_id: int) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            guild_ready_timeout=GUILD_READY_TIMEOUT,
            max_ratelimit_timeout=MAX_RATE_LIMIT_WAIT,
        )
        self.services = services
        self.guild_id = guild_id
        self.channel_id = channel_id
        self.pages: dict[str, PageBuilder] = {}
        self.forms: dict[str, FormHandler] = {}
        self.prompts = Prompts(self)
        self.registration = Registration(self)

    async def setup_hook(self) -> None:
        if self.cogs:
            return
        self.add_dynamic_items(*BUTTONS)
        areas = (Queue, Replies, Followers, People, DigestCommands, Budget, History, Settings, Control, Forms, ServerWatch, ForeignCommands)
        for cog in (self.prompts, self.registration, UnknownButtons(), *(area(self) for area in areas)):
            await self.add_cog(cog)
        self._hide_commands()
        self.tree.copy_global_to(guild=discord.Object(self.guild_id))

    def _hide_commands(self) -> None:
        """Keep the commands out of the way of those who would be denied access, where Discord can tell who they are.

        A bot may register a command for a permission and never for a role (only the server's own settings can, under Integrations): where
        roles are set, hiding commands from all without Manage Server would lock those out who hold the roles. Access is checked either way.
        """
        policy = self.services.context.policy
        if not policy.approver_role_ids | policy.viewer_role_ids:
            for command in self.tree.get_commands():
                command.default_permissions = discord.Permissions(manage_guild=True)

    def jobs(self) -> dict[Job, Work]:
        """What recurs on Discord's side; each returns when to run again, or None until it is woken, as once Discord is connected."""
        return {
            Job.POST_MESSAGES: self._once_ready(self.prompts.show),
            Job.EDIT_MESSAGES: self._once_ready(partial(self.prompts.edit, old=False)),
            Job.EDIT_OLD_MESSAGES: self._once_ready(partial(self.prompts.edit, old=True)),
            Job.REGISTER_COMMANDS: self._once_ready(self.registration.run),
        }

    def _once_ready(self, work: Work) -> Work:
        async def once_ready() -> datetime | None:
            return await work() if self.is_ready() else None

        return once_ready

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are slash commands alone."""
