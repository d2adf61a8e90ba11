"""The buttons that override a verdict where there is no card: on a look-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import OverrideKind
from bot.views.people.lookup import CLEAR
from bot.views.suggestions.notices import UNKNOWN_BUTTON
from cogs.components.clicks import DynamicButton
from cogs.followers import lookup_screen
from cogs.responses import deny, member_of, respond

if TYPE_CHECKING:
    from cogs.responses import TeamInteraction


class OverrideButton(DynamicButton, template=r"override:(?P<id>\d{1,19}):(?P<word>[a-z_]+)"):
    """On a click: set or clear the override, and show the look-up as it is now."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        word, user_id = self.match["word"], self.target_id
        if word not in {*OverrideKind, CLEAR}:
            await respond(interaction, UNKNOWN_BUTTON)
            return
        services = interaction.client.services
        kind = None if word == CLEAR else OverrideKind(word)
        if not await services.overrides.set(user_id, kind, member_of(interaction)):
            await deny(interaction)
            return
        screen = await lookup_screen(services.people, user_id)
        if screen is None:
            await respond(interaction, UNKNOWN_BUTTON)
        else:
            await interaction.response.edit_message(view=screen)
