"""The thread below a card, in which the team discusses it."""

from __future__ import annotations

import logging

import discord

from bot.domain import Act, DiscordFault, Note
from bot.views.format.screen import Screen
from bot.views.suggestions.discussion import discussion_view, no_discussion_view, thread_name
from bot.views.suggestions.queue import too_late_notice
from bot.workflow.suggestions.decisions import TooLate
from bot.workflow.suggestions.discussions import Discussion
from cogs.discord_errors import REQUEST_ERRORS, error_summary, is_thread_there, may_have_been_processed, thread_fault
from cogs.responses import member_of
from cogs.team import Team, TeamInteraction

log = logging.getLogger(__name__)


async def discuss(interaction: TeamInteraction, suggestion_id: int) -> None:
    """Open the thread, or find the one there is, and show its link in place of the menu."""
    discussions, member = interaction.client.services.discussions, member_of(interaction)
    found = await discussions.find(suggestion_id, member)
    if isinstance(found, TooLate):
        await interaction.response.edit_message(view=Screen(*too_late_notice(Act.DISCUSS, found.decision, found.card)))
        return
    await interaction.response.defer()  # Discord may take its time over a thread
    thread = await _thread(interaction.client, found)
    if isinstance(thread, Note):
        await interaction.edit_original_response(view=no_discussion_view(thread))
    else:
        await discussions.opened(suggestion_id, thread, member)
        await interaction.edit_original_response(view=discussion_view(found.card, thread))


async def _thread(client: Team, found: Discussion) -> int | Note:
    """The thread's id, or why there is none. One that was opened and is not on record, as after a crash, is found."""
    try:
        if found.thread_id is not None and await _exists(client, found.thread_id):
            return found.thread_id
        if found.channel_id is None or found.message_id is None:
            return Note(DiscordFault.CARD_NOT_POSTED)
        channel = client.get_partial_messageable(found.channel_id, guild_id=client.guild_id)
        try:
            return (await channel.get_partial_message(found.message_id).create_thread(name=thread_name(found.card.profile))).id
        except REQUEST_ERRORS as error:
            if (is_thread_there(error) or may_have_been_processed(error)) and await _exists(client, found.message_id):
                return found.message_id
            raise
    except REQUEST_ERRORS as error:
        log.warning("Discord opened no thread for suggestion %d: %s", found.card.suggestion.id, error_summary(error))
        return thread_fault(error)


async def _exists(client: Team, thread_id: int) -> bool:
    """Whether it was not deleted. Discord tells a bot that comes online only of those that are not archived."""
    guild = client.get_guild(client.guild_id)
    if guild is not None and guild.get_thread(thread_id) is not None:
        return True
    try:
        await client.fetch_channel(thread_id)
    except discord.NotFound:
        return False
    return True
