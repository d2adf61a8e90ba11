"""The access check: everything that comes in from Discord passes here, be it a command, a click, a form, or an autocomplete request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord

from bot.views.format.i18n import _
from bot.views.suggestions.notices import NOT_HERE, UNKNOWN_BUTTON, not_for_you, with_input_if_any
from bot.workflow.permission import may_view
from cogs.custom_ids import UnknownId
from cogs.responses import handle_errors, member_of, respond, role_names
from cogs.team import TeamInteraction


async def check_access(interaction: TeamInteraction, typed: str = "") -> bool:
    """Whether this comes from the team's own server, and from a member who may see what Mutuals knows.

    Anybody else is told so in private, and nothing else happens. Raises what a request to Discord can raise.

    typed: what they wrote is given back, so that it is not lost.
    """
    sentence = _denial(interaction)
    if sentence:
        await respond_or_empty(interaction, with_input_if_any(sentence, typed))
    return not sentence


async def respond_or_empty(interaction: TeamInteraction, sentence: str) -> None:
    """Tell a member, in private; where suggestions are asked for, which have no place for a sentence, there are none."""
    if interaction.type is discord.InteractionType.autocomplete:
        await interaction.response.autocomplete([])
    else:
        await respond(interaction, sentence)


async def handle_interaction(interaction: TeamInteraction, handler: Callable[[], Awaitable[None]], what: str, typed: str = "") -> None:
    """Handle a click or a form that may come in, and answer it whatever happens.

    what: for the log. typed: see `check_access`.
    """
    async with handle_errors(interaction, what, typed):
        if await check_access(interaction, typed):
            try:
                await handler()
            except UnknownId:
                await respond(interaction, with_input_if_any(_(UNKNOWN_BUTTON), typed))


def _denial(interaction: TeamInteraction) -> str:
    """Why this may not come in, in a sentence; empty where it may."""
    bot, user = interaction.client, interaction.user
    if interaction.guild_id != bot.guild_id or not isinstance(user, discord.Member):
        return _(NOT_HERE)
    policy = bot.services.context.policy
    if may_view(member_of(interaction), policy):
        return ""
    return not_for_you(role_names(interaction, policy.approver_role_ids | policy.viewer_role_ids))
