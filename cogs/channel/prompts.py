"""The cards in the team channel and the clicks on them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime

import discord
from discord.ext import commands

from bot.domain import Act, Card
from bot.domain.acts import ACTS, TextChange, member_act
from bot.domain.changes import ChannelOutdated
from bot.views.format.i18n import _
from bot.views.suggestions.notices import OUT_OF_DATE, UNKNOWN_BUTTON
from bot.workflow.suggestions.decisions import Decided
from cogs.channel.projection import Projection
from cogs.components.card import show_card
from cogs.components.clicks import DynamicButton
from cogs.components.draft_button import FORM, handle_form, open_form
from cogs.components.outcomes import show_outcome
from cogs.components.queue import ON_CARD
from cogs.responses import member_of, respond
from cogs.team import Team, TeamInteraction


class Prompts(commands.Cog):
    """The channel as a projection of the store.

    On ready (a new session, without events for the time before it): compare the whole channel. On resumed: retry what is backing off.
    When a message is deleted: have its card posted again. When the form for a text is sent: propose that text.
    """

    def __init__(self, bot: Team) -> None:
        self._bot = bot
        self._services = bot.services
        self._projection: Projection | None = None
        bot.forms[FORM] = handle_form

    @property
    def projection(self) -> Projection:
        """Made when it is first needed: only after the login is it known who we are."""
        if self._projection is None:
            if self._bot.user is None:
                raise RuntimeError("Only after the login is it known who we are.")
            channel = self._bot.get_partial_messageable(self._bot.channel_id, guild_id=self._bot.guild_id)
            self._projection = Projection(self._services, channel, self._bot.user.id)
        return self._projection

    def hold_edits(self, message_id: int) -> AbstractContextManager[None]:
        """While a click's answer is on its way to a message, that message is left to it."""
        return self.projection.hold_edits(message_id)

    def shown(self, message_id: int, card: Card, fingerprint: str) -> None:
        """This message shows this card now."""
        self.projection.shown(message_id, card, fingerprint)

    def invalidate(self) -> None:
        """Messages may have been deleted without an event: compare everything before the next run."""
        self.projection.invalidate()

    async def show(self) -> datetime:
        """Make the channel show what the store says; returns when to do so again."""
        return await self.projection.run()

    async def edit(self, *, old: bool) -> datetime | None:
        """Have stale messages edited, those older than an hour or the others; returns when to go on."""
        return await self.projection.edit(old=old)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        self.invalidate()
        self._services.context.publish(ChannelOutdated())

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        self.projection.retry_now()
        self._services.context.publish(ChannelOutdated())

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        await self._deleted(event.channel_id, {event.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        await self._deleted(event.channel_id, event.message_ids)

    async def _deleted(self, channel_id: int, message_ids: set[int]) -> None:
        for message_id in message_ids if channel_id == self._bot.channel_id else ():
            await self.projection.deleted(message_id)


class CardButton(DynamicButton, template=r"suggestion:(?P<id>\d{1,18}):(?P<act>[a-z_]+)(?::(?P<revision>\d{1,9}))?"):
    """On a click: record the decision and show the card as it is now; tell whoever was not first, or may not, so in private.

    On Edit: open the form.
    """

    async def on_click(self, interaction: TeamInteraction) -> None:
        act, message = member_act(self.match["act"]), interaction.message
        if act is None or message is None:
            await respond(interaction, _(UNKNOWN_BUTTON))
        elif ACTS[act].text_change is TextChange.WRITTEN:
            await self._edit(interaction, message.id)
        elif ACTS[act].only_recorded:
            await self._decide(interaction, act, message.id)
        else:
            await respond(interaction, _(UNKNOWN_BUTTON))

    async def _edit(self, interaction: TeamInteraction, message_id: int) -> None:
        """Another set-up's cards carry the same ids for other people."""
        prompt = await interaction.client.services.channel_state.prompt_of(self.target_id)
        if prompt is not None and prompt.message_id in (None, message_id):
            await open_form(interaction, self.target_id, ON_CARD)
        else:
            await respond(interaction, _(OUT_OF_DATE))

    async def _decide(self, interaction: TeamInteraction, act: Act, message_id: int) -> None:
        revision, decisions = int(self.match["revision"] or 0), interaction.client.services.decisions
        with interaction.client.channel.hold_edits(message_id):
            outcome = await decisions.decide(self.target_id, act, member_of(interaction), revision, message_id)
            if isinstance(outcome, Decided):
                await show_card(interaction, outcome.card, message_id)
            else:
                await show_outcome(interaction, act, outcome, ON_CARD)
