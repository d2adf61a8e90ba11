"""What is behind More on a card: the details, and a menu of what has no button of its own."""

from __future__ import annotations

from bot.domain import Act
from bot.domain.acts import ACTS, TextChange, member_act
from bot.views.format.i18n import _
from bot.views.format.screen import Item, Screen
from bot.views.suggestions.details import details_view
from bot.views.suggestions.notices import GONE, UNKNOWN_BUTTON
from cogs.components.clicks import DynamicButton, DynamicMenu
from cogs.components.discussion import discuss
from cogs.components.draft_button import IN_PRIVATE, take_another
from cogs.components.outcomes import outcome_notice
from cogs.responses import member_of, respond, respond_with_view
from cogs.team import TeamInteraction


class MoreButton(DynamicButton, template=r"more:(?P<id>\d{1,18})"):
    """On a click: show this member the details and the menu."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        card = await interaction.client.services.decisions.card(self.target_id)
        if card is None:
            await respond(interaction, _(GONE))
        else:
            await respond_with_view(interaction, details_view(card))


class AnywayButton(DynamicButton, template=r"anyway:(?P<id>\d{1,18}):(?P<act>[a-z_]+):(?P<revision>\d{1,9})"):
    """On a click on "… anyway": decide what another member is on, and say in place what came of it."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        act, member = member_act(self.match["act"]), member_of(interaction)
        if act is None or not ACTS[act].only_recorded:
            await respond(interaction, _(UNKNOWN_BUTTON))
            return
        decisions, revision = interaction.client.services.decisions, int(self.match["revision"])
        outcome = await decisions.decide(self.target_id, act, member, revision, despite_claim=True)
        await interaction.response.edit_message(view=Screen(*outcome_notice(act, outcome)))


class ActMenu(DynamicMenu, template=r"menu:(?P<id>\d{1,18}):(?P<revision>\d{1,9})"):
    """On a choice: record the decision and say, in place, what was done; the card in the channel follows.

    On Another text: take it. On Discuss: open the thread.
    """

    async def on_click(self, interaction: TeamInteraction) -> None:
        act, revision = member_act(self.chosen), int(self.match["revision"])
        if act is None:
            await respond(interaction, _(UNKNOWN_BUTTON))
        elif ACTS[act].text_change is TextChange.NEXT_SAVED:
            await take_another(interaction, self.target_id, revision, IN_PRIVATE)
        elif ACTS[act].discusses:
            await discuss(interaction, self.target_id)
        else:
            await interaction.response.edit_message(view=Screen(*await self._decide(interaction, act, revision)))

    async def _decide(self, interaction: TeamInteraction, act: Act, revision: int) -> list[Item]:
        outcome = await interaction.client.services.decisions.decide(self.target_id, act, member_of(interaction), revision)
        return outcome_notice(act, outcome)
