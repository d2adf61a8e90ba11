"""The whole bot between a loopback X and a loopback Discord, all on one clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Self, Unpack

from bot.app import Mutuals
from bot.config import Settings
from bot.demo.clock import SimulatedClock
from bot.demo.discord import Message, Response, SimulatedDiscord, SimulatedMember
from bot.demo.x import SimulatedX, Tier
from bot.demo.x.world.world import ProfileFields
from bot.planning.inbox_polls import EVERY
from bot.runtime.clock import Clock
from tests.demo.discord.openapi import validator
from tests.support.databases.migrated import create_database
from tests.support.options import options_for, settings_of
from tests.support.team import START

SOON = timedelta(minutes=6)
"""What is asked for again and again has to be said within this simulated time."""


class BotWorld:
    """Starts with a small account whose followers Mutuals already knows; `follower_arrives` brings a new one.

    rate_limited: whether Discord's rate limits hold, which last real seconds.
    """

    def __init__(
        self,
        folder: Path,
        *,
        tier: Tier = Tier.SELF_SERVE,
        speed: float = 20.0,
        population: int = 30,
        rate_limited: bool = False,
        **options: str,
    ) -> None:
        self.clock = SimulatedClock(START, speed=speed)
        self.x = SimulatedX(self.clock, tier=tier, population=population)
        self.discord = SimulatedDiscord(self.clock, validate=validator(), rate_limited=rate_limited)
        self._folder = folder
        self._options = {name.upper(): value for name, value in options.items()}
        self.machine_clock: Clock = self.clock
        """The clock that the bot reads."""
        self._mutuals: Mutuals | None = None

    @property
    def settings(self) -> Settings:
        """What a team would write into its .env for these simulators."""
        return settings_of(options_for(self.x, self.discord, self._folder / "mutuals.sqlite3") | self._options)

    async def __aenter__(self) -> Self:
        await self.x.start()
        await self.discord.start()
        create_database(self._folder / "mutuals.sqlite3")
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        await self.discord.stop()
        await self.x.stop()
        assert self.discord.refusals == []

    async def start(self) -> None:
        """Start the bot and wait until it knows the followers who are there."""
        await self.start_online()
        await self.discord.channel.shows(lambda message: "followers" in message.text and "knows" in message.text)

    async def start_online(self) -> None:
        """Start the bot and wait until Discord shows it as online."""
        self._mutuals = Mutuals(self.settings, self.machine_clock)
        await self._mutuals.start()
        await self.discord.until(lambda: self.discord.bot_online)
        await self.discord.until(lambda: bool(self.discord.commands))

    async def wait_until_ended(self) -> None:
        """Wait until the bot ends by itself; raises what it ends with."""
        assert self._mutuals is not None
        await self._mutuals.wait()

    async def stop(self) -> None:
        if self._mutuals is not None:
            await self._mutuals.stop()
            self._mutuals = None

    async def restart_online(self) -> None:
        await self.stop()
        await self.start_online()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def follower_arrives(self, username: str, **facts: Unpack[ProfileFields]) -> Message:
        """Somebody new follows the account; returns their card."""
        self.x.gains_follower(username, **facts)
        self.advance_a_minute()
        return await self.card_about(username)

    async def card_about(self, username: str) -> Message:
        return await self.discord.channel.card_about(username)

    def advance_a_minute(self) -> None:
        self.advance(timedelta(minutes=1, seconds=1))

    async def until_idle(self) -> None:
        """Wait until nothing is due."""
        assert self._mutuals is not None
        await self._mutuals.scheduler.idle()

    def advance_to_next_job(self) -> None:
        """Let time pass until the bot has something to do."""
        assert self._mutuals is not None
        due = self._mutuals.scheduler.next_due
        assert due is not None, "Nothing will ever be due."
        self.advance(max(due - self.clock.now(), timedelta()))

    async def poll_mentions(self) -> None:
        """Let time pass until the bot polls mentions again."""
        await self.until_idle()  # a poll under way began before the post was there
        self.advance(EVERY + timedelta(seconds=1))

    def advance(self, span: timedelta) -> None:
        self.clock.advance(span)

    async def until_known(self, username: str) -> None:
        """Wait until Mutuals can tell something about this person."""
        await self.until_lookup_says(username, "Verdict")

    async def until_lookup_says(self, username: str, words: str) -> Response:
        """Wait until a look-up of this person says so."""
        return await self._until_answered("Maya", "/followers lookup", words, handle=username)

    async def until_history_says(self, words: str) -> Response:
        """Wait until the history says so."""
        return await self._until_answered("Leo", "/history", words)

    async def until_queue_says(self, member: SimulatedMember, words: str) -> Response:
        """Wait until this member's queue says so."""
        return await self._until_answered(member.name, "/queue", words)

    async def _until_answered(self, name: str, command: str, words: str, **options: str) -> Response:
        latest = self.clock.now() + SOON
        while True:
            await self.until_idle()
            answer = await self.discord.person(name).types(command, **options)
            if words in answer.text:
                return answer
            assert self.clock.now() < latest, f"{words!r} does not stand in {answer.text!r}"
            self.advance_to_next_job()

    async def card_with_link(self, username: str) -> Message:
        """Wait until this person's card has the button that opens X."""
        return await self.discord.channel.shows(lambda m: f"@{username}" in m.text and any(button.url for button in m.buttons))

    async def next_digest(self) -> Message:
        """Wait for tomorrow's digest."""
        before = len(self.digests())
        self.advance(timedelta(days=1))
        await self.until(lambda: len(self.digests()) > before)
        return self.digests()[-1]

    async def until_listening(self) -> None:
        """Wait until the bot is connected to the event stream."""
        await self.until_x(lambda: self.x.streams > 0)

    async def until_x(self, holds: Callable[[], bool]) -> None:
        """Wait until something is true of X."""
        changed = asyncio.Event()
        stop = self.x.on_change(lambda *_: changed.set())
        try:
            async with asyncio.timeout(20):
                while not holds():
                    changed.clear()
                    await changed.wait()
        finally:
            stop()

    def digests(self) -> list[Message]:
        return [message for message in self.discord.channel.messages if _is_digest(message)]

    def cards_about(self, username: str) -> list[Message]:
        return self.messages_saying(f"@{username}")

    def messages_saying(self, words: str) -> list[Message]:
        return [message for message in self.discord.channel.messages if words in message.text]

    async def until(self, holds: Callable[[], bool]) -> None:
        await self.discord.until(holds)

    async def card_says(self, username: str, *words: str) -> Message:
        """Wait until this person's card says all these words."""
        return await self.discord.channel.shows(lambda m: f"@{username}" in m.text and all(word in m.text for word in words))


def _is_digest(message: Message) -> bool:
    return "digest" in message.text.lower() and bool(message.payload.get("components"))


def followed_by(x: SimulatedX) -> set[str]:
    return {person.username for person in x.following}
