"""The kill switch, and how Mutuals is doing."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.views.format.i18n import _
from bot.views.suggestions.notices import ALREADY_PAUSED, NOT_PAUSED, PAUSED, RESUMED
from bot.views.team.status_details import status_details_view
from bot.views.team.status_screen import STATUS_DETAILS, status_view
from bot.views.words.commands import COMMANDS
from bot.workflow.team.pause import PauseResult
from cogs.components.clicks import DynamicButton
from cogs.responses import member_of, respond, respond_with_view
from cogs.team import Team, TeamInteraction


class Control(commands.Cog):
    """On /pause and /resume: the kill switch, for those who may decide. On /status: how things are. All in private."""

    def __init__(self, bot: Team) -> None:
        self._services = bot.services

    @app_commands.command(description=COMMANDS["pause"])
    async def pause(self, interaction: TeamInteraction) -> None:
        await _answer(interaction, await self._services.pause.pause(member_of(interaction)), done=_(PAUSED), already=_(ALREADY_PAUSED))

    @app_commands.command(description=COMMANDS["resume"])
    async def resume(self, interaction: TeamInteraction) -> None:
        await _answer(interaction, await self._services.pause.resume(member_of(interaction)), done=_(RESUMED), already=_(NOT_PAUSED))

    @app_commands.command(description=COMMANDS["status"])
    async def status(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, status_view(await self._services.status.now()))


class StatusDetails(DynamicButton, template=STATUS_DETAILS):
    """On a click: show the technical lines, as they are by now, in place."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        services = interaction.client.services
        status = await services.status.now()
        await interaction.response.edit_message(view=status_details_view(status, services.context.clock.now()))


async def _answer(interaction: TeamInteraction, result: PauseResult, *, done: str, already: str) -> None:
    await respond(interaction, done if result is PauseResult.DONE else already)
