"""An insight as a message, and its menus."""

from __future__ import annotations

import asyncio
import io

import discord

from bot.domain import Insight, InsightRange, InsightTopic
from bot.views.digest.insight_chart import insight_chart_png
from bot.views.digest.insights import INSIGHT_FILE, has_chart, insight_alt_text, insight_view, range_menu_id, topic_menu_id
from bot.views.format.screen import Screen
from cogs.components.clicks import DynamicMenu
from cogs.custom_ids import UnknownId
from cogs.team import TeamInteraction


async def insight_message(insight: Insight) -> tuple[Screen, list[discord.File]]:
    """The screen, and its chart, which is drawn in a thread."""
    if not has_chart(insight):
        return insight_view(insight), []
    picture = await asyncio.to_thread(insight_chart_png, insight)
    return insight_view(insight), [discord.File(io.BytesIO(picture), INSIGHT_FILE, description=insight_alt_text(insight))]


class _InsightMenu(DynamicMenu, template=r"(?!)"):
    """On a choice: show another insight in place."""

    async def _show(self, interaction: TeamInteraction, topic: str, wanted: str) -> None:
        try:
            asked = InsightTopic(topic), InsightRange(wanted)
        except ValueError:
            raise UnknownId(self.custom_id) from None
        await interaction.response.defer()
        screen, files = await insight_message(await interaction.client.services.insights.show(*asked))
        await interaction.edit_original_response(view=screen, attachments=files)


class InsightTopicMenu(_InsightMenu, template=topic_menu_id(r"(?P<other>[a-z0-9_]{1,20})")):
    """On a choice: show another topic, over the same range."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await self._show(interaction, self.chosen, self.match["other"])


class InsightRangeMenu(_InsightMenu, template=range_menu_id(r"(?P<other>[a-z0-9_]{1,20})")):
    """On a choice: show the same topic over another range."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await self._show(interaction, self.match["other"], self.chosen)
