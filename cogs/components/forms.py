"""Forms that are known by their custom_id alone, so that one that was opened before a restart is still taken."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import partial
from typing import Any

import discord
from discord.ext import commands

from bot.domain import MentionableKind
from cogs.custom_ids import UnknownId
from cogs.server.gate import handle_interaction
from cogs.team import FormValues, Team, TeamInteraction

FORM_TIMEOUT_SECONDS = 15 * 60
"""How long Discord takes what was typed into a form."""


def form_id(kind: str, about: object = "") -> str:
    """The custom_id of a form. kind: who takes it, in lower-case letters; about: what it is about."""
    return f"{kind}:{about}"


class Forms(commands.Cog):
    """When a form is sent: hand it to whoever takes its kind, once it has passed the access check.

    It is answered whatever happens, and what somebody wrote is given back where it cannot be taken.
    """

    def __init__(self, bot: Team) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_interaction(self, interaction: TeamInteraction) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Mapping[str, Any] = interaction.data or {}
        kind, _, about = str(data.get("custom_id")).partition(":")
        roles = (data.get("resolved") or {}).get("roles") or {}
        values = {str(field["custom_id"]): _value(field, roles) for field in _fields(data) if "custom_id" in field}
        written = max(values.values(), key=len, default="")
        await handle_interaction(interaction, partial(self._handle, interaction, kind, about, values), f"the form {kind[:40]}", written)

    async def _handle(self, interaction: TeamInteraction, kind: str, about: str, values: FormValues) -> None:
        handler = self._bot.forms.get(kind)
        if handler is None:
            raise UnknownId(kind)
        await handler(interaction, about, values)


def _value(field: Mapping[str, Any], roles: Container[str]) -> str:
    """A text, or what was chosen with commas between. roles: the ids of those that were chosen among roles and members."""
    chosen = field.get("values")
    if not isinstance(chosen, list):
        return str(field.get("value") or "")
    if field.get("type") == discord.ComponentType.mentionable_select.value:
        return ",".join(f"{MentionableKind.ROLE if one in roles else MentionableKind.MEMBER}:{one}" for one in chosen)
    return ",".join(map(str, chosen))


def _fields(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Everything in a form: a label holds its field as `component`, a row its fields as `components`."""
    for child in [*(part.get("components") or ()), part.get("component")]:
        if isinstance(child, Mapping):
            yield child
            yield from _fields(child)
