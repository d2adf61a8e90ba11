"""The message about a burst of followers: edited while the burst goes on, and answered by those who may decide."""

from __future__ import annotations

import asyncio
import io
from datetime import tzinfo

import discord

from bot.domain import BurstKind, BurstState
from bot.views.followers.burst_chart import burst_chart_alt_text, burst_chart_png
from bot.views.followers.bursts import BURST_FILE, burst_view, viral_view
from bot.views.format.i18n import _
from bot.views.format.screen import Screen
from bot.views.suggestions.marks import announcement_component_id
from bot.views.suggestions.notices import GONE_BURST, burst_already_decided
from bot.workflow.followers.bursts import Alert, BurstDecision
from cogs.components.clicks import DynamicButton
from cogs.responses import member_of, respond
from cogs.team import TeamInteraction


async def alert_screen(alert: Alert, timezone: tzinfo) -> tuple[Screen, list[discord.File]]:
    """The screen, and for a purchase its chart, which is drawn in a thread."""
    component_id = announcement_component_id(alert.announcement_id)
    if alert.burst.kind is BurstKind.VIRAL:
        return viral_view(alert.burst, alert.people, component_id=component_id), []
    picture = await asyncio.to_thread(burst_chart_png, alert.bars, alert.expected, timezone=timezone)
    words = burst_chart_alt_text(alert.bars, alert.expected, timezone=timezone)
    view = burst_view(alert.burst, alert.people, component_id=component_id, chart=words)
    return view, [discord.File(io.BytesIO(picture), BURST_FILE, description=words)]


class BurstButton(DynamicButton, template=r"burst:(?P<id>\d{1,18}):(?P<state>fine|held)"):
    """On a click: record whether the prompts for a burst's members may come, and show the alert as it is now."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        services, burst_id = interaction.client.services, self.target_id
        decision = await services.bursts.decide(burst_id, BurstState(self.match["state"]), member_of(interaction))
        alert = await services.bursts.alert(burst_id)
        if alert is None:
            await respond(interaction, _(GONE_BURST))
        elif decision is BurstDecision.UNCHANGED:
            await respond(interaction, burst_already_decided(alert.burst))
        else:
            await interaction.response.defer()
            view, files = await alert_screen(alert, services.context.policy.timezone)
            await interaction.edit_original_response(view=view, attachments=files)
            await services.bursts.shown(alert.burst)
