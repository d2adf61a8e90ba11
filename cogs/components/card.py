"""A card in the channel as it becomes by a click on it."""

from __future__ import annotations

from bot.domain import Card
from bot.views.format.screen import fingerprint
from bot.views.suggestions.card import card_view
from cogs.team import TeamInteraction


async def show_card(interaction: TeamInteraction, card: Card, message_id: int) -> None:
    """The card as it is now, in its place in the channel. Where that fails, the channel mends it."""
    view = card_view(card)
    await interaction.response.edit_message(view=view)
    interaction.client.channel.shown(message_id, card, fingerprint(view))
