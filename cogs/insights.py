"""The team's picture of its network."""

from __future__ import annotations

import asyncio
import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain import InsightRange, InsightTopic
from bot.views.digest.insights import EXPORT_DESCRIPTION, EXPORT_FILE, RANGE_NAMES, TOPIC_NAMES, insights_file_notice
from bot.views.digest.insights_file import insights_csv
from bot.views.format.i18n import _
from bot.views.words.commands import COMMANDS, OPTIONS
from cogs.components.insight_menu import insight_message
from cogs.team import Team, TeamInteraction

_TOPICS = [app_commands.Choice(name=name, value=topic.value) for topic, name in TOPIC_NAMES.items()]
_RANGES = [app_commands.Choice(name=name, value=wanted.value) for wanted, name in RANGE_NAMES.items()]


class Insights(commands.GroupCog, group_name="insights", group_description=COMMANDS["insights"]):
    """On /insights show: one topic over a range, with menus for others. On /insights export: all of them as a file. In private."""

    def __init__(self, bot: Team) -> None:
        self._insights = bot.services.insights

    @app_commands.command(description=COMMANDS["insights show"])
    @app_commands.rename(span="range")
    @app_commands.describe(**OPTIONS["insights show"])
    @app_commands.choices(topic=_TOPICS, span=_RANGES)
    async def show(
        self, interaction: TeamInteraction, topic: str = InsightTopic.GROWTH.value, span: str = InsightRange.MONTH.value
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        screen, files = await insight_message(await self._insights.show(InsightTopic(topic), InsightRange(span)))
        await interaction.followup.send(view=screen, files=files, ephemeral=True)

    @app_commands.command(description=COMMANDS["insights export"])
    @app_commands.rename(span="range")
    @app_commands.describe(**OPTIONS["insights export"])
    @app_commands.choices(span=_RANGES)
    async def export(self, interaction: TeamInteraction, span: str = InsightRange.MONTH.value) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await self._insights.everything(InsightRange(span))
        data = await asyncio.to_thread(insights_csv, found)
        file = discord.File(io.BytesIO(data), EXPORT_FILE, description=_(EXPORT_DESCRIPTION))
        await interaction.followup.send(insights_file_notice(found), file=file, ephemeral=True)
