"""Buttons that are known by their custom_id alone, so that they work after any restart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Self

import discord
from discord import ui
from discord.ext import commands

from bot.views.suggestions.card import LABELS
from bot.views.suggestions.notices import UNKNOWN_BUTTON
from cogs.components.custom_ids import id_in
from cogs.responses import tell
from cogs.server.gate import take

if TYPE_CHECKING:
    from cogs.responses import Asked

ACTS = {act.value: act for act in LABELS}
"""What a button can say about a suggestion, by the word in its custom_id."""


class Click(ui.DynamicItem[ui.Button[Any]], template=r"(?!)"):
    """Passes the gate, and is answered whatever happens.

    said: what the button's custom_id holds.
    """

    kinds: ClassVar[list[re.Pattern[str]]] = []
    """What the custom_ids of every kind of button look like."""

    def __init_subclass__(cls, *, template: str) -> None:
        super().__init_subclass__(template=template)
        cls.kinds.append(re.compile(template))

    def __init__(self, item: ui.Button[Any], said: re.Match[str]) -> None:
        super().__init__(item)
        self.said = said

    @classmethod
    async def from_custom_id(cls, interaction: Asked, item: ui.Button[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]  # only buttons have such ids
        return cls(item, match)

    async def callback(self, interaction: Asked) -> None:  # type: ignore[override]  # our own client is the only one
        await take(interaction, partial(self.clicked, interaction), f"the click on {self.custom_id}")

    @property
    def about(self) -> int:
        """The id in the custom_id, X's or our own. Raises UnknownId."""
        return id_in(self.said["id"])

    async def clicked(self, interaction: Asked) -> None:
        """What the click does; each kind of button says it."""


class UnknownClicks(commands.Cog):
    """On a click on a button that no kind of ours knows, as an older version may have left behind: say so."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Asked) -> None:
        data: Mapping[str, Any] = interaction.data or {}
        custom_id = str(data.get("custom_id"))
        if interaction.type is discord.InteractionType.component and not any(kind.fullmatch(custom_id) for kind in Click.kinds):
            await take(interaction, partial(tell, interaction, UNKNOWN_BUTTON), "a click on an unknown button")
