"""Who is new, and what is known about somebody."""

from __future__ import annotations

import asyncio
import io
from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain import LostPlace
from bot.views.followers.export import FILE_DESCRIPTION, FollowersFile, followers_file
from bot.views.followers.lost import ABOVE, BELOW, LOST, lost_view
from bot.views.followers.lost import PAGE as LOST_PAGE
from bot.views.followers.new_followers import NEWEST, PAGE, newest_view
from bot.views.format.i18n import _
from bot.views.format.limits import CHOICE_VALUE
from bot.views.format.pager import last_page
from bot.views.format.screen import Screen
from bot.views.suggestions.notices import nobody_known
from bot.views.words.commands import COMMANDS, OPTIONS
from cogs.components.audit import overview_screen
from cogs.components.autocomplete import autocomplete_people
from cogs.components.override_button import person_screen
from cogs.custom_ids import UnknownId, parse_day, parse_id
from cogs.responses import respond, respond_with_view
from cogs.team import Team, TeamInteraction


class Followers(commands.GroupCog, group_name="followers", group_description=COMMANDS["followers"]):
    """On /followers new: the newest followers, in pages. On /followers lost: who left, in pages. On /followers lookup: everything known
    about one person. On /followers audit: all of them by verdict. On /followers export: all of them as a file. Each in private.
    """

    def __init__(self, bot: Team) -> None:
        self._people, self._audit = bot.services.people, bot.services.audit
        self._lost = bot.services.lost
        bot.pages[NEWEST] = self._page
        bot.pages[LOST] = self._lost_page

    @app_commands.command(description=COMMANDS["followers new"])
    async def new(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await self._page(0, ""))

    @app_commands.command(description=COMMANDS["followers lost"])
    async def lost(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, lost_view(await self._lost.page(LOST_PAGE)))

    @app_commands.command(description=COMMANDS["followers lookup"])
    @app_commands.describe(**OPTIONS["followers lookup"])
    @app_commands.autocomplete(handle=autocomplete_people)
    async def lookup(self, interaction: TeamInteraction, handle: app_commands.Range[str, 1, CHOICE_VALUE]) -> None:
        person = await self._people.look_up(handle)
        if person is None:
            await respond(interaction, nobody_known(handle))
            return
        await respond_with_view(interaction, person_screen(person))

    @app_commands.command(description=COMMANDS["followers audit"])
    async def audit(self, interaction: TeamInteraction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        screen, files = await overview_screen(self._audit)
        await interaction.followup.send(view=screen, files=files, ephemeral=True)

    @app_commands.command(description=COMMANDS["followers export"])
    async def export(self, interaction: TeamInteraction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        file = FollowersFile(interaction.filesize_limit)
        async for portion in self._people.followers():
            if not await asyncio.to_thread(file.add, portion):
                break
        made = await asyncio.to_thread(file.made)
        attached = discord.File(io.BytesIO(made.data), made.name, description=_(FILE_DESCRIPTION))
        await interaction.followup.send(followers_file(made), file=attached, ephemeral=True)

    async def _lost_page(self, _offset: int, query: str) -> Screen:
        side, place = _place(query)
        return lost_view(await self._lost.page(LOST_PAGE, **{side: place}))

    async def _page(self, offset: int, query: str) -> Screen:
        found, total = await self._people.newest(PAGE, offset)
        if not found and total:
            offset = last_page(PAGE, total)
            found, total = await self._people.newest(PAGE, offset)
        return newest_view(found, offset=offset, total=total)


def _place(query: str) -> tuple[str, LostPlace]:
    """Which side of which place a button asks for. Raises UnknownId for what is none."""
    try:
        side, rest = query.split(".", 1)
        moment, edge_id = rest.rsplit(".", 1)
        parse_day(moment[:10])
        left_at = datetime.fromisoformat(moment)
        if side not in (ABOVE, BELOW) or left_at.tzinfo is None:
            raise UnknownId(query)
        return side, LostPlace(left_at, parse_id(edge_id))
    except ValueError:
        raise UnknownId(query) from None
