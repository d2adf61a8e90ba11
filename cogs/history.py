"""Who decided what."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import date

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.local_days import midnights
from bot.views.format.i18n import _
from bot.views.format.limits import CHOICE_VALUE
from bot.views.format.screen import Screen
from bot.views.suggestions.history import DECISIONS, FILE, FILE_DESCRIPTION, PAGE, history_csv, history_view
from bot.views.suggestions.notices import history_file_notice, invalid_day, nobody_known
from bot.views.words.commands import COMMANDS, OPTIONS
from bot.workflow.people.lookup import HistoryFilter
from cogs.components.autocomplete import autocomplete_people
from cogs.custom_ids import UnknownId, parse_day, parse_id, parse_place
from cogs.responses import respond, respond_with_view
from cogs.team import Team, TeamInteraction

KEY = 3
"""How many numbers say where a line stands in the history."""
MOST_LINES = 10_000
"""Lines of one file: about two seconds' work and well below Discord's 10 MB."""


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """What the history was narrowed to, small enough to stand in a button's custom_id."""

    member_id: int | None = None
    user_id: int | None = None
    day: date | None = None

    def __str__(self) -> str:
        return f"{self.member_id or ''}.{self.user_id or ''}.{self.day or ''}"

    @classmethod
    def parse(cls, text: str) -> HistoryQuery:
        """Raises UnknownId for what is none."""
        try:
            member_id, user_id, day = text.split(".")
            return cls(parse_id(member_id) if member_id else None, parse_id(user_id) if user_id else None, parse_day(day) if day else None)
        except ValueError:
            raise UnknownId(text) from None


class History(commands.Cog):
    """On /history: who decided what, newest first, in pages or as a file, in private."""

    def __init__(self, bot: Team) -> None:
        self._people = bot.services.people
        self._context = bot.services.context
        bot.pages[DECISIONS] = self._page

    @app_commands.command(description=COMMANDS["history"])
    @app_commands.describe(**OPTIONS["history"])
    @app_commands.autocomplete(person=autocomplete_people)
    async def history(
        self,
        interaction: TeamInteraction,
        member: discord.User | None = None,
        person: app_commands.Range[str, 1, CHOICE_VALUE] | None = None,
        day: app_commands.Range[str, 1, 20] | None = None,
        csv: bool = False,
    ) -> None:
        found = await self._people.look_up(person) if person else None
        if person and found is None:
            await respond(interaction, nobody_known(person))
            return
        try:
            on = parse_day(day.strip()) if day else None
        except ValueError:
            await respond(interaction, invalid_day(day or ""))
            return
        wanted = HistoryQuery(member.id if member else None, found.profile.user_id if found else None, on)
        await (self._send_file(interaction, wanted) if csv else respond_with_view(interaction, await self._page(0, str(wanted))))

    async def _page(self, _offset: int, query: str) -> Screen:
        place, narrowed = parse_place(query, KEY)
        wanted = HistoryQuery.parse(narrowed)
        return history_view(await self._people.history(self._filter(wanted), PAGE, place), query=str(wanted))

    async def _send_file(self, interaction: TeamInteraction, wanted: HistoryQuery) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        entries, total = await self._people.whole_history(self._filter(wanted), MOST_LINES)
        data = await asyncio.to_thread(history_csv, entries)
        file = discord.File(io.BytesIO(data), FILE, description=_(FILE_DESCRIPTION))
        await interaction.followup.send(history_file_notice(len(entries), total), file=file, ephemeral=True)

    def _filter(self, wanted: HistoryQuery) -> HistoryFilter:
        since, until = midnights(wanted.day, 1, self._context.policy.timezone) if wanted.day else (None, None)
        return HistoryFilter(wanted.member_id, wanted.user_id, since, until)
