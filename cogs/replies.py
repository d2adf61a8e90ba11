"""Answers to people who speak to the account: a queue for them, how well the team answers, and its saved replies."""

from __future__ import annotations

import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain import SuggestionKind
from bot.drafting.import_export import MAX_FILE_BYTES
from bot.views.format.i18n import _
from bot.views.format.limits import CHOICE_VALUE
from bot.views.format.screen import Screen
from bot.views.inbox.reply_stats import reply_stats_view
from bot.views.inbox.saved_replies import (
    EXPORTED,
    EXPORTED_FILE,
    SAVED,
    UNREADABLE,
    faulty_view,
    imported_words,
    saved_list_view,
    too_large,
)
from bot.views.words.commands import COMMANDS, OPTIONS
from bot.workflow.inbox.saved_replies import ImportResult, Invalid
from cogs.components.queue import Place, queue_page
from cogs.components.saved_reply_form import FILE, FORM, handle_form, open_form, remove_reply, selected_reply, suggest_saved_replies
from cogs.discord_errors import DISCORD_ERRORS
from cogs.responses import member_of, require_decider, respond, respond_with_view
from cogs.team import Team, TeamInteraction


class Replies(commands.GroupCog, group_name="replies", group_description=COMMANDS["replies"]):
    """On /replies queue: the best post that waits for an answer, in a queue. On /replies stats: how well the team answers. On
    /replies saved: the saved replies, shown in pages, written in a form, and exchanged as a file. All in private.
    """

    saved = app_commands.Group(name="saved", description=COMMANDS["replies saved"])

    def __init__(self, bot: Team) -> None:
        self._services, self._saved_replies = bot.services, bot.services.saved_replies
        bot.pages[SAVED] = self._page
        bot.forms[FORM] = handle_form

    @app_commands.command(description=COMMANDS["replies queue"])
    async def queue(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await queue_page(self._services, SuggestionKind.REPLY, Place()))

    @app_commands.command(description=COMMANDS["replies stats"])
    async def stats(self, interaction: TeamInteraction) -> None:
        stats = await self._services.reply_stats.now()
        view = reply_stats_view(
            since=stats.since,
            spoke=stats.spoke,
            answered=stats.answered,
            median_time=stats.median_time,
            missed=stats.missed,
            members=[(member.name, member.answered, member.median_time) for member in stats.members],
        )
        await respond_with_view(interaction, view)

    @saved.command(name="list", description=COMMANDS["replies saved list"])
    async def show_all(self, interaction: TeamInteraction) -> None:
        await respond_with_view(interaction, await self._page(0, ""))

    @saved.command(description=COMMANDS["replies saved add"])
    async def add(self, interaction: TeamInteraction) -> None:
        await open_form(interaction)

    @saved.command(description=COMMANDS["replies saved edit"])
    @app_commands.describe(**OPTIONS["replies saved edit"])
    @app_commands.autocomplete(reply=suggest_saved_replies)
    async def edit(self, interaction: TeamInteraction, reply: app_commands.Range[str, 1, CHOICE_VALUE]) -> None:
        if found := await selected_reply(interaction, reply):
            await open_form(interaction, found)

    @saved.command(description=COMMANDS["replies saved remove"])
    @app_commands.describe(**OPTIONS["replies saved remove"])
    @app_commands.autocomplete(reply=suggest_saved_replies)
    async def remove(self, interaction: TeamInteraction, reply: app_commands.Range[str, 1, CHOICE_VALUE]) -> None:
        if found := await selected_reply(interaction, reply):
            await remove_reply(interaction, found)

    @saved.command(description=COMMANDS["replies saved export"])
    async def export(self, interaction: TeamInteraction) -> None:
        file = discord.File(io.BytesIO(await self._saved_replies.export()), FILE, description=_(EXPORTED_FILE))
        await interaction.response.send_message(_(EXPORTED), file=file, ephemeral=True)

    @saved.command(name="import", description=COMMANDS["replies saved import"])
    @app_commands.describe(**OPTIONS["replies saved import"])
    async def import_file(self, interaction: TeamInteraction, file: discord.Attachment) -> None:
        require_decider(interaction)
        if file.size > MAX_FILE_BYTES:
            await respond(interaction, too_large(file.size))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            data = await file.read()
        except DISCORD_ERRORS:
            await respond(interaction, _(UNREADABLE))
            return
        match await self._saved_replies.import_file(data, member_of(interaction)):
            case ImportResult(added, changed, known):
                await respond(interaction, imported_words(added, changed, known))
            case Invalid(faults):
                await interaction.followup.send(view=faulty_view(faults), ephemeral=True)

    async def _page(self, offset: int, query: str) -> Screen:
        return saved_list_view(await self._saved_replies.all(), offset=offset)
