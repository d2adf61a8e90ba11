"""What every cog needs to talk with one member: who asks, private answers, and an apology when something broke."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, TypeAlias

import aiohttp
import discord

from bot.model import Member
from bot.views.replies import SOMETHING_BROKE, given_back, not_allowed
from bot.views.screen import Screen

if TYPE_CHECKING:
    from cogs.client import TeamBot

    Asked: TypeAlias = discord.Interaction[TeamBot]

DISCORD_FAULTS = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""How a request to Discord can fail."""


def member_of(interaction: Asked) -> Member:
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


async def tell(interaction: Asked, sentence: str) -> None:
    """A sentence that only this member sees."""
    if interaction.response.is_done():
        await interaction.followup.send(sentence, ephemeral=True)
    else:
        await interaction.response.send_message(sentence, ephemeral=True)


async def show(interaction: Asked, screen: Screen) -> None:
    """A screen that only this member sees."""
    await interaction.response.send_message(view=screen, ephemeral=True)


async def refuse(interaction: Asked, typed: str = "") -> None:
    """Tell somebody that they may not decide, and who may. typed: what they wrote meanwhile is given back, so that it is not lost."""
    names = role_names(interaction, interaction.client.services.context.policy.approver_role_ids)
    await tell(interaction, given_back(not_allowed(names), typed))


def role_names(interaction: Asked, role_ids: frozenset[int]) -> list[str]:
    """How those roles are called in the server; of roles that it does not have, only that there are some."""
    guild = interaction.guild
    names = [role.name for role in guild.roles if role.id in role_ids] if guild else []
    return names or ["approver"] if role_ids else []


async def apologise(interaction: Asked) -> None:
    """Say that something broke; whoever calls this has logged what."""
    with contextlib.suppress(*DISCORD_FAULTS):
        await tell(interaction, SOMETHING_BROKE)
