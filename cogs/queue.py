"""A private desk to work through whoever is waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.views.desk import QUEUE, desk_view, just_done, was_too_late
from bot.views.replies import UNKNOWN_BUTTON
from bot.views.screen import Item, Screen
from bot.workflow.desk import Decided, NotAllowed, TooLate
from bot.workflow.services import Services
from cogs.clicks import ACTS, Click
from cogs.conversation import member_of, refuse, show, tell

if TYPE_CHECKING:
    from cogs.client import TeamBot
    from cogs.conversation import Asked


class Queue(commands.Cog):
    """On /queue: the best waiting suggestion, for this member alone, with buttons that bring the next one."""

    def __init__(self, bot: TeamBot) -> None:
        self._services = bot.services
        bot.pages[QUEUE] = self._page

    @app_commands.command(description="Decide about the people who are waiting, one after the other, the best first.")
    async def queue(self, interaction: Asked) -> None:
        await show(interaction, await self._page(0, ""))

    async def _page(self, offset: int, query: str) -> Screen:
        return await desk_at(self._services, offset)


async def desk_at(services: Services, skip: int, above: list[Item] | None = None) -> Screen:
    """The desk after `skip` better ones; at the last one where there are not that many."""
    card, waiting = await services.desk.best(skip)
    if card is None and waiting:
        skip = waiting - 1
        card, waiting = await services.desk.best(skip)
    return desk_view(card, waiting=waiting, skip=skip, above=above)


class DeskButton(Click, template=r"desk:(?P<id>\d{1,18}):(?P<act>[a-z_]+)(?::(?P<skip>\d{1,9}))?"):
    """On a click: record the decision, say what was done and show the next one, in place."""

    async def clicked(self, interaction: Asked) -> None:
        act = ACTS.get(self.said["act"])
        if act is None:
            await tell(interaction, UNKNOWN_BUTTON)
            return
        match await interaction.client.services.desk.decide(int(self.said["id"]), act, member_of(interaction)):
            case Decided(card):
                await self._go_on(interaction, just_done(act, card))
            case TooLate(decision, card):
                await self._go_on(interaction, was_too_late(act, decision, card))
            case NotAllowed():
                await refuse(interaction)

    async def _go_on(self, interaction: Asked, above: list[Item]) -> None:
        skip = int(self.said["skip"] or 0)
        await interaction.response.edit_message(view=await desk_at(interaction.client.services, skip, above))
