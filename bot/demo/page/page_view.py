"""What a member sees, as JSON for the page's script: the channel with its private replies, and the simulated X."""

from __future__ import annotations

from collections.abc import Callable
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
            "channel": lambda: {"name": self._discord.channel.name, "guild": _GUILD},
            "kinds": lambda: [{"kind": kind, "label": label} for kind, label in PERSONAS.items()],
            "tiers": lambda: [{"tier": tier, "label": label} for tier, label in TIERS.items()],
            "bursts": lambda: [{"kind": kind, "label": label, "about": about} for kind, (label, about) in BURSTS.items()],
            "burst": self._burst,
            "x": self._x.now,
        }

    def clock(self) -> Json:
        """now: milliseconds since 1970. speed: simulated seconds a real second."""
        return {"now": self._clock.now().timestamp() * 1000, "speed": self._clock.speed}

    def everything(self, person: SimulatedMember, limit: int) -> Json:
        """The whole of it at this moment; limit: of messages, the newest ones. newest: the last one there was for anybody."""
        seen = person.sees
        return {
            "fresh": True,
            "me": str(person.id),
            "clock": self.clock(),
            "messages": [message_json(message) for message in seen[-limit:]],
            "more": len(seen) > limit,
            "newest": self._discord.channel.json()["last_message_id"],
            **{name: part() for name, part in self.parts.items()},
        }

    def _thread(self, channel: Channel, thread: Thread) -> Json:
        """alone: whether the message that it began at was deleted, which a thread outlives."""
        return {
            "id": str(thread.id),
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


def message_json(message: Message) -> Json:
    """A message as the script draws it; payload: as Discord's API would return it."""
    return {"id": str(message.id), "private": message.private, "payload": message.payload}
