"""The team's own words: what brings people forward, and what keeps them off the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.domain import Taste
from bot.views.people.keywords import FORM, faulty_words, saved_words
from bot.workflow.people.keywords import Faulty, Saved
from cogs.components.custom_ids import UnknownId
from cogs.components.forms import PATIENCE_SECONDS, Typed, form_id
from cogs.responses import member_of, refuse, tell

if TYPE_CHECKING:
    from cogs.client import TeamBot
    from cogs.responses import Asked

_FORM = "words"
_INPUT = "words"
_LONGEST = 3_000


class Settings(commands.GroupCog, group_name="settings", group_description="Your topics, and subjects to keep off the desk."):
    """On /settings topics and /settings never: a form with the words as they are. When it is sent: keep them; say how often they occur."""

    def __init__(self, bot: TeamBot) -> None:
        self._tastes = bot.services.tastes
        bot.forms[_FORM] = self._take

    @app_commands.command(description="Plain words for what your account is about; whoever shares them comes first.")
    async def topics(self, interaction: Asked) -> None:
        await self._open(interaction, Taste.TOPIC)

    @app_commands.command(description="Words for what is not for us; nobody is asked about people who use them.")
    async def never(self, interaction: Asked) -> None:
        await self._open(interaction, Taste.NEVER)

    async def _take(self, interaction: Asked, about: str, typed: Typed) -> None:
        if about not in set(Taste):
            raise UnknownId(about)
        await self._save(interaction, Taste(about), typed.get(_INPUT, ""))

    async def _open(self, interaction: Asked, taste: Taste) -> None:
        words = FORM[taste]
        modal = ui.Modal(title=words.title, custom_id=form_id(_FORM, taste.value), timeout=PATIENCE_SECONDS)
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
