"""The digest as a message, and its buttons."""

from __future__ import annotations

import asyncio
import io

import discord

from bot.domain import Digest, QueueOrder, QueueView, SuggestionKind, SuggestionState
from bot.views.digest.digest import ANSWER_ID, CHART_FILE, QUEUE_ID, WEEK_ID, digest_view, has_chart
from bot.views.digest.growth_chart import chart_alt_text, chart_png
from bot.views.format.screen import Screen
from bot.workflow.services import Services
from cogs.components.clicks import DynamicButton
from cogs.components.queue import Place, queue_page, queue_page_with
from cogs.responses import respond_with_view
from cogs.team import TeamInteraction

_OLDEST_FIRST = Place(view=QueueView(order=QueueOrder.OLDEST))


async def digest_message(digest: Digest, services: Services, component_id: int | None = None) -> tuple[Screen, list[discord.File]]:
    """The screen, and its chart, which is drawn in a thread."""
    screen = digest_view(digest, words=await services.digest.words_of(digest), component_id=component_id)
    if not has_chart(digest):
        return screen, []
    picture = await asyncio.to_thread(chart_png, digest.days)
    return screen, [discord.File(io.BytesIO(picture), CHART_FILE, description=chart_alt_text(digest.days))]


async def send_digest(interaction: TeamInteraction, digest: Digest) -> None:
    """To this member alone, who was told that it takes a moment."""
    screen, files = await digest_message(digest, interaction.client.services)
    await interaction.followup.send(view=screen, files=files, ephemeral=True)


class ReviewButton(DynamicButton, template=QUEUE_ID):
    """On a click on "Review the queue": the same as /queue, in private."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await queue_page(interaction.client.services, SuggestionKind.FOLLOW_BACK, Place()))


class AnswerButton(DynamicButton, template=ANSWER_ID.format(suggestion_id=r"(?P<id>\d{1,18})")):
    """On a click on "Answer the oldest": the card that the digest names; once that is decided the queue of replies, oldest first."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        services = interaction.client.services
        card = await services.decisions.card(self.target_id)
        if card is not None and card.suggestion.state is SuggestionState.OPEN:
            screen = await queue_page_with(services, card, _OLDEST_FIRST)
        else:
            screen = await queue_page(services, SuggestionKind.REPLY, _OLDEST_FIRST)
        await respond_with_view(interaction, screen)


class WeekButton(DynamicButton, template=WEEK_ID):
    """On a click on "Show week": the last seven days as a weekly digest, in private."""

    async def on_click(self, interaction: TeamInteraction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await send_digest(interaction, await interaction.client.services.digest.week())
