"""Changing the text of an answer before it is approved: with a form, or by taking another saved reply."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain import Act, Card
from bot.drafting.visible_text import LONGEST_WRITTEN
from bot.views.format.screen import Screen, fingerprint, text
from bot.views.inbox.draft import FAULTY, FORM_HINT, FORM_LABEL, FORM_TITLE, PROPOSED, not_taken
from bot.views.suggestions.card import card_view
from bot.views.suggestions.notices import changed_meanwhile, edit_in_vain, no_other, too_late
from bot.workflow.inbox.drafts import NoOther, Redrafted, Written
from bot.workflow.suggestions.decisions import Changed, Faulty, NotAllowed, TooLate
from cogs.components.clicks import Click
from cogs.components.custom_ids import UnknownId, id_in
from cogs.components.forms import PATIENCE_SECONDS, Typed, form_id
from cogs.components.queue import desk_with
from cogs.responses import member_of, refuse, show, tell

if TYPE_CHECKING:
    from cogs.responses import Asked

FORM = "draft"
_INPUT = "text"

ON_CARD, IN_PRIVATE = "card", "private"
"""Where a form was opened: on the card in the channel, on a private answer, or else on a desk, which is told by the place in the queue."""

_ABOUT = re.compile(rf"(\d{{1,19}}):(\d{{1,9}}):({ON_CARD}|{IN_PRIVATE}|\d{{1,9}})")
"""Suggestion, revision of the text that was shown, and place."""


class DraftButton(Click, template=r"draft:(?P<id>\d{1,18}):edit"):
    """On a click on "Edit again": open the form with what this member typed last."""

    async def clicked(self, interaction: Asked) -> None:
        await open_form(interaction, self.about, IN_PRIVATE)


async def open_form(interaction: Asked, suggestion_id: int, place: str) -> None:
    """Let a member write the text. place: see ON_CARD."""
    match await interaction.client.services.replies.written(suggestion_id, member_of(interaction)):
        case Written(written, revision):
            modal = ui.Modal(title=FORM_TITLE, custom_id=form_id(FORM, f"{suggestion_id}:{revision}:{place}"), timeout=PATIENCE_SECONDS)
            field = ui.TextInput[ui.Modal](
                custom_id=_INPUT, style=discord.TextStyle.paragraph, default=written, required=False, max_length=LONGEST_WRITTEN
            )
            modal.add_item(ui.Label(text=FORM_LABEL, description=FORM_HINT, component=field))
            await interaction.response.send_modal(modal)
        case TooLate(decision, card):
            await tell(interaction, too_late(Act.EDIT, decision, card))
        case NotAllowed():
            await refuse(interaction)


async def take_form(interaction: Asked, about: str, typed: Typed) -> None:
    """Propose what a member wrote."""
    found = _ABOUT.fullmatch(about)
    if found is None:
        raise UnknownId(about)
    suggestion_id, revision, place = id_in(found[1]), int(found[2]), found[3]
    written = typed.get(_INPUT, "")
    match await interaction.client.services.replies.edit(suggestion_id, revision, written, member_of(interaction)):
        case Redrafted(card):
            await show_redrafted(interaction, card, place)
        case Faulty(faults, card):
            await show(interaction, not_taken(card.suggestion.id, FAULTY, faults))
        case Changed(decision, card):
            await show(interaction, not_taken(card.suggestion.id, changed_meanwhile(decision)))
        case TooLate(decision, card):
            await tell(interaction, edit_in_vain(too_late(Act.EDIT, decision, card), written))
        case NotAllowed():
            await refuse(interaction, written)


async def take_another(interaction: Asked, suggestion_id: int, revision: int, place: str) -> None:
    """Propose the next saved reply."""
    match await interaction.client.services.replies.another(suggestion_id, revision, member_of(interaction)):
        case Redrafted(card):
            await show_redrafted(interaction, card, place)
        case NoOther(why):
            await tell(interaction, no_other(why))
        case Changed(decision, _):
            await tell(interaction, changed_meanwhile(decision))
        case TooLate(decision, card):
            await tell(interaction, too_late(Act.ANOTHER, decision, card))
        case NotAllowed():
            await refuse(interaction)


async def show_redrafted(interaction: Asked, card: Card, place: str) -> None:
    """In the place where it was asked for: the card, the desk, or a private word that the card shows it."""
    message = interaction.message
    if message is None:  # deleted while the form was open
        await show(interaction, Screen(text(PROPOSED)))
    elif place == ON_CARD:
        with interaction.client.prompts.projection.answering(message.id):
            await show_card(interaction, card, message.id)
    elif place.isdecimal():
        await interaction.response.edit_message(view=await desk_with(interaction.client.services, card, int(place)))
    else:
        await interaction.response.edit_message(view=Screen(text(PROPOSED)))


async def show_card(interaction: Asked, card: Card, message_id: int) -> None:
    """The card as it is now, in its place in the channel."""
    view = card_view(card)
    await interaction.response.edit_message(view=view)
    await interaction.client.services.board.shown_on(message_id, card, fingerprint(view))
