"""The state of the simulated Discord, wired up in one place."""

from __future__ import annotations

from typing import Final

from bot.demo.clock import SimulatedClock
from bot.demo.discord.event_bus import EventBus
from bot.demo.discord.gateway.gateway import Gateway
from bot.demo.discord.guild import Guild, Member, TextChannel
from bot.demo.discord.interactions.commands import Commands
from bot.demo.discord.interactions.dispatcher import Interactions
from bot.demo.discord.json_types import Json
from bot.demo.discord.members import SimulatedMember
from bot.demo.discord.messages.builder import MessageBuilder
from bot.demo.discord.messages.channel import Channel
from bot.demo.discord.rate_limits import OldEditLimit
from bot.demo.discord.snowflakes import Ids

TOKEN: Final = "MTEwMDAwMDAwMDAwMDAwMDAwNg.simulated.token-that-works-nowhere-else"  # noqa: S105 - opens the simulator alone


class DiscordState:
    """The server, its channels, its members, and the gateway and interactions of a bot."""

    def __init__(self, clock: SimulatedClock) -> None:
        self.token = TOKEN
        self.clock = clock
        self.commands_scope = True
        self.session_starts_left = 999
        self.session_starts_reset_after = 86_400.0
        self.old_edits = OldEditLimit()
        self.changes = EventBus()
        self.guild = Guild(self._permissions_changed)
        self._ids = ids = Ids(clock)
        self.gateway = Gateway(self.token, self.guild, self.changes)
        self.builder = MessageBuilder(ids, self.guild)
        self.channel = self._channel(self.guild.first_channel)
        self.channels = {self.channel.id: self.channel}
        self.gateway.threads = self._threads
        self.commands = Commands(ids)
        self.interactions = Interactions(ids, self.guild, self.channels, self.gateway, self.changes)
        self.people = tuple(map(self.person, self.guild.members))

    def _threads(self) -> list[Json]:
        threads = [thread for channel in self.channels.values() for thread in channel.threads.values()]
        return [{**thread.to_json(), "member": thread.member_json()} for thread in threads]

    def person(self, member: Member) -> SimulatedMember:
        """Somebody who acts by hand."""
        return SimulatedMember(member, self.guild, self.channels, self.commands, self.interactions)

    def add_channel(self, name: str, topic: str) -> Channel:
        """Somebody makes a text channel."""
        place = self.guild.add_channel(self._ids.real(), name, topic)
        self.channels[place.id] = self._channel(place)
        self.gateway.channel_changed(place, "CREATE")
        self.changes.publish("channels")
        return self.channels[place.id]

    def delete_channel(self, channel: Channel) -> None:
        """Somebody deletes a channel; what stood in it is gone."""
        place = self.guild.channels.pop(channel.id)
        self.gateway.channel_changed(place, "DELETE")
        self.changes.publish("channels")

    def _channel(self, place: TextChannel) -> Channel:
        return Channel(self.clock, self.guild, place, self.builder, self.gateway, self.changes)

    def _permissions_changed(self, place: TextChannel) -> None:
        self.gateway.channel_changed(place)
        self.changes.publish("permissions", permissions=set(place.bot_permissions))
