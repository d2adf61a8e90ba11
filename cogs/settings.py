"""The team's own words: what brings people forward, and what keeps them off the desk."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.model import Taste
from bot.views.settings import FORM, faulty_words, saved_words
from bot.workflow.tastes import Faulty, Saved
from cogs.conversation import DISCORD_FAULTS, apologise, member_of, refuse, tell

if TYPE_CHECKING:
    from cogs.client import TeamBot
    from cogs.conversation import Asked

log = logging.getLogger(__name__)

_FORM_ID = re.compile(r"words:(?P<taste>[a-z]+)")
_INPUT = "words"
_LONGEST = 3_000
_PATIENCE_SECONDS = 15 * 60


class Settings(commands.GroupCog, group_name="settings", group_description="Your topics, and subjects to keep off the desk."):
    """On /settings topics and /settings never: a form with the words as they are. When it is sent: keep them, and say how often they occur.

    A form is known by its custom id alone, so that one that was opened before a restart is still taken.
    """

    def __init__(self, bot: TeamBot) -> None:
        self._tastes = bot.services.tastes

    @app_commands.command(description="Plain words for what your account is about; whoever shares them comes first.")
    async def topics(self, interaction: Asked) -> None:
        await self._open(interaction, Taste.TOPIC)

    @app_commands.command(description="Words for what is not for us; nobody is asked about people who use them.")
    async def never(self, interaction: Asked) -> None:
        await self._open(interaction, Taste.NEVER)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Asked) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Mapping[str, Any] = interaction.data or {}
        form = _FORM_ID.fullmatch(str(data.get("custom_id")))
        if form is None or form["taste"] not in set(Taste):
            return
        try:
            await self._save(interaction, Taste(form["taste"]), _typed(data))
        except DISCORD_FAULTS as error:
            log.warning("Discord did not take the answer to a form (%s).", error)
        except Exception:
            log.exception("The words for %s could not be saved", form["taste"])
            await apologise(interaction)

    async def _open(self, interaction: Asked, taste: Taste) -> None:
        words = FORM[taste]
        modal = ui.Modal(title=words.title, custom_id=f"words:{taste.value}", timeout=_PATIENCE_SECONDS)
        field = ui.TextInput[ui.Modal](
            custom_id=_INPUT,
            style=discord.TextStyle.paragraph,
            default="\n".join(await self._tastes.words(taste)),
            placeholder=words.placeholder,
            required=False,
            max_length=_LONGEST,
        )
        modal.add_item(ui.Label(text=words.label, description=words.description, component=field))
        await interaction.response.send_modal(modal)

    async def _save(self, interaction: Asked, taste: Taste, typed: str) -> None:
        match await self._tastes.save(taste, typed, member_of(interaction)):
            case Saved(words, matching, of):
                await tell(interaction, saved_words(taste, words, matching, of))
            case Faulty(faults):
                await tell(interaction, faulty_words(faults, typed))
            case None:
                await refuse(interaction)


def _typed(data: Mapping[str, Any]) -> str:
    return next((str(field.get("value") or "") for field in _fields(data) if field.get("custom_id") == _INPUT), "")


def _fields(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Everything in a form: a label holds its field as `component`, a row its fields as `components`."""
    yield part
    for child in [*part.get("components", ()), *([part["component"]] if "component" in part else [])]:
        yield from _fields(child)
