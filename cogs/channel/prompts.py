"""The cards in the team's channels and the clicks on them."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.domain import Act
from bot.domain.acts import ACTS, TextChange, member_act
from bot.domain.changes import ChannelOutdated
from bot.views.format.i18n import _
from bot.views.suggestions.notices import OUT_OF_DATE, UNKNOWN_BUTTON
from bot.workflow.suggestions.decisions import Decided
from cogs.channel.channels import TeamChannels
from cogs.components.card import show_card
from cogs.components.clicks import DynamicButton
from cogs.components.draft_button import FORM, handle_form, open_form
from cogs.components.outcomes import show_outcome
from cogs.components.queue import ON_CARD
from cogs.responses import member_of, respond
from cogs.team import Team, TeamInteraction


class Prompts(commands.Cog):
    """The channels as projections of the store.

    On ready (a new session, without events for the time before it): compare all that is in them. On resumed: retry what is backing off.
    When a message is deleted: have its card posted again. When the form for a text is sent: propose that text.
    """

    def __init__(self, bot: Team, channels: TeamChannels) -> None:
        self._services, self._channels = bot.services, channels
        bot.forms[FORM] = handle_form

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        self._channels.invalidate()
        self._services.context.publish(ChannelOutdated())

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        self._channels.retry_now()
        self._services.context.publish(ChannelOutdated())

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        await self._channels.deleted(event.channel_id, event.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in event.message_ids:
            await self._channels.deleted(event.channel_id, message_id)


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
