"""The state of the simulated Discord, wired up in one place."""

from __future__ import annotations

from typing import Final

from bot.demo.clock import SimulatedClock
from bot.demo.discord.event_bus import EventBus
from bot.demo.discord.gateway.gateway import Gateway
from bot.demo.discord.guild import Guild, Member
from bot.demo.discord.interactions.commands import Commands
from bot.demo.discord.interactions.dispatcher import Interactions
from bot.demo.discord.members import SimulatedMember
from bot.demo.discord.messages.builder import MessageBuilder
from bot.demo.discord.messages.channel import Channel
from bot.demo.discord.rate_limits import OldEditLimit
from bot.demo.discord.snowflakes import Ids

TOKEN: Final = "MTEwMDAwMDAwMDAwMDAwMDAwNg.simulated.token-that-works-nowhere-else"  # noqa: S105 - opens the simulator alone


class DiscordState:
    """The server, its channel, its members, and the gateway and interactions of a bot."""

    def __init__(self, clock: SimulatedClock) -> None:
        self.token = TOKEN
        self.clock = clock
        self.commands_scope = True
        self.session_starts_left = 999
        self.session_starts_reset_after = 86_400.0
        self.old_edits = OldEditLimit()
        self.changes = EventBus()
        self.guild = Guild(self._permissions_changed)
        ids = Ids(clock)
        self.gateway = Gateway(self.token, self.guild, self.changes)
        self.builder = MessageBuilder(ids, self.guild)
        self.channel = Channel(clock, self.guild, self.builder, self.gateway, self.changes)
        self.commands = Commands(ids)
        self.interactions = Interactions(ids, self.guild, self.channel, self.gateway, self.changes)
        self.people = tuple(map(self.person, self.guild.members))

    def person(self, member: Member) -> SimulatedMember:
        """Somebody who acts by hand."""
        return SimulatedMember(member, self.guild, self.channel, self.commands, self.interactions)

    def _permissions_changed(self) -> None:
        self.gateway.channel_changed()
        self.changes.publish("permissions", permissions=set(self.guild.bot_permissions))
