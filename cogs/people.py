"""Who is left alone, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.views.format.pager import last_page
from bot.views.format.screen import Screen
from bot.views.people.opt_outs import LEFT_ALONE, NOT_LEFT_ALONE, PAGE, left_alone_view
from bot.workflow.people.opt_outs import LeftAloneDesk
from cogs.components.clicks import Click
from cogs.responses import member_of, refuse, show, tell

if TYPE_CHECKING:
    from cogs.client import TeamBot
    from cogs.responses import Asked


class People(commands.GroupCog, group_name="people", group_description="People on X."):
    """On /people left-alone: who is not suggested any more, in pages, with buttons that take it back. In private."""

    def __init__(self, bot: TeamBot) -> None:
        self._desk = bot.services.left_alone
        bot.pages[LEFT_ALONE] = self._page

    @app_commands.command(name="left-alone", description="Who is not suggested any more, and why; you can take it back.")
    async def left_alone(self, interaction: Asked) -> None:
        await show(interaction, await self._page(0, ""))

    async def _page(self, offset: int, query: str) -> Screen:
        return await list_from(self._desk, offset)


async def list_from(desk: LeftAloneDesk, offset: int) -> Screen:
    """That page of the list; the last one where there are not that many."""
    found, total = await desk.all(PAGE, offset)
    if not found and total:
        offset = last_page(PAGE, total)
        found, total = await desk.all(PAGE, offset)
    return left_alone_view(found, offset=offset, total=total)


class TakeBackButton(Click, template=r"left_alone:(?P<id>\d{1,19}):(?P<offset>\d{1,9})"):
    """On a click: suggest this person again from now on, and show the list as it is now, in place."""

    async def clicked(self, interaction: Asked) -> None:
        desk = interaction.client.services.left_alone
        match await desk.take_back(self.about, member_of(interaction)):
            case None:
                await refuse(interaction)
            case False:
                await tell(interaction, NOT_LEFT_ALONE)
            case _:
                await interaction.response.edit_message(view=await list_from(desk, int(self.said["offset"])))
