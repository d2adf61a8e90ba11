"""Who is new, and what is known about somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.views.followers import NEWEST, PAGE, newest_view
from bot.views.lookup import lookup_view
from bot.views.replies import nobody_known
from bot.views.screen import Screen
from cogs.conversation import show, tell
from cogs.people import known_people

if TYPE_CHECKING:
    from cogs.client import TeamBot
    from cogs.conversation import Asked


class Followers(commands.GroupCog, group_name="followers", group_description="New followers, and what is known about somebody."):
    """On /followers new: the newest followers, in pages. On /followers lookup: everything known about one person. Both in private."""

    def __init__(self, bot: TeamBot) -> None:
        self._people = bot.services.people
        bot.pages[NEWEST] = self._page

    @app_commands.command(description="The newest followers with their verdicts.")
    async def new(self, interaction: Asked) -> None:
        await show(interaction, await self._page(0, ""))

    @app_commands.command(description="What is known about somebody: verdict, reasons, figures, history.")
    @app_commands.describe(handle="Their handle on X; known ones are suggested while you type.")
    @app_commands.autocomplete(handle=known_people)
    async def lookup(self, interaction: Asked, handle: app_commands.Range[str, 1, 100]) -> None:
        person = await self._people.look_up(handle)
        if person is None:
            await tell(interaction, nobody_known(handle))
            return
        screen = lookup_view(
            person.profile,
            follower=person.follower,
            assessment=person.assessment,
            suggestion=person.suggestions[0] if person.suggestions else None,
            past=person.history,
            left_alone=person.left_alone,
        )
        await show(interaction, screen)

    async def _page(self, offset: int, query: str) -> Screen:
        found, total = await self._people.newest(PAGE, offset)
        return newest_view(found, offset=offset, total=total)
