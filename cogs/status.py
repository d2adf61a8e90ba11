"""The kill switch, and how Mutuals is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.views.suggestions.notices import ALREADY_PAUSED, NOT_PAUSED, PAUSED, RESUMED
from bot.workflow.team.pause import Switched
from cogs.responses import member_of, refuse, show, tell
from cogs.status_screen import status_view

if TYPE_CHECKING:
    from cogs.client import TeamBot
    from cogs.responses import Asked


class Control(commands.Cog):
    """On /pause and /resume: the kill switch, for those who may decide. On /status: how things are. All in private."""

    def __init__(self, bot: TeamBot) -> None:
        self._services = bot.services

    @app_commands.command(description="Stop: nothing goes to X and nobody is prompted until /resume.")
    async def pause(self, interaction: Asked) -> None:
        await _answer(interaction, await self._services.switch.pause(member_of(interaction)), done=PAUSED, already=ALREADY_PAUSED)

    @app_commands.command(description="Go on after /pause, and try again what X had stopped.")
    async def resume(self, interaction: Asked) -> None:
        await _answer(interaction, await self._services.switch.resume(member_of(interaction)), done=RESUMED, already=NOT_PAUSED)

    @app_commands.command(description="How Mutuals is doing, and why nothing was sent if nothing was.")
    async def status(self, interaction: Asked) -> None:
        await show(interaction, status_view(await self._services.status.now(), self._services.context.clock.now()))


async def _answer(interaction: Asked, switched: Switched, *, done: str, already: str) -> None:
    if switched is Switched.NOT_ALLOWED:
        await refuse(interaction)
    else:
        await tell(interaction, done if switched is Switched.DONE else already)
