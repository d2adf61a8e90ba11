"""The money for X, for every member who wants to know."""

from __future__ import annotations

import asyncio
import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.planning.spending_overview import BudgetOverview
from bot.views.money.budget import BUDGET_FILE, budget_view, has_spending
from bot.views.money.budget_chart import budget_chart_alt_text, budget_chart_png
from bot.views.money.plan import plan_view
from bot.views.words.commands import COMMANDS
from cogs.responses import respond_with_view
from cogs.team import Team, TeamInteraction


class Budget(commands.GroupCog, group_name="budget", group_description=COMMANDS["budget"]):
    """On /budget now: where the money went and where the month is heading. On /budget plan: what others would cost. In private."""

    def __init__(self, bot: Team) -> None:
        self._budget = bot.services.budget

    @app_commands.command(description=COMMANDS["budget now"])
    async def now(self, interaction: TeamInteraction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        overview = await self._budget.now()
        await interaction.followup.send(view=budget_view(overview), files=await _chart_of(overview), ephemeral=True)

    @app_commands.command(description=COMMANDS["budget plan"])
    async def plan(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, plan_view(await self._budget.plan()))


async def _chart_of(overview: BudgetOverview) -> list[discord.File]:
    """Drawn in a thread; nothing where nothing was spent."""
    if not has_spending(overview):
        return []
    picture = await asyncio.to_thread(budget_chart_png, overview)
    return [discord.File(io.BytesIO(picture), BUDGET_FILE, description=budget_chart_alt_text(overview))]
