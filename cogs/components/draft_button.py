"""Changing the text of an answer before it is approved: with a form, or by taking another saved reply."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager, nullcontext

import discord
from discord import ui

from bot.domain import Act, Card
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from bot.views.format.i18n import _
from bot.views.format.screen import Screen, text
from bot.views.inbox.draft import (
    FAULTY,
    FORM_HINT,
    FORM_LABEL,
    FORM_TITLE,
    FOUR_EYES,
    PROPOSED,
    SAVE,
    SAVE_AND_APPROVE,
    THEN_CHOICES,
    THEN_LABEL,
    answered_post,
    not_taken,
)
from bot.views.suggestions.notices import OUT_OF_DATE, changed_meanwhile, no_other_reply, too_late, with_input
from bot.workflow.suggestions.cards import OutOfDate
from bot.workflow.suggestions.decisions import Changed, Decided, Invalid, TooLate
from bot.workflow.suggestions.drafts import DraftChanged, DraftForm, NoAlternative
from cogs.components.card import show_card
from cogs.components.clicks import DynamicButton
from cogs.components.forms import FORM_TIMEOUT_SECONDS, form_id
from cogs.components.outcomes import outcome_notice
from cogs.components.queue import PLACE, Place, queue_page, queue_page_with
from cogs.custom_ids import UnknownId, parse_id
from cogs.responses import member_of, respond, respond_with_view
from cogs.team import FormValues, TeamInteraction

FORM = "draft"
_INPUT, _THEN = "text", "then"

ON_CARD, IN_PRIVATE = "card", "private"
"""Where a form was opened: on the card in the channel, on a private answer, or else in a queue, which is told by the place in it."""

_FORM_ID = re.compile(rf"(\d{{1,19}}):(\d{{1,9}}):({ON_CARD}|{IN_PRIVATE}|{PLACE})")
"""Suggestion, revision of the text that was shown, and place."""


class DraftButton(DynamicButton, template=r"draft:(?P<id>\d{1,18}):edit"):
    """On a click on "Edit again": open the form with what this member typed last."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await open_form(interaction, self.target_id, IN_PRIVATE)


async def open_form(interaction: TeamInteraction, suggestion_id: int, place: str) -> None:
    """Let a member write the text. place: see ON_CARD."""
    match await interaction.client.services.drafts.written(suggestion_id, member_of(interaction)):
        case DraftForm(post, written, revision, may_approve):
            modal = ui.Modal(
                title=_(FORM_TITLE), custom_id=form_id(FORM, f"{suggestion_id}:{revision}:{place}"), timeout=FORM_TIMEOUT_SECONDS
            )
            field = ui.TextInput[ui.Modal](
                custom_id=_INPUT, style=discord.TextStyle.paragraph, default=written, required=False, max_length=MAX_TEXT_LENGTH
            )
            modal.add_item(ui.TextDisplay(answered_post(post)))
            modal.add_item(ui.Label(text=_(FORM_LABEL), description=_(FORM_HINT), component=field))
            modal.add_item(ui.Label(text=_(THEN_LABEL), component=_what_next()) if may_approve else ui.TextDisplay(_(FOUR_EYES)))
            await interaction.response.send_modal(modal)
        case TooLate(decision, card):
            await respond(interaction, too_late(Act.EDIT, decision, card))


def _what_next() -> ui.Select[ui.Modal]:
    options = [
        discord.SelectOption(label=_(name), value=value, description=_(meaning), default=value == SAVE)
        for value, (name, meaning) in THEN_CHOICES.items()
    ]
    return ui.Select(custom_id=_THEN, options=options)


async def handle_form(interaction: TeamInteraction, about: str, values: FormValues) -> None:
    """Propose what a member wrote."""
    found = _FORM_ID.fullmatch(about)
    if found is None:
        raise UnknownId(about)
    suggestion_id, revision, place = parse_id(found[1]), int(found[2]), found[3]
    written, drafts = values.get(_INPUT, ""), interaction.client.services.drafts
    with _held(interaction, place):
        match await drafts.edit(suggestion_id, revision, written, member_of(interaction)):
            case DraftChanged(card) if values.get(_THEN) == SAVE_AND_APPROVE:
                await _approve(interaction, card, place)
            case DraftChanged(card):
                await _show_redrafted(interaction, card, place)
            case Invalid(faults, card):
                await respond_with_view(interaction, not_taken(card.suggestion.id, _(FAULTY), faults))
            case Changed(decision, card):
                await respond_with_view(interaction, not_taken(card.suggestion.id, changed_meanwhile(decision)))
            case TooLate(decision, card):
                await respond(interaction, with_input(too_late(Act.EDIT, decision, card), written))


async def take_another(interaction: TeamInteraction, suggestion_id: int, revision: int, place: str, message_id: int | None = None) -> None:
    """Propose the next saved reply. message_id: of the card on which it was asked for."""
    with _held(interaction, place):
        match await interaction.client.services.drafts.another(suggestion_id, revision, member_of(interaction), message_id):
            case DraftChanged(card):
                await _show_redrafted(interaction, card, place)
            case NoAlternative(why):
                await respond(interaction, no_other_reply(why))
            case OutOfDate():
                await respond(interaction, _(OUT_OF_DATE))
            case Changed(decision, _):
                await respond(interaction, changed_meanwhile(decision))
            case TooLate(decision, card):
                await respond(interaction, too_late(Act.ANOTHER, decision, card))


async def _approve(interaction: TeamInteraction, card: Card, place: str) -> None:
    """The very text that was just written, unless somebody has changed it since; and show what came of it."""
    suggestion, services, act = card.suggestion, interaction.client.services, Act.APPROVE
    outcome = await services.decisions.decide(suggestion.id, act, member_of(interaction), suggestion.revision)
    notice = outcome_notice(act, outcome)
    if interaction.message is None:
        await respond_with_view(interaction, Screen(*notice))
    elif place not in (ON_CARD, IN_PRIVATE):
        page = await queue_page(services, suggestion.kind, Place.parse(place), above=notice)
        await interaction.response.edit_message(view=page)
    elif place == IN_PRIVATE:
        await interaction.response.edit_message(view=Screen(*notice))
    elif isinstance(outcome, Decided):
        await show_card(interaction, outcome.card, interaction.message.id)
    else:
        await respond_with_view(interaction, Screen(*notice))


def _held(interaction: TeamInteraction, place: str) -> AbstractContextManager[None]:
    """While the answer is on its way to the card, if it is asked for there."""
    if place != ON_CARD or interaction.message is None:
        return nullcontext()
    return interaction.client.channel.hold_edits(interaction.message.id)


async def _show_redrafted(interaction: TeamInteraction, card: Card, place: str) -> None:
    """In the place where it was asked for: the card, the queue, or a private note that the card shows it."""
    message = interaction.message
    if message is None:  # deleted while the form was open
        await respond_with_view(interaction, Screen(text(_(PROPOSED))))
    elif place == ON_CARD:
        await show_card(interaction, card, message.id)
    elif place != IN_PRIVATE:
        await interaction.response.edit_message(view=await queue_page_with(interaction.client.services, card, Place.parse(place)))
    else:
        await interaction.response.edit_message(view=Screen(text(_(PROPOSED))))
