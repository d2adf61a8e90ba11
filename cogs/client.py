"""Builds the team's bot: the one module that knows every cog."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.domain.jobs import Job
from bot.store.deadline import set_deadline
from bot.views.format.i18n import _
from bot.views.suggestions.notices import UNKNOWN_COMMAND
from bot.workflow.services import Services
from cogs.budget import Budget
from cogs.channel.channels import TeamChannels
from cogs.channel.prompts import CardButton, Prompts
from cogs.components.audit import AuditAsk, AuditNo, AuditYes
from cogs.components.burst_button import BurstButton
from cogs.components.clicks import UnknownButtons
from cogs.components.digest_button import AnswerButton, ReviewButton, WeekButton
from cogs.components.draft_button import DraftButton
from cogs.components.forms import Forms
from cogs.components.insight_menu import InsightRangeMenu, InsightTopicMenu
from cogs.components.more import ActMenu, AnywayButton, MoreButton
from cogs.components.override_button import OverrideButton
from cogs.components.pages import PageButton
from cogs.components.queue import QueueMenu
from cogs.components.setting_form import SettingAgain, SettingChoice, SettingGroupChoice, SettingReset
from cogs.components.suggest import SuggestButton, SuggestMenu
from cogs.digest import DigestCommands
from cogs.discord_errors import DISCORD_ERRORS
from cogs.followers import Followers
from cogs.help import Help
from cogs.history import History
from cogs.insights import Insights
from cogs.people import People, RemoveOptOutButton
from cogs.queue import Queue, QueueButton
from cogs.replies import Replies
from cogs.responses import DATABASE_TIMEOUT, respond_to_error
from cogs.server.foreign_commands import ForeignCommands
from cogs.server.gate import check_access, respond_or_empty
from cogs.server.registration import Registration
from cogs.server.server_watch import ServerWatch
from cogs.settings import Settings
from cogs.status import Control, StatusDetails
from cogs.suggest import Suggest
from cogs.team import Team, TeamInteraction
from cogs.why import Why

log = logging.getLogger(__name__)

Work = Callable[[], Coroutine[Any, Any, datetime | None]]

BUTTONS = (
    *(CardButton, MoreButton, ActMenu, AnywayButton, QueueButton, DraftButton, PageButton, OverrideButton, RemoveOptOutButton, BurstButton),
    *(AuditAsk, AuditYes, AuditNo, SuggestButton, SuggestMenu, QueueMenu, SettingGroupChoice, SettingChoice, SettingAgain, SettingReset),
    *(StatusDetails, ReviewButton, AnswerButton, WeekButton, InsightTopicMenu, InsightRangeMenu),
)


_UNKNOWN_COMMAND_ERRORS = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch, app_commands.TransformerError)
"""What discord.py raises where Discord still knows a command as another version of Mutuals registered it."""


class Tree(app_commands.CommandTree[Team]):
    """Slash commands, and what is suggested while they are typed: both pass the access check.

    Whoever uses one that fails is told why, as by a click.
    """

    async def interaction_check(self, interaction: TeamInteraction, /) -> bool:
        set_deadline(DATABASE_TIMEOUT)
        try:
            return await check_access(interaction)
        except DISCORD_ERRORS as error:
            log.warning("Discord did not accept the response to a command (%s).", error)
            return False

    async def on_error(self, interaction: TeamInteraction, error: app_commands.AppCommandError, /) -> None:
        if isinstance(error, _UNKNOWN_COMMAND_ERRORS):
            log.info("Discord sent a command that this version does not know (%s).", type(error).__name__)
            with contextlib.suppress(*DISCORD_ERRORS):
                await respond_or_empty(interaction, _(UNKNOWN_COMMAND))
            return
        name = interaction.command.qualified_name if interaction.command else "an unknown command"
        await respond_to_error(interaction, f"/{name}", error.__cause__ or error)


class Client(Team):
    """The team's bot with all that it can do.

    On set-up: load the cogs. The slash commands are registered by a job of their own, in the team's server alone, so that they exist
    nowhere else: buttons work whether Discord takes them or not.
    """

    def __init__(self, services: Services, *, guild_id: int) -> None:
        super().__init__(services, Tree, guild_id=guild_id)
        self.channel = self._channels = TeamChannels(self)
        self._prompts = Prompts(self, self._channels)
        self.registration = Registration(self)

    async def setup_hook(self) -> None:
        if self.cogs:
            return
        self.add_dynamic_items(*BUTTONS)
        areas = (
            *(Queue, Suggest, Replies, Followers, People, DigestCommands, Insights, Budget, History, Why, Settings, Control, Help),
            *(Forms, ServerWatch, ForeignCommands),
        )
        for cog in (self._prompts, self.registration, UnknownButtons(), *(area(self) for area in areas)):
            await self.add_cog(cog)
        self.tree.copy_global_to(guild=discord.Object(self.guild_id))

    def jobs(self) -> dict[Job, Work]:
        """What recurs on Discord's side; each returns when to run again, or None until it is woken, as once Discord is connected."""
        return {
            Job.POST_MESSAGES: self._once_ready(self._channels.show),
            Job.EDIT_MESSAGES: self._once_ready(partial(self._channels.edit, old=False)),
            Job.EDIT_OLD_MESSAGES: self._once_ready(partial(self._channels.edit, old=True)),
            Job.REGISTER_COMMANDS: self._once_ready(self.registration.run),
        }

    def _once_ready(self, work: Work) -> Work:
        async def once_ready() -> datetime | None:
            return await work() if self.is_ready() else None

        return once_ready
