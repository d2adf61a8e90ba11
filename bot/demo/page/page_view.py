"""What a member sees, as JSON for the page's script: a channel with its private replies, the other channels, and the simulated X."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from bot.demo.bursts import FollowerBursts
from bot.demo.clock import SimulatedClock
from bot.demo.discord import Channel, Message, SimulatedDiscord, SimulatedMember, Thread
from bot.demo.page.commands import command_entries
from bot.demo.page.triggers import BURSTS, PERSONAS, TIERS
from bot.demo.page.x_view import XView
from bot.demo.x import SimulatedX

Json = dict[str, Any]

_GUILD: Final = "Team Harbour Light"
_BOT: Final = "Mutuals"
_LOOKED_BACK: Final = 50
"""Messages of a channel among which the script counts those that mention somebody."""
_MENTIONS: Final = ("mentions", "mention_roles", "mention_everyone")
"""Where Discord's API says whom a message notifies."""


class PageView:
    """Reads the simulators; keeps nothing that they know."""

    def __init__(self, clock: SimulatedClock, x: SimulatedX, discord: SimulatedDiscord, bursts: FollowerBursts) -> None:
        self._clock = clock
        self._simulated_x = x
        self._bursts = bursts
        self._discord = discord
        self._x = XView(x)

    @property
    def origins(self) -> str:
        """Where pictures come from, as a content security policy lists it; a document that was loaded under another one is out of date."""
        return f"{self._simulated_x.url} {self._discord.url}"

    def person(self, person_id: str | None) -> SimulatedMember:
        """Who is meant, or the first member: an address from yesterday should open all the same."""
        people = self._discord.people
        return next((person for person in people if str(person.id) == person_id), people[0])

    def channel(self, channel_id: str | None) -> Channel:
        """Which is meant, or the first one."""
        channels = self._discord.channels
        return next((channel for channel in channels if str(channel.id) == channel_id), channels[0] if channels else self._discord.channel)

    @property
    def parts(self) -> dict[str, Callable[[], object]]:
        """Everything but the messages and the clock, part by part, the same for every member."""
        return {
            "origins": lambda: self.origins,
            "people": self._people,
            "roles": lambda: {str(role_id): name for role_id, name in self._discord.roles.items()},
            "commands": lambda: command_entries(self._discord.commands),
            "bot": lambda: {"id": str(self._discord.application_id), "name": _BOT, "online": self._discord.bot_online},
            "threads": lambda: [self._thread(channel, one) for channel in self._discord.channels for one in channel.threads.values()],
            "guild": lambda: _GUILD,
            "channels": self._channels,
            "kinds": lambda: [{"kind": kind, "label": label} for kind, label in PERSONAS.items()],
            "tiers": lambda: [{"tier": tier, "label": label} for tier, label in TIERS.items()],
            "bursts": lambda: [{"kind": kind, "label": label, "about": about} for kind, (label, about) in BURSTS.items()],
            "burst": self._burst,
            "x": self._x.now,
        }

    def clock(self) -> Json:
        """now: milliseconds since 1970. speed: simulated seconds a real second."""
        return {"now": self._clock.now().timestamp() * 1000, "speed": self._clock.speed}

    def everything(self, person: SimulatedMember, channel: Channel, limit: int) -> Json:
        """The whole of it at this moment; limit: of messages, the newest ones. newest: the last one there was for anybody, anywhere."""
        seen = channel.seen_by(person.id)
        return {
            "fresh": True,
            "me": str(person.id),
            "here": str(channel.id),
            "clock": self.clock(),
            "messages": [message_json(message) for message in seen[-limit:]],
            "more": len(seen) > limit,
            "newest": str(newest) if (newest := max((each.newest_id for each in self._discord.channels), default=0)) else None,
            **{name: part() for name, part in self.parts.items()},
        }

    def _thread(self, channel: Channel, thread: Thread) -> Json:
        """alone: whether the message that it began at was deleted, which a thread outlives."""
        return {
            "id": str(thread.id),
            "channel": str(channel.id),
            "name": thread.name,
            "opened": thread.opened_at.isoformat(),
            "alone": all(message.id != thread.id for message in channel.messages),
            "messages": [
                {
                    "id": str(message.id),
                    "author": message.payload["author"]["global_name"],
                    "text": message.text,
                    "at": message.payload["timestamp"],
                }
                for message in thread.messages
            ],
        }

    def _channels(self) -> list[Json]:
        """newest: the last message that everybody sees. mentioning: those of the newest that mention somebody, and whom."""
        return [
            {
                "id": str(channel.id),
                "name": channel.name,
                "topic": channel.topic,
                "newest": _newest(channel.messages),
                "mentioning": [_mentions(message) for message in channel.messages[-_LOOKED_BACK:] if _mentions_somebody(message)],
            }
            for channel in self._discord.channels
        ]

    def _burst(self) -> Json | None:
        """The burst in progress, and how many have arrived."""
        burst = self._bursts.current
        return None if burst is None else {"kind": burst.kind, "arrived": burst.arrived, "size": burst.size}

    def _people(self) -> list[Json]:
        return [
            {
                "id": str(person.id),
                "name": person.name,
                "colour": person.colour,
                "role": ", ".join(person.role_names) or "No role",
                "roles": [str(role_id) for role_id in person.role_ids],
            }
            for person in self._discord.people
        ]


def _newest(messages: Sequence[Message]) -> str | None:
    return str(messages[-1].id) if messages else None


def _mentions_somebody(message: Message) -> bool:
    return any(message.payload.get(name) for name in _MENTIONS)


def _mentions(message: Message) -> Json:
    return {"id": str(message.id), **{name: message.payload.get(name) for name in _MENTIONS}}


def message_json(message: Message) -> Json:
    """A message as the script draws it; payload: as Discord's API would return it."""
    return {"id": str(message.id), "private": message.private, "payload": message.payload}
