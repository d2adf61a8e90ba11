"""A small bot with the real discord.py, to exercise the simulator."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.demo.discord import SimulatedDiscord

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000030000000208020000001216f14d0000000049454e44ae426082")

Command = app_commands.Command[Any, ..., Any] | app_commands.Group


class Approve(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"card:(?P<handle>\w+):approve"):
    """On a click: show the card as approved."""

    def __init__(self, handle: str) -> None:
        super().__init__(discord.ui.Button(label="Approve", style=discord.ButtonStyle.success, custom_id=f"card:{handle}:approve"))
        self.handle = handle

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: Any) -> Approve:
        return cls(match["handle"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.edit_message(view=settled(self.handle, interaction.user.display_name))


class CallbackButton(discord.ui.Button[Any]):
    """On a click: what the test hands in."""

    def __init__(self, label: str, callback: Any, **options: Any) -> None:
        super().__init__(label=label, **options)
        self._callback = callback

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await self._callback(interaction)


def settled(handle: str, by: str) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(f"Approved by {by}: @{handle}"))
    return view


def card(handle: str, avatar: str = "http://127.0.0.1/avatar.svg") -> discord.ui.LayoutView:
    """Everything that a card of ours is made of."""
    view = discord.ui.LayoutView(timeout=None)
    container: discord.ui.Container[Any] = discord.ui.Container(accent_colour=0x2ECC71)
    container.add_item(discord.ui.Section(f"## Ada\n@{handle}", "follows 12, followed by 340", accessory=discord.ui.Thumbnail(avatar)))
    container.add_item(discord.ui.Separator())
    container.add_item(discord.ui.TextDisplay("Follow back?"))
    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
    row.add_item(Approve(handle))
    row.add_item(discord.ui.Button(label="Open X", url="https://x.com/ada"))
    container.add_item(row)
    view.add_item(container)
    return view


class SampleBot(commands.Bot):
    """Registers the commands that a test gives it, and is ready as soon as its server is known."""

    def __init__(self, guild_id: int, *added: Command, intents: discord.Intents | None = None) -> None:
        wanted = intents or discord.Intents(guilds=True, guild_messages=True)
        super().__init__(command_prefix=[], help_command=None, intents=wanted, guild_ready_timeout=0.05, enable_debug_events=False)
        self._added = added
        self._home = discord.Object(guild_id)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Approve)
        for command in self._added:
            self.tree.add_command(command, guild=self._home)
        if self._added:
            await self.tree.sync(guild=self._home)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the 5 s of patience that a real gateway asks for."""


@asynccontextmanager
async def running(team: SampleBot, d: SimulatedDiscord) -> AsyncIterator[SampleBot]:
    """The bot, online until the block ends."""
    await team.login(d.token)
    connection = asyncio.create_task(team.connect())
    ready = asyncio.create_task(team.wait_until_ready())
    try:
        async with asyncio.timeout(20):
            await asyncio.wait({connection, ready}, return_when=asyncio.FIRST_COMPLETED)
        if connection.done():
            await connection
        yield team
    finally:
        ready.cancel()
        await team.close()
        await asyncio.gather(connection, ready, return_exceptions=True)
