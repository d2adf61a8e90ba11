"""What is behind More on a card: the details, and a menu of what has no button of its own."""

from __future__ import annotations

from bot.domain.acts import member_act
from bot.views.format.i18n import _
from bot.views.suggestions.details import details_view
from bot.views.suggestions.notices import GONE, UNKNOWN_BUTTON
from cogs.components.acts import act_on
from cogs.components.clicks import DynamicButton, DynamicMenu
from cogs.components.queue import IN_PRIVATE, PLACE
from cogs.responses import respond, respond_with_view
from cogs.team import TeamInteraction


class MoreButton(DynamicButton, template=r"more:(?P<id>\d{1,18})"):
    """On a click: show this member the details and the menu."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        card = await interaction.client.services.decisions.card(self.target_id)
        if card is None:
            await respond(interaction, _(GONE))
        else:
            await respond_with_view(interaction, details_view(card))


_ANYWAY = rf"anyway:(?P<id>\d{{1,18}}):(?P<act>[a-z_]+):(?P<revision>\d{{1,9}})(?::(?P<place>{PLACE}))?"


class AnywayButton(DynamicButton, template=_ANYWAY):
    """On a click on "… anyway": do what another member is on, and say in place what came of it; in a queue the next card follows."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        act = member_act(self.match["act"])
        if act is None:
            await respond(interaction, _(UNKNOWN_BUTTON))
        else:
            place = self.match["place"] or IN_PRIVATE
            await act_on(interaction, act, self.target_id, int(self.match["revision"]), place, despite_claim=True)


class ActMenu(DynamicMenu, template=r"menu:(?P<id>\d{1,18}):(?P<revision>\d{1,9})"):
    """On a choice: do it and say, in place, what came of it; the card in the channel follows."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        act = member_act(self.chosen)
        if act is None:
            await respond(interaction, _(UNKNOWN_BUTTON))
        else:
            await act_on(interaction, act, self.target_id, int(self.match["revision"]), IN_PRIVATE)
