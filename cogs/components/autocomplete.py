"""The autocompletion of handles and days."""

from __future__ import annotations

from datetime import timedelta

from discord import app_commands

from bot.views.format.limits import CHOICES
from bot.views.format.numbers import day_name
from bot.views.people.person import choice_name
from bot.workflow.people.lookup import key_of
from cogs.team import TeamInteraction


async def autocomplete_people(interaction: TeamInteraction, typed: str) -> list[app_commands.Choice[str]]:
    """The first whose handle or name begins like this."""
    found = await interaction.client.services.people.handles(typed, limit=CHOICES)
    return [app_commands.Choice(name=choice_name(profile), value=key_of(profile)) for profile in found]


async def autocomplete_days(interaction: TeamInteraction, typed: str) -> list[app_commands.Choice[str]]:
    """The last days that are written or called like this, today first."""
    today = interaction.client.services.why_nothing_sent.today()
    days = [today - timedelta(days=ago) for ago in range(CHOICES)]
    named = {day.isoformat(): day_name(day) for day in days}
    wanted = typed.strip().casefold()
    return [app_commands.Choice(name=name, value=day) for day, name in named.items() if wanted in f"{day} {name}".casefold()]
