"""The message about a burst of followers: edited while the burst goes on, and answered by those who may decide."""

from __future__ import annotations

import asyncio
import io
from datetime import tzinfo
from typing import TYPE_CHECKING

import discord

from bot.domain import BurstKind, BurstState
from bot.views.followers.burst_chart import burst_chart_in_words, burst_chart_png
from bot.views.followers.bursts import BURST_FILE, burst_view, viral_view
from bot.views.format.screen import Screen
from bot.views.suggestions.marks import announcement_mark
from bot.views.suggestions.notices import GONE_BURST, same_already
from bot.workflow.followers.bursts import Alert, Said
from cogs.components.clicks import Click
from cogs.responses import member_of, refuse, tell

if TYPE_CHECKING:
    from cogs.responses import Asked


async def alert_screen(alert: Alert, timezone: tzinfo) -> tuple[Screen, list[discord.File]]:
    """The screen, and for a purchase its chart, which is drawn in a thread."""
    mark = announcement_mark(alert.announcement_id)
    if alert.burst.kind is BurstKind.VIRAL:
        return viral_view(alert.burst, alert.people, mark=mark), []
    picture = await asyncio.to_thread(burst_chart_png, alert.bars, alert.expected, timezone=timezone)
    words = burst_chart_in_words(alert.bars, alert.expected, timezone=timezone)
    view = burst_view(alert.burst, alert.people, mark=mark, chart=words)
    return view, [discord.File(io.BytesIO(picture), BURST_FILE, description=words)]


class BurstButton(Click, template=r"burst:(?P<id>\d{1,18}):(?P<state>fine|held)"):
    """On a click: record what the member says about the prompts for a burst's members, and show the alert as it is now."""

    async def clicked(self, interaction: Asked) -> None:
        services, burst_id = interaction.client.services, self.about
        said = await services.bursts.decide(burst_id, BurstState(self.said["state"]), member_of(interaction))
        if said is Said.NOT_ALLOWED:
            await refuse(interaction)
            return
        alert = await services.bursts.alert(burst_id)
        if alert is None:
            await tell(interaction, GONE_BURST)
        elif said is Said.THE_SAME:
            await tell(interaction, same_already(alert.burst))
        else:
            await interaction.response.defer()
            view, files = await alert_screen(alert, services.context.policy.timezone)
            await interaction.edit_original_response(view=view, attachments=files)
            await services.bursts.shown(alert.burst)
