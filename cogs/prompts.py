"""The cards in the team channel and the clicks on them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.model import Act
from bot.views.card import card_view
from bot.views.replies import OUT_OF_DATE, UNKNOWN_BUTTON, too_late
from bot.views.screen import fingerprint
from bot.workflow.context import Job
from bot.workflow.desk import Decided, NotAllowed, TooLate
from cogs.clicks import ACTS, Click
from cogs.conversation import member_of, refuse, tell
from cogs.projection import Projection

if TYPE_CHECKING:
    from cogs.client import TeamBot
    from cogs.conversation import Asked


class Prompts(commands.Cog):
    """The channel as a projection of the store.

    On ready and on resumed: look for what was missed meanwhile. When a message is deleted: have its card posted again.
    """

    def __init__(self, bot: TeamBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._projection: Projection | None = None

    @property
    def projection(self) -> Projection:
        """Made when it is first needed: only after the login is it known who we are."""
        if self._projection is None:
            if self._bot.user is None:
                raise RuntimeError("Only after the login is it known who we are.")
            channel = self._bot.get_partial_messageable(self._bot.channel_id, guild_id=self._bot.guild_id)
            self._projection = Projection(self._services, channel, self._bot.user.id)
        return self._projection

    async def show(self) -> datetime:
        """Make the channel show what the store says; returns when to do so again."""
        return await self.projection.run()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        self._services.context.wake(Job.SHOW)

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        self._services.context.wake(Job.SHOW)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        await self._deleted(event.channel_id, {event.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        await self._deleted(event.channel_id, event.message_ids)

    async def _deleted(self, channel_id: int, message_ids: set[int]) -> None:
        for message_id in message_ids if channel_id == self._bot.channel_id else ():
            if await self.projection.deleted(message_id):
                self._services.context.wake(Job.SHOW)


class CardButton(Click, template=r"suggestion:(?P<id>\d{1,18}):(?P<act>[a-z_]+)"):
    """On a click: record the decision and show the card as it is now; tell a latecomer, privately, who was first."""

    async def clicked(self, interaction: Asked) -> None:
        act, message = ACTS.get(self.said["act"]), interaction.message
        if act is None or message is None:
            await tell(interaction, UNKNOWN_BUTTON)
        elif not await self._is_current(interaction, message.id):
            await tell(interaction, OUT_OF_DATE)
        else:
            try:
                with interaction.client.prompts.projection.answering(message.id):
                    await self._decide(interaction, act, message.id)
            finally:
                interaction.client.services.context.wake(Job.SHOW)

    async def _is_current(self, interaction: Asked, message_id: int) -> bool:
        """Whether this message is the suggestion's card. Another set-up's cards carry the same ids for other people."""
        place = await interaction.client.services.board.place_of(int(self.said["id"]))
        return place is not None and place.message_id in (None, message_id)

    async def _decide(self, interaction: Asked, act: Act, message_id: int) -> None:
        services = interaction.client.services
        match await services.desk.decide(int(self.said["id"]), act, member_of(interaction)):
            case Decided(card):
                view = card_view(card)
                await interaction.response.edit_message(view=view)
                await services.board.shown_on(message_id, card, fingerprint(view))
            case TooLate(decision, card):
                await tell(interaction, too_late(act, decision, card))
            case NotAllowed():
                await refuse(interaction)
