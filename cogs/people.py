"""The list of opt-outs, and removing one."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.views.format.i18n import _
from bot.views.format.pager import last_page
from bot.views.format.screen import Screen
from bot.views.people.opt_outs import NOT_OPTED_OUT, OPT_OUTS, PAGE, opt_outs_view
from bot.views.words.commands import COMMANDS
from bot.workflow.people.opt_outs import OptOutService
from cogs.components.clicks import DynamicButton
from cogs.responses import member_of, respond, respond_with_view
from cogs.team import Team, TeamInteraction


class People(commands.GroupCog, group_name="people", group_description=COMMANDS["people"]):
    """On /people opt-outs: who has opted out, in pages, with buttons that remove an opt-out. Only the member sees it."""

    def __init__(self, bot: Team) -> None:
        self._service = bot.services.opt_outs
        bot.pages[OPT_OUTS] = self._page

    @app_commands.command(name="opt-outs", description=COMMANDS["people opt-outs"])
    async def opt_outs(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await self._page(0, ""))

    async def _page(self, offset: int, query: str) -> Screen:
        return await list_from(self._service, offset)


async def list_from(service: OptOutService, offset: int) -> Screen:
    """That page of the list; the last one where there are not that many."""
    found, total = await service.all(PAGE, offset)
    if not found and total:
        offset = last_page(PAGE, total)
        found, total = await service.all(PAGE, offset)
    return opt_outs_view(found, offset=offset, total=total)


class RemoveOptOutButton(DynamicButton, template=r"opt_out:(?P<id>\d{1,19}):(?P<offset>\d{1,9})"):
    """On a click: removes the opt-out and updates the list in place."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        service = interaction.client.services.opt_outs
        if not await service.remove(self.target_id, member_of(interaction)):
            await respond(interaction, _(NOT_OPTED_OUT))
        else:
            await interaction.response.edit_message(view=await list_from(service, int(self.match["offset"])))
