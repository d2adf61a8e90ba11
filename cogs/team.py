"""The bot's client, as every cog and component knows it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol, TypeAlias

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain import Card
from bot.views.format.screen import Screen
from bot.workflow.services import Services
from cogs.discord_errors import MAX_RATE_LIMIT_WAIT

INTENTS = discord.Intents(guilds=True, guild_messages=True)
"""Guilds for roles and names; messages (without their content) only to notice that a card was deleted. Neither is privileged."""

GUILD_READY_TIMEOUT = 0.3
"""Seconds after the last server became known until the bot counts as ready; discord.py's 2 s are meant for bots in many servers."""


class TeamChannel(Protocol):
    """What a click and the server's events have to say about the messages in the team's channels."""

    @abstractmethod
    def hold_edits(self, message_id: int) -> AbstractContextManager[None]:
        """While a click's answer is on its way to a message, that message is left to it."""

    @abstractmethod
    def shown(self, message_id: int, card: Card, fingerprint: str) -> None:
        """This message shows this card now."""

    @abstractmethod
    def invalidate(self) -> None:
        """Messages may have been deleted without an event: compare everything before the next run."""


class Team(commands.Bot):
    """The team's bot in its one server. It reads nobody's messages and can mention nobody.

    channel: the messages in the team's channels. pages, forms: who shows which page and takes which form, by the kind in a custom_id; each
    cog adds its own.
    """

    channel: TeamChannel

    def __init__(self, services: Services, tree: type[app_commands.CommandTree[Team]], *, guild_id: int) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=tree,
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            guild_ready_timeout=GUILD_READY_TIMEOUT,
            max_ratelimit_timeout=MAX_RATE_LIMIT_WAIT,
        )
        self.services = services
        self.guild_id = guild_id
        self.pages: dict[str, PageBuilder] = {}
        self.forms: dict[str, FormHandler] = {}

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are slash commands alone."""


TeamInteraction: TypeAlias = discord.Interaction[Team]

PageBuilder = Callable[[int, str], Awaitable[Screen]]
"""Offset and query → that page of a list."""

FormValues = Mapping[str, str]
"""What was typed or chosen, by the custom_id of each field."""

FormHandler = Callable[[TeamInteraction, str, FormValues], Awaitable[None]]
"""Takes a form that was sent. The text is what its custom_id holds behind its kind. Raises UnknownId."""
