"""The one gate: whatever comes in from Discord passes here, be it a command, a click, a form, or a word that is still being typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import discord

from bot.views.suggestions.notices import NOT_HERE, UNKNOWN_BUTTON, given_back, not_for_you
from bot.workflow.team.permission import may_view
from cogs.components.custom_ids import UnknownId
from cogs.responses import answering, member_of, role_names, tell

if TYPE_CHECKING:
    from cogs.responses import Asked


async def admits(interaction: Asked, typed: str = "") -> bool:
    """Whether this comes from the team's own server, and from a member who may see what Mutuals knows.

    Anybody else is told so in private, and nothing else happens. Raises what a request to Discord can raise.

    typed: what they wrote is given back, so that it is not lost.
    """
    sentence = _why_not(interaction)
    if sentence:
        await answer(interaction, given_back(sentence, typed))
    return not sentence


async def answer(interaction: Asked, sentence: str) -> None:
    """Tell a member, in private; where suggestions are asked for, which have no place for a sentence, there are none."""
    if interaction.type is discord.InteractionType.autocomplete:
        await interaction.response.autocomplete([])
    else:
        await tell(interaction, sentence)


async def take(interaction: Asked, handle: Callable[[], Awaitable[None]], what: str, typed: str = "") -> None:
    """Handle a click or a form that may come in, and answer it whatever happens.

    what: for the log. typed: see `admits`.
    """
    async with answering(interaction, what, typed):
        if await admits(interaction, typed):
            try:
                await handle()
            except UnknownId:
                await tell(interaction, given_back(UNKNOWN_BUTTON, typed))


def _why_not(interaction: Asked) -> str:
    """Why this may not come in, in a sentence; empty where it may."""
    bot, user = interaction.client, interaction.user
    if interaction.guild_id != bot.guild_id or not isinstance(user, discord.Member):
        return NOT_HERE
    policy = bot.services.context.policy
    if may_view(member_of(interaction), policy):
        return ""
    return not_for_you(role_names(interaction, policy.approver_role_ids | policy.viewer_role_ids))
