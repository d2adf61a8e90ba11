"""Who is new, and what is known about somebody."""

from __future__ import annotations

import asyncio
import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.views.followers.export import FILE_DESCRIPTION, FollowersFile, followers_file
from bot.views.followers.lost import LOST, lost_view
from bot.views.followers.lost import PAGE as LOST_PAGE
from bot.views.followers.neglected import NEGLECTED, neglected_view
from bot.views.followers.neglected import PAGE as NEGLECTED_PAGE
from bot.views.followers.new_followers import NEWEST, PAGE, newest_view
from bot.views.format.i18n import _
from bot.views.format.limits import CHOICE_VALUE
from bot.views.format.screen import Screen
from bot.views.suggestions.notices import nobody_known
from bot.views.words.commands import COMMANDS, OPTIONS
from cogs.components.audit import overview_screen
from cogs.components.autocomplete import autocomplete_people
from cogs.components.override_button import person_screen
from cogs.custom_ids import only_place
from cogs.responses import respond, respond_with_view
from cogs.team import Team, TeamInteraction

NEWEST_KEY, LOST_KEY, NEGLECTED_KEY = 1, 2, 2
"""How many numbers say where somebody stands in the list."""


class Followers(commands.GroupCog, group_name="followers", group_description=COMMANDS["followers"]):
    """On /followers new, neglected and lost: the newest followers, who was never followed back, and who left, in pages.

    On /followers lookup: everything known about one person. On /followers audit: all of them by verdict. On /followers export: all of
    them as a file. Each in private.
    """

    def __init__(self, bot: Team) -> None:
        self._people, self._audit = bot.services.people, bot.services.audit
        self._lost, self._neglected = bot.services.lost, bot.services.neglected
        bot.pages[NEWEST] = self._page
        bot.pages[LOST] = self._lost_page
        bot.pages[NEGLECTED] = self._neglected_page

    @app_commands.command(description=COMMANDS["followers new"])
    async def new(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await self._page(0, ""))

    @app_commands.command(description=COMMANDS["followers neglected"])
    async def neglected(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await self._neglected_page(0, ""))

    @app_commands.command(description=COMMANDS["followers lost"])
    async def lost(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await self._lost_page(0, ""))

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
        return lost_view(await self._lost.page(LOST_PAGE, only_place(query, LOST_KEY)))

    async def _neglected_page(self, _offset: int, query: str) -> Screen:
        return neglected_view(*await self._neglected.page(NEGLECTED_PAGE, only_place(query, NEGLECTED_KEY)))

    async def _page(self, _offset: int, query: str) -> Screen:
        page, total = await self._people.newest(PAGE, only_place(query, NEWEST_KEY))
        return newest_view(page, total=total)
