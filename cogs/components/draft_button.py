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
    KEPT,
    PROPOSED,
    SAVE,
    SAVE_AND_APPROVE,
    THEN_CHOICES,
    THEN_LABEL,
    answered_post,
    not_taken,
)
from bot.views.suggestions.notices import changed_meanwhile, no_other_reply, too_late, with_input
from bot.workflow.suggestions.decisions import Changed, Claimed, Decided, Invalid, TooLate
from bot.workflow.suggestions.drafts import DraftChanged, DraftForm, NoAlternative
from cogs.components.card import show_card
from cogs.components.clicks import DynamicButton
from cogs.components.forms import FORM_TIMEOUT_SECONDS, form_id
from cogs.components.outcomes import show_outcome
from cogs.components.queue import IN_PRIVATE, ON_CARD, PLACE, Place, in_queue, queue_page_with
from cogs.custom_ids import UnknownId, parse_id
from cogs.responses import member_of, respond, respond_with_view
from cogs.team import FormValues, TeamInteraction

FORM = "draft"
_INPUT, _THEN = "text", "then"
_ANYWAY = ":anyway"

_FORM_ID = re.compile(rf"(?P<id>\d{{1,19}}):(?P<revision>\d{{1,9}}):(?P<place>{ON_CARD}|{IN_PRIVATE}|{PLACE})(?P<anyway>{_ANYWAY})?")
"""Suggestion, revision of the text that was shown, place, and whether also where another member is on it."""


class DraftButton(DynamicButton, template=rf"draft:(?P<id>\d{{1,18}}):edit(?P<anyway>{_ANYWAY})?"):
    """On a click on "Edit again": open the form with what this member typed last."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await open_form(interaction, self.target_id, IN_PRIVATE, despite_claim=bool(self.match["anyway"]))


async def open_form(interaction: TeamInteraction, suggestion_id: int, place: str, *, despite_claim: bool = False) -> None:
    """Let a member write the text. place: see ON_CARD. despite_claim: also where another member is on it."""
    match await interaction.client.services.drafts.written(suggestion_id, member_of(interaction), despite_claim=despite_claim):
        case DraftForm(post, written, revision, may_approve):
            about = f"{suggestion_id}:{revision}:{place}{_ANYWAY if despite_claim else ''}"
            modal = ui.Modal(title=_(FORM_TITLE), custom_id=form_id(FORM, about), timeout=FORM_TIMEOUT_SECONDS)
            field = ui.TextInput[ui.Modal](
                custom_id=_INPUT, style=discord.TextStyle.paragraph, default=written, required=False, max_length=MAX_TEXT_LENGTH
            )
            modal.add_item(ui.TextDisplay(answered_post(post)))
            modal.add_item(ui.Label(text=_(FORM_LABEL), description=_(FORM_HINT), component=field))
            modal.add_item(ui.Label(text=_(THEN_LABEL), component=_what_next()) if may_approve else ui.TextDisplay(_(FOUR_EYES)))
            await interaction.response.send_modal(modal)
        case Claimed() as claimed:
            await show_outcome(interaction, Act.EDIT, claimed, place)
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
    suggestion_id, revision, place, anyway = parse_id(found["id"]), int(found["revision"]), found["place"], bool(found["anyway"])
    written, drafts, member = values.get(_INPUT, ""), interaction.client.services.drafts, member_of(interaction)
    with _held(interaction, place):
        match await drafts.edit(suggestion_id, revision, written, member, despite_claim=anyway):
            case DraftChanged(card) if values.get(_THEN) == SAVE_AND_APPROVE:
                await _approve(interaction, card, place, despite_claim=anyway)
            case DraftChanged(card):
                await _show_redrafted(interaction, card, place)
            case Invalid(faults, card):
                await respond_with_view(interaction, not_taken(card.suggestion.id, _(FAULTY), faults, anyway=anyway))
            case Changed(decision, card):
                await respond_with_view(interaction, not_taken(card.suggestion.id, changed_meanwhile(decision), anyway=anyway))
            case Claimed() as claimed:
                await show_outcome(interaction, Act.EDIT, claimed, place, text(_(KEPT)))
            case TooLate(decision, card):
                await respond(interaction, with_input(too_late(Act.EDIT, decision, card), written))


async def take_another(interaction: TeamInteraction, suggestion_id: int, revision: int, place: str, *, despite_claim: bool = False) -> None:
    """Propose the next saved reply. place, despite_claim: see `open_form`."""
    drafts, member = interaction.client.services.drafts, member_of(interaction)
    match await drafts.another(suggestion_id, revision, member, despite_claim=despite_claim):
        case DraftChanged(card):
            await _show_redrafted(interaction, card, place)
        case NoAlternative(why):
            await respond(interaction, no_other_reply(why))
        case Changed(decision, _):
            await respond(interaction, changed_meanwhile(decision))
        case Claimed() as claimed:
            await show_outcome(interaction, Act.ANOTHER, claimed, place)
        case TooLate(decision, card):
            await respond(interaction, too_late(Act.ANOTHER, decision, card))


async def _approve(interaction: TeamInteraction, card: Card, place: str, *, despite_claim: bool) -> None:
    """The very text that was just written, unless somebody has changed it since; and show what came of it."""
    suggestion, decisions, act = card.suggestion, interaction.client.services.decisions, Act.APPROVE
    outcome = await decisions.decide(suggestion.id, act, member_of(interaction), suggestion.revision, despite_claim=despite_claim)
    if place == ON_CARD and interaction.message is not None and isinstance(outcome, Decided):
        await show_card(interaction, outcome.card, interaction.message.id)
    else:
        await show_outcome(interaction, act, outcome, place)


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
    elif in_queue(place):
        await interaction.response.edit_message(view=await queue_page_with(interaction.client.services, card, Place.parse(place)))
    else:
        await interaction.response.edit_message(view=Screen(text(_(PROPOSED))))
