"""The bot as Discord sees it."""

from __future__ import annotations

import logging
from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.store import StoreError
from bot.store.deadline import wait_at_most
from bot.workflow.services import Services
from cogs.alerts import BurstButton
from cogs.audit import AuditAsk, AuditNo, AuditYes
from cogs.budget import Budget
from cogs.control import Control
from cogs.conversation import RECORDED_WITHIN, apologise, say_not_recorded
from cogs.digest import DigestCommands
from cogs.drafts import DraftButton
from cogs.followers import Followers
from cogs.forms import Forms, TakeForm
from cogs.history import History
from cogs.left_alone import People, TakeBackButton
from cogs.overrules import OverruleButton
from cogs.pages import MakePage, PageButton
from cogs.prompts import CardButton, Prompts
from cogs.queue import DeskButton, Queue
from cogs.replies import Replies
from cogs.settings import Settings

log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, guild_messages=True)
"""Guilds for roles and names; messages (without their content) only to notice that a card was deleted. Neither is privileged."""

ONE_SERVER_IS_THERE = 0.3
"""Seconds after the last server became known until the bot counts as ready; discord.py's 2 s are meant for bots in many servers."""


BUTTONS = (
    *(CardButton, DeskButton, DraftButton, PageButton, OverruleButton, TakeBackButton, BurstButton),
    *(AuditAsk, AuditYes, AuditNo),
)


class Tree(app_commands.CommandTree["TeamBot"]):
    """Slash commands; one that breaks is logged, and whoever used it is told in kind words."""

    async def interaction_check(self, interaction: discord.Interaction[TeamBot], /) -> bool:
        """Whoever waits for an answer does not wait long for the database."""
        wait_at_most(RECORDED_WITHIN)
        return await super().interaction_check(interaction)

    async def on_error(self, interaction: discord.Interaction[TeamBot], error: app_commands.AppCommandError, /) -> None:
        name = interaction.command.qualified_name if interaction.command else "an unknown command"
        cause = error.__cause__
        if isinstance(cause, StoreError):
            await say_not_recorded(interaction, f"/{name}", cause)
            return
        log.error("/%s could not be answered", name, exc_info=error)
        await apologise(interaction)


class TeamBot(commands.Bot):
    """The team's bot in its one server and channel. It reads nobody's messages and can mention nobody.

    On set-up: load the cogs and register the slash commands in the team's server alone, so that they exist nowhere else.
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
        )
        self.services = services
        self.guild_id = guild_id
        self.channel_id = channel_id
        self.pages: dict[str, MakePage] = {}
        self.forms: dict[str, TakeForm] = {}
        self.prompts = Prompts(self)

    async def setup_hook(self) -> None:
        """Raises discord.Forbidden where the bot is not in the server or was invited without slash commands."""
        guild = discord.Object(self.guild_id)
        if not self.cogs:
            self.add_dynamic_items(*BUTTONS)
            areas = (Queue, Replies, Followers, People, DigestCommands, Budget, History, Settings, Control, Forms)
            for cog in (self.prompts, *(area(self) for area in areas)):
                await self.add_cog(cog)
            self.tree.copy_global_to(guild=guild)
        await self.tree.sync(guild=guild)

    async def show(self) -> datetime | None:
        """Make the channel show what the store says; returns when to do so again, or None while Discord is not connected yet."""
        return await self.prompts.show() if self.is_ready() else None

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are slash commands alone."""
