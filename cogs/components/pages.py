"""Turning the pages of a long answer."""

from __future__ import annotations

from bot.views.format.i18n import _
from bot.views.suggestions.notices import UNKNOWN_BUTTON
from cogs.components.clicks import DynamicButton
from cogs.responses import respond
from cogs.team import TeamInteraction


class PageButton(DynamicButton, template=r"page:(?P<kind>[a-z]+):(?P<offset>\d{1,9}):(?P<query>.*)"):
    """On a click: show the page that the button names, in place."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        build_page = interaction.client.pages.get(self.match["kind"])
        if build_page is None:
            await respond(interaction, _(UNKNOWN_BUTTON))
        else:
            await interaction.response.edit_message(view=await build_page(int(self.match["offset"]), self.match["query"]))
