"""Buttons and menus that are known by their custom_id alone, so that they work after any restart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Self

import discord
from discord import ui
from discord.ext import commands

from bot.views.format.i18n import _
from bot.views.suggestions.notices import UNKNOWN_BUTTON
from cogs.custom_ids import UnknownId, parse_id
from cogs.responses import respond
from cogs.server.gate import handle_interaction
from cogs.team import TeamInteraction


class _DynamicComponent(ui.DynamicItem["ui.Item[Any]"], template=r"(?!)"):
    """Passes the access check, and is answered whatever happens.

    match: what its custom_id holds.
    """

    templates: ClassVar[list[re.Pattern[str]]] = []
    """What the custom_ids of every kind of them look like."""

    def __init_subclass__(cls, *, template: str) -> None:
        super().__init_subclass__(template=template)
        cls.templates.append(re.compile(template))

    def __init__(self, item: ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(cls, interaction: TeamInteraction, item: ui.Item[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]  # only such items have such ids
        return cls(item, match)

    async def callback(self, interaction: TeamInteraction) -> None:  # type: ignore[override]  # our own client is the only one
        await handle_interaction(interaction, partial(self.on_click, interaction), f"the click on {self.custom_id}")

    @property
    def target_id(self) -> int:
        """The id in the custom_id, X's or our own. Raises UnknownId."""
        return parse_id(self.match["id"])

    async def on_click(self, interaction: TeamInteraction) -> None:
        """What the click does; each kind says it."""


class DynamicButton(_DynamicComponent, template=r"(?!)"):
    """A button."""


class DynamicMenu(_DynamicComponent, template=r"(?!)"):
    """A menu. Another version of Mutuals may have offered what is chosen there: nothing in it is believed."""

    @property
    def chosen(self) -> str:
        """The one thing that was chosen. Raises UnknownId."""
        if not self.all_chosen:
            raise UnknownId(self.custom_id)
        return self.all_chosen[0]

    @property
    def all_chosen(self) -> list[str]:
        """Everything that was chosen. Raises UnknownId."""
        if not isinstance(self.item, ui.Select):
            raise UnknownId(self.custom_id)
        return [*map(str, self.item.values)]


class UnknownButtons(commands.Cog):
    """On a click on a button or in a menu that no kind of ours knows, as an older version may have left behind: say so."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: TeamInteraction) -> None:
        data: Mapping[str, Any] = interaction.data or {}
        custom_id = str(data.get("custom_id"))
        if interaction.type is discord.InteractionType.component and not any(
            template.fullmatch(custom_id) for template in _DynamicComponent.templates
        ):
            await handle_interaction(interaction, partial(respond, interaction, _(UNKNOWN_BUTTON)), "a click on an unknown button")
