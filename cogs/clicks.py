"""Buttons that are known by their custom_id alone, so that they work after any restart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

from discord import ui

from bot.views.card import LABELS
from cogs.conversation import answering

if TYPE_CHECKING:
    from cogs.conversation import Asked

ACTS = {act.value: act for act in LABELS}
"""What a button can say about a suggestion, by the word in its custom_id."""


class Click(ui.DynamicItem[ui.Button[Any]], template=r"(?!)"):
    """A click is answered whatever happens.

    said: what the button's custom_id holds.
    """

    def __init__(self, item: ui.Button[Any], said: re.Match[str]) -> None:
        super().__init__(item)
        self.said = said

    @classmethod
    async def from_custom_id(cls, interaction: Asked, item: ui.Button[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]  # only buttons have such ids
        return cls(item, match)

    async def callback(self, interaction: Asked) -> None:  # type: ignore[override]  # our own client is the only one
        async with answering(interaction, f"the click on {self.custom_id}"):
            await self.clicked(interaction)

    async def clicked(self, interaction: Asked) -> None:
        """What the click does; each kind of button says it."""
