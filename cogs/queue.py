"""The private queues: work through what is waiting for a decision."""

from __future__ import annotations

from functools import partial

from discord import app_commands
from discord.ext import commands

from bot.domain import QueueView, SuggestionKind
from bot.domain.acts import member_act
from bot.views.format.i18n import _
from bot.views.format.screen import Screen
from bot.views.suggestions.notices import UNKNOWN_BUTTON
from bot.views.suggestions.registry import KIND_VIEWS
from bot.views.words.commands import COMMANDS
from cogs.components.acts import act_on
from cogs.components.clicks import DynamicButton
from cogs.components.queue import PLACE, Place, queue_page
from cogs.responses import respond, respond_with_view
from cogs.team import Team, TeamInteraction


class Queue(commands.Cog):
    """On /queue: the best waiting follow-back, for this member alone, with buttons that bring the next one."""

    def __init__(self, bot: Team) -> None:
        self._services = bot.services
        for kind, view in KIND_VIEWS.items():
            bot.pages[view.pages] = partial(self._page, kind)

    @app_commands.command(description=COMMANDS["queue"])
    async def queue(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await queue_page(self._services, SuggestionKind.FOLLOW_BACK, Place()))

    async def _page(self, kind: SuggestionKind, offset: int, query: str) -> Screen:
        return await queue_page(self._services, kind, Place(offset, QueueView.parse(query)))


_BUTTON = rf"queue:(?P<id>\d{{1,18}}):(?P<act>[a-z_]+)(?::(?P<place>{PLACE}))?(?::(?P<revision>\d{{1,9}}))?"


class QueueButton(DynamicButton, template=_BUTTON):
    """On a click: record the decision, say what was done and show the next one, in place. On Edit: open the form first."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        act = member_act(self.match["act"])
        if act is None:
            await respond(interaction, _(UNKNOWN_BUTTON))
        else:
            await act_on(interaction, act, self.target_id, int(self.match["revision"] or 0), self.match["place"] or "0")
