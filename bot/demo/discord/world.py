"""Everything that this Discord consists of, tied together once."""

from __future__ import annotations

from typing import Final

from bot.demo.clock import SimulatedClock
from bot.demo.discord.changes import Changes
from bot.demo.discord.channel import Channel
from bot.demo.discord.commands import Commands
from bot.demo.discord.compose import Composer
from bot.demo.discord.gateway import Gateway
from bot.demo.discord.guild import Guild, Member
from bot.demo.discord.ids import Ids
from bot.demo.discord.interactions import Interactions
from bot.demo.discord.people import Person
from bot.demo.discord.ratelimits import OldEdits

TOKEN: Final = "MTEwMDAwMDAwMDAwMDAwMDAwNg.simulated.token-that-works-nowhere-else"  # noqa: S105 - opens the simulator alone


class World:
    """The server, its channel, its people and the ways by which a bot hears and speaks."""

    def __init__(self, clock: SimulatedClock) -> None:
        self.token = TOKEN
        self.clock = clock
        self.commands_scope = True
        self.session_starts_left = 999
        self.session_starts_reset_after = 86_400.0
        self.old_edits = OldEdits()
        self.changes = Changes()
        self.guild = Guild(self._permissions_changed)
        ids = Ids(clock)
        self.gateway = Gateway(self.token, self.guild, self.changes)
        self.composer = Composer(ids, self.guild)
        self.channel = Channel(clock, self.guild, self.composer, self.gateway, self.changes)
        self.commands = Commands(ids)
        self.interactions = Interactions(ids, self.guild, self.channel, self.gateway, self.changes)
        self.people = tuple(map(self.person, self.guild.members))

    def person(self, member: Member) -> Person:
        """Somebody who acts by hand."""
        return Person(member, self.guild, self.channel, self.commands, self.interactions)

    def _permissions_changed(self) -> None:
        self.gateway.channel_changed()
        self.changes.publish("permissions", permissions=set(self.guild.bot_permissions))
