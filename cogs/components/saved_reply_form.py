"""Choosing a saved reply, and the form in which one is written."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.domain import Intent, SavedReply
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from bot.views.format.i18n import _
from bot.views.format.limits import CHOICES
from bot.views.inbox.saved_replies import (
    CHANGE_TITLE,
    INTENT_LABEL,
    LANGUAGE_DESCRIPTION,
    LANGUAGE_LABEL,
    NEW_TITLE,
    TEXT_LABEL,
    TEXT_PLACEHOLDER,
    choice_name,
    faulty_view,
    intent_name,
    not_one,
    removed_view,
    saved_view,
    text_description,
)
from bot.views.words.sentences import sentence
from bot.workflow.inbox.saved_replies import GONE, Invalid, Saved
from cogs.components.forms import FORM_TIMEOUT_SECONDS, form_id
from cogs.custom_ids import UnknownId, parse_id
from cogs.responses import member_of, require_decider, respond, respond_with_view
from cogs.team import FormValues, TeamInteraction

FORM = "saved"
FILE = "saved-replies.csv"

_INTENT, _TEXT, _LANGUAGE = "intent", "text", "language"
_CHOICE_PREFIX = "saved reply no. "
"""Begins the value of a choice: a number alone may be what somebody looks for, as in "10 % off"."""


async def suggest_saved_replies(interaction: TeamInteraction, typed: str) -> list[app_commands.Choice[str]]:
    """The first saved replies in which what was typed occurs."""
    wanted = typed.casefold().strip()
    replies = await interaction.client.services.saved_replies.all()
    fitting = [reply for reply in replies if wanted in f"{reply.intent} {reply.text}".casefold()]
    return [app_commands.Choice(name=choice_name(reply), value=f"{_CHOICE_PREFIX}{reply.id}") for reply in fitting[:CHOICES]]


async def selected_reply(interaction: TeamInteraction, typed: str) -> SavedReply | None:
    """The saved reply that was chosen to be changed; None where it was none, which the member is told. Raises NotPermitted."""
    require_decider(interaction)
    try:
        number = parse_id(typed.removeprefix(_CHOICE_PREFIX)) if typed.startswith(_CHOICE_PREFIX) else None
    except UnknownId:
        number = None
    reply = None if number is None else await interaction.client.services.saved_replies.get(number)
    if reply is None:
        await respond(interaction, not_one(typed) if number is None else sentence(GONE))
    return reply


async def open_form(interaction: TeamInteraction, reply: SavedReply | None = None) -> None:
    """For a new one, or filled in with one that is to be changed. Raises NotPermitted."""
    require_decider(interaction)
    await interaction.response.send_modal(_form(reply))


async def handle_form(interaction: TeamInteraction, about: str, values: FormValues) -> None:
    """Keep what was written, or give it back."""
    written, intent = values.get(_TEXT, ""), values.get(_INTENT, "")
    if intent not in set(Intent):
        raise UnknownId(intent)
    reply = SavedReply(parse_id(about) if about else 0, Intent(intent), written, values.get(_LANGUAGE, ""))
    match await interaction.client.services.saved_replies.save(reply, member_of(interaction)):
        case Saved(kept):
            await respond_with_view(interaction, saved_view(kept))
        case Invalid(faults):
            await respond_with_view(interaction, faulty_view(faults, written))


async def remove_reply(interaction: TeamInteraction, reply: SavedReply) -> None:
    """Remove one, and give it back."""
    match await interaction.client.services.saved_replies.remove(reply.id, member_of(interaction)):
        case SavedReply() as removed:
            await respond_with_view(interaction, removed_view(removed))
        case Invalid(faults):
            await respond_with_view(interaction, faulty_view(faults))


def _form(reply: SavedReply | None) -> ui.Modal:
    modal = ui.Modal(
        title=_(CHANGE_TITLE if reply else NEW_TITLE), custom_id=form_id(FORM, reply.id if reply else ""), timeout=FORM_TIMEOUT_SECONDS
    )
    before = reply.intent if reply else None
    options = [discord.SelectOption(label=intent_name(intent), value=intent.value, default=intent is before) for intent in Intent]
    intents = ui.Select[Any](custom_id=_INTENT, options=options)
    written = ui.TextInput[Any](
        custom_id=_TEXT,
        style=discord.TextStyle.paragraph,
        default=reply.text if reply else None,
        placeholder=_(TEXT_PLACEHOLDER),
        max_length=MAX_TEXT_LENGTH,
    )
    language = ui.TextInput[Any](custom_id=_LANGUAGE, default=reply.language or None if reply else None, required=False, max_length=20)
    modal.add_item(ui.Label(text=_(INTENT_LABEL), component=intents))
    modal.add_item(ui.Label(text=_(TEXT_LABEL), description=text_description(), component=written))
    modal.add_item(ui.Label(text=_(LANGUAGE_LABEL), description=_(LANGUAGE_DESCRIPTION), component=language))
    return modal
