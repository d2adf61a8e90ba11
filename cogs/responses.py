"""What every cog needs to talk with one member: who asks, private answers, and an apology when something broke."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot.domain import Member
from bot.store import StoreBusy, StoreError
from bot.store.deadline import current_deadline, set_deadline
from bot.views.format.i18n import _
from bot.views.format.screen import Screen
from bot.views.suggestions.notices import (
    NOT_RECORDED,
    NOT_RECORDED_NOW,
    RECORDED,
    SOMETHING_BROKE,
    UNKNOWN_ROLE,
    not_allowed,
    with_input_if_any,
)
from bot.workflow.permission import NotPermitted, require_decide
from cogs.discord_errors import DISCORD_ERRORS
from cogs.team import TeamInteraction

log = logging.getLogger(__name__)

DATABASE_TIMEOUT = 2.0
"""Seconds that a member's act may wait for the database: Discord takes the first answer for three, and the answer takes its time, too."""


def member_of(interaction: TeamInteraction) -> Member:
    """Who acted, as Discord described them at that moment."""
    user, guild = interaction.user, interaction.guild
    roles = user.roles if isinstance(user, discord.Member) else []
    may = interaction.permissions
    return Member(
        id=user.id,
        name=user.display_name,
        role_ids=frozenset(role.id for role in roles),
        manages_server=may.manage_guild or may.administrator or (guild is not None and guild.owner_id == user.id),
    )


def require_decider(interaction: TeamInteraction) -> None:
    """Raises NotPermitted: whoever may not decide is told so before they fill in or send anything."""
    require_decide(member_of(interaction), interaction.client.services.context.policy)


async def respond(interaction: TeamInteraction, sentence: str) -> None:
    """A sentence that only this member sees."""
    if interaction.response.is_done():
        await interaction.followup.send(sentence, ephemeral=True)
    else:
        await interaction.response.send_message(sentence, ephemeral=True)


async def respond_with_view(interaction: TeamInteraction, screen: Screen) -> None:
    """A screen that only this member sees."""
    await interaction.response.send_message(view=screen, ephemeral=True)


def role_names(interaction: TeamInteraction, role_ids: frozenset[int]) -> list[str]:
    """How those roles are called in the server; of roles that it does not have, only that there are some."""
    guild = interaction.guild
    names = [role.name for role in guild.roles if role.id in role_ids] if guild else []
    return names or [_(UNKNOWN_ROLE)] if role_ids else []


@asynccontextmanager
async def handle_errors(interaction: TeamInteraction, about: str, typed: str = "") -> AsyncIterator[None]:
    """Whatever a member asked for is answered within Discord's three seconds; what breaks is logged and answered with an apology.

    about: what was asked for, in the log. typed: what the member wrote, given back where it was not recorded.
    """
    set_deadline(DATABASE_TIMEOUT)
    try:
        yield
    except DISCORD_ERRORS as error:
        log.warning("Discord did not accept the response to %s (%s); the channel will be reconciled.", about, error)
    except Exception as error:
        await respond_to_error(interaction, about, error, typed)


async def respond_to_error(interaction: TeamInteraction, about: str, error: BaseException, typed: str = "") -> None:
    """Answer what a command, a click or a form failed with: who may decide, whether it was recorded, or an apology. See `handle_errors`."""
    if isinstance(error, NotPermitted):
        sentence = not_allowed(role_names(interaction, error.needed))
        with contextlib.suppress(*DISCORD_ERRORS):
            await respond(interaction, with_input_if_any(sentence, typed))
    elif isinstance(error, StoreError):
        await _respond_not_recorded(interaction, about, error, typed)
    else:
        log.error("%s could not be answered", about, exc_info=error)
        with contextlib.suppress(*DISCORD_ERRORS):
            await respond(interaction, _(SOMETHING_BROKE))


async def _respond_not_recorded(interaction: TeamInteraction, about: str, error: StoreError, typed: str) -> None:
    """Tell what the database's failure means for the member: nothing was recorded, or it was, and only the answer is missing."""
    log.warning("%s failed because of the database: %s", about, error)
    deadline = current_deadline()
    recorded = deadline is not None and deadline.committed
    if recorded and interaction.response.is_done():
        return  # the member has the answer, and the channel mends itself
    sentence = _(RECORDED if recorded else NOT_RECORDED_NOW if isinstance(error, StoreBusy) else NOT_RECORDED)
    with contextlib.suppress(*DISCORD_ERRORS):
        await respond(interaction, sentence if recorded else with_input_if_any(sentence, typed))
