"""The bot as Discord sees it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.workflow.context import Job
from bot.workflow.services import Services
from cogs.alerts import BurstButton
from cogs.audit import AuditAsk, AuditNo, AuditYes
from cogs.budget import Budget
from cogs.control import Control
from cogs.conversation import apologise
from cogs.digest import DigestCommands
from cogs.drafts import DraftButton
from cogs.faults import LONGEST_WAIT
from cogs.followers import Followers
from cogs.forms import Forms, TakeForm
from cogs.history import History
from cogs.left_alone import People, TakeBackButton
from cogs.overrules import OverruleButton
from cogs.pages import MakePage, PageButton
from cogs.prompts import CardButton, Prompts
from cogs.queue import DeskButton, Queue
from cogs.registration import Registration
from cogs.replies import Replies
from cogs.server_watch import ServerWatch
from cogs.settings import Settings

log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, guild_messages=True)
"""Guilds for roles and names; messages (without their content) only to notice that a card was deleted. Neither is privileged."""

ONE_SERVER_IS_THERE = 0.3
"""Seconds after the last server became known until the bot counts as ready; discord.py's 2 s are meant for bots in many servers."""


Work = Callable[[], Coroutine[Any, Any, datetime | None]]

BUTTONS = (
    *(CardButton, DeskButton, DraftButton, PageButton, OverruleButton, TakeBackButton, BurstButton),
    *(AuditAsk, AuditYes, AuditNo),
)


class Tree(app_commands.CommandTree["TeamBot"]):
    """Slash commands; one that breaks is logged, and whoever used it is told in kind words."""

    async def on_error(self, interaction: discord.Interaction[TeamBot], error: app_commands.AppCommandError, /) -> None:
        name = interaction.command.qualified_name if interaction.command else "an unknown command"
        log.error("/%s could not be answered", name, exc_info=error)
        await apologise(interaction)


class TeamBot(commands.Bot):
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
            guild_ready_timeout=ONE_SERVER_IS_THERE,
            max_ratelimit_timeout=LONGEST_WAIT,
        )
        self.services = services
        self.guild_id = guild_id
        self.channel_id = channel_id
        self.pages: dict[str, MakePage] = {}
        self.forms: dict[str, TakeForm] = {}
        self.prompts = Prompts(self)
        self.registration = Registration(self)

    async def setup_hook(self) -> None:
        if self.cogs:
            return
        self.add_dynamic_items(*BUTTONS)
        areas = (Queue, Replies, Followers, People, DigestCommands, Budget, History, Settings, Control, Forms, ServerWatch)
        for cog in (self.prompts, self.registration, *(area(self) for area in areas)):
            await self.add_cog(cog)
        self.tree.copy_global_to(guild=discord.Object(self.guild_id))

    def jobs(self) -> dict[Job, Work]:
        """What recurs on Discord's side; each returns when to run again, or None until it is woken, as once Discord is connected."""
        return {
            Job.SHOW: self._once_ready(self.prompts.show),
            Job.EDIT: self._once_ready(partial(self.prompts.edit, old=False)),
            Job.EDIT_OLD: self._once_ready(partial(self.prompts.edit, old=True)),
            Job.REGISTER: self._once_ready(self.registration.run),
        }

    def _once_ready(self, work: Work) -> Work:
        async def once_ready() -> datetime | None:
            return await work() if self.is_ready() else None

        return once_ready

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are slash commands alone."""
