"""The money for X, for every member who wants to know."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.planning.spending_overview import BudgetOverview
from bot.views.money.budget import BUDGET_FILE, budget_view, was_spent
from bot.views.money.budget_chart import budget_chart_in_words, budget_chart_png
from bot.views.money.plan import plan_view
from cogs.responses import show

if TYPE_CHECKING:
    from cogs.client import TeamBot
    from cogs.responses import Asked


class Budget(commands.GroupCog, group_name="budget", group_description="What X costs."):
    """On /budget now: where the money went and where the month is heading. On /budget plan: what other ways would cost. In private."""

    def __init__(self, bot: TeamBot) -> None:
        self._desk = bot.services.budget

    @app_commands.command(description="What X cost today and this month, where the month is heading, and what would change it.")
    async def now(self, interaction: Asked) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        overview = await self._desk.now()
        await interaction.followup.send(view=budget_view(overview), files=await _chart_of(overview), ephemeral=True)

    @app_commands.command(description="The ways of knowing who follows you, compared for your account: dollars a month and how fresh.")
    async def plan(self, interaction: Asked) -> None:
        await show(interaction, plan_view(await self._desk.plan()))


async def _chart_of(overview: BudgetOverview) -> list[discord.File]:
    """Drawn in a thread; nothing where nothing was spent."""
    if not was_spent(overview):
        return []
    picture = await asyncio.to_thread(budget_chart_png, overview)
    return [discord.File(io.BytesIO(picture), BUDGET_FILE, description=budget_chart_in_words(overview))]
