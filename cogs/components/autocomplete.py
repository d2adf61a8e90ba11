"""The autocompletion of handles."""

from __future__ import annotations

from discord import app_commands

from bot.views.format.limits import CHOICES
from bot.views.people.person import choice_name
from bot.workflow.people.lookup import key_of
from cogs.team import TeamInteraction


async def autocomplete_people(interaction: TeamInteraction, typed: str) -> list[app_commands.Choice[str]]:
    """The first whose handle or name begins like this."""
    found = await interaction.client.services.people.handles(typed, limit=CHOICES)
    return [app_commands.Choice(name=choice_name(profile), value=key_of(profile)) for profile in found]
