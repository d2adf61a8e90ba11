"""Choosing a saved reply, and the form in which one is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.domain import Intent, SavedReply
from bot.drafting.visible_text import LONGEST_WRITTEN
from bot.views.inbox.saved_replies import (
    CHANGE_TITLE,
    INTENT_LABEL,
    LANGUAGE_DESCRIPTION,
    LANGUAGE_LABEL,
    NEW_TITLE,
    TEXT_DESCRIPTION,
    TEXT_LABEL,
    TEXT_PLACEHOLDER,
    choice_name,
    faulty_view,
    intent_name,
    not_one,
    removed_view,
    saved_view,
)
from bot.workflow.inbox.saved_replies import GONE, Faulty, NotAllowed, Saved
from bot.workflow.team.permission import may_decide
from cogs.components.custom_ids import UnknownId, id_in
from cogs.components.forms import PATIENCE_SECONDS, Typed, form_id
from cogs.responses import member_of, refuse, show, tell

if TYPE_CHECKING:
    from cogs.responses import Asked

FORM = "saved"
FILE = "saved-replies.csv"

_INTENT, _TEXT, _LANGUAGE = "intent", "text", "language"
_MOST_CHOICES = 25
_CHOSEN = "saved reply no. "
"""Begins the value of a choice: a number alone may be what somebody looks for, as in "10 % off"."""


async def known_replies(interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """The first 25 saved replies in which what was typed occurs."""
    wanted = typed.casefold().strip()
    replies = await interaction.client.services.saved_replies.all()
    fitting = [reply for reply in replies if wanted in f"{reply.intent} {reply.text}".casefold()]
    return [app_commands.Choice(name=choice_name(reply), value=f"{_CHOSEN}{reply.id}") for reply in fitting[:_MOST_CHOICES]]


async def chosen(interaction: Asked, typed: str) -> SavedReply | None:
    """The saved reply that was chosen; None where it was none, which the member is told."""
    try:
        number = id_in(typed.removeprefix(_CHOSEN)) if typed.startswith(_CHOSEN) else None
    except UnknownId:
        number = None
    reply = None if number is None else await interaction.client.services.saved_replies.get(number)
    if reply is None:
        await tell(interaction, not_one(typed) if number is None else GONE)
    return reply


async def open_form(interaction: Asked, reply: SavedReply | None = None) -> None:
    """For a new one, or filled in with one that is to be changed. Who may not keep it need not write it."""
    if not may_decide(member_of(interaction), interaction.client.services.context.policy):
        await refuse(interaction)
    else:
        await interaction.response.send_modal(_form(reply))


async def take_form(interaction: Asked, about: str, typed: Typed) -> None:
    """Keep what was written, or give it back."""
    written, intent = typed.get(_TEXT, ""), typed.get(_INTENT, "")
    if intent not in set(Intent):
        raise UnknownId(intent)
    reply = SavedReply(id_in(about) if about else 0, Intent(intent), written, typed.get(_LANGUAGE, ""))
    match await interaction.client.services.saved_replies.save(reply, member_of(interaction)):
        case Saved(kept):
            await show(interaction, saved_view(kept))
        case Faulty(faults):
            await show(interaction, faulty_view(faults, written))
        case NotAllowed():
            await refuse(interaction, written)


async def remove_reply(interaction: Asked, reply: SavedReply) -> None:
    """Remove one, and give it back."""
    match await interaction.client.services.saved_replies.remove(reply.id, member_of(interaction)):
        case SavedReply() as removed:
            await show(interaction, removed_view(removed))
        case Faulty(faults):
            await show(interaction, faulty_view(faults))
        case NotAllowed():
            await refuse(interaction)


def _form(reply: SavedReply | None) -> ui.Modal:
    modal = ui.Modal(
        title=CHANGE_TITLE if reply else NEW_TITLE, custom_id=form_id(FORM, reply.id if reply else ""), timeout=PATIENCE_SECONDS
    )
    before = reply.intent if reply else None
    options = [discord.SelectOption(label=intent_name(intent), value=intent.value, default=intent is before) for intent in Intent]
    intents = ui.Select[Any](custom_id=_INTENT, options=options)
    written = ui.TextInput[Any](
        custom_id=_TEXT,
        style=discord.TextStyle.paragraph,
        default=reply.text if reply else None,
        placeholder=TEXT_PLACEHOLDER,
        max_length=LONGEST_WRITTEN,
    )
    language = ui.TextInput[Any](custom_id=_LANGUAGE, default=reply.language or None if reply else None, required=False, max_length=20)
    modal.add_item(ui.Label(text=INTENT_LABEL, component=intents))
    modal.add_item(ui.Label(text=TEXT_LABEL, description=TEXT_DESCRIPTION, component=written))
    modal.add_item(ui.Label(text=LANGUAGE_LABEL, description=LANGUAGE_DESCRIPTION, component=language))
    return modal
