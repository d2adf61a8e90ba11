"""Turning the pages of a long answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.views.format.screen import Screen
from bot.views.suggestions.notices import UNKNOWN_BUTTON
from cogs.components.clicks import Click
from cogs.responses import tell

if TYPE_CHECKING:
    from cogs.responses import Asked

MakePage = Callable[[int, str], Awaitable[Screen]]
"""Offset and query → that page of a list."""


class PageButton(Click, template=r"page:(?P<kind>[a-z]+):(?P<offset>\d{1,9}):(?P<query>.*)"):
    """On a click: show the page that the button names, in place."""

    async def clicked(self, interaction: Asked) -> None:
        make_page = interaction.client.pages.get(self.said["kind"])
        if make_page is None:
            await tell(interaction, UNKNOWN_BUTTON)
        else:
            await interaction.response.edit_message(view=await make_page(int(self.said["offset"]), self.said["query"]))
