"""The bot is killed without warning, again and again, in the middle of whatever it does. Nothing is lost and nothing happens twice."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.discord import Message, SimulatedDiscord, SimulatedMember
from bot.demo.discord.errors import NotPossible
from bot.demo.x import SimulatedX, Tier
from tests.demo.discord.openapi import validator
from tests.simulation import bot_process
from tests.support.forked import ForkedProcess
from tests.support.options import options_for

TIMEOUT = 120
"""Real seconds for what takes a few: on a busy machine every start of a process takes long, and there are eight."""

MORNING = datetime(2026, 3, 2, 10, tzinfo=UTC)
SPEED = 300.0
"""Simulated seconds in a real one; follows come one or two minutes apart."""

HANDLES = ("ada", "bo", "cy", "dee", "eli", "fay")
LIFE = (5, 14)
"""Requests to X and Discord until the next kill: a start takes about six, and then a card, a click, a follow and an edit one each."""

OPTIONS = {"FRESHNESS_SECONDS": "900", "X_ACCESS": "enterprise", "FOLLOW_BACKS_PER_HOUR": "50"}
"""A look at X whenever the bot starts, and few besides, or they would be most of what it is killed at."""


class KillableBot:
    """The bot as a process of its own, killed after a given number of requests to X or Discord."""

    def __init__(self, clock: SimulatedClock, x: SimulatedX, discord: SimulatedDiscord, folder: Path) -> None:
        self._clock, self._x, self._discord = clock, x, discord
        self._processes: list[ForkedProcess] = []
        self._environment = {**os.environ, **options_for(x, discord, folder / "mutuals.sqlite3"), **OPTIONS}

    async def run(self, until_killed_after: int | None = None) -> ForkedProcess:
        process = await bot_process.start(self._clock, self._environment)
        self._processes.append(process)
        if until_killed_after is not None:
            at = self._requests() + until_killed_after
            stops: list[Callable[[], None]] = []

            def kill_when_it_is_time(*_: object) -> None:
                if self._requests() >= at and process.returncode is None:
                    process.kill()

            stops += [self._x.on_change(kill_when_it_is_time), self._discord.on_change(kill_when_it_is_time)]
            await process.wait()
            for stop in stops:
                stop()
        return process

    async def kill(self) -> None:
        for process in self._processes:
            if process.returncode is None:
                process.kill()
                await process.wait()

    def _requests(self) -> int:
        return len(self._x.calls) + len(self._discord.requests)


class Approver:
    """Presses Approve on every card that offers it, again if the bot was killed before it answered."""

    def __init__(self, discord: SimulatedDiscord, person: SimulatedMember) -> None:
        self._discord, self._person = discord, person
        self._pressing: dict[int, asyncio.Task[None]] = {}

    def watch(self, *_: object) -> None:
        for message in self._discord.channel.messages:
            if message.id not in self._pressing and offers_approve(message):
                self._pressing[message.id] = asyncio.ensure_future(self._press(message))

    async def _press(self, message: Message) -> None:
        while offers_approve(message):
            with suppress(NotPossible):
                await self._discord.until(lambda: self._discord.bot_online, within=TIMEOUT)
                if not (await self._person.presses(message, "Approve")).failed:
                    break
        del self._pressing[message.id]

    async def finish(self) -> None:
        await asyncio.gather(*self._pressing.values())


def offers_approve(message: Message) -> bool:
    return any(button.label == "Approve" and not button.disabled for button in message.buttons)


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[tuple[SimulatedX, SimulatedDiscord, KillableBot]]:
    clock = SimulatedClock(MORNING, speed=SPEED)
    x = SimulatedX(clock, tier=Tier.ENTERPRISE, population=40)
    discord = SimulatedDiscord(clock, validate=validator())
    await x.start()
    await discord.start()
    bot = KillableBot(clock, x, discord, folder)
    try:
        yield x, discord, bot
    finally:
        await bot.kill()
        await discord.stop()
        await x.stop()


@pytest.mark.timeout(3 * TIMEOUT)
async def test_killed_at_any_moment_nothing_is_lost_and_nothing_happens_twice(tmp_path: Path) -> None:
    dice = random.Random(1)
    async with world(tmp_path) as (x, discord, bot):
        first = await bot.run()
        await discord.until(lambda: any("knows" in message.text for message in discord.channel.messages), within=TIMEOUT)
        first.kill()
        await first.wait()
        approver = Approver(discord, discord.person("Maya"))
        stop_approving = discord.on_change(approver.watch)
        for handle in HANDLES:
            x.gains_follower(handle)
            await bot.run(until_killed_after=dice.randint(*LIFE))
        last = await bot.run()
        await discord.until(lambda: all(len(followed(discord, handle)) == 1 for handle in HANDLES), within=TIMEOUT)
        last.terminate()
        assert await asyncio.wait_for(last.wait(), timeout=5) == 0
        stop_approving()
        await approver.finish()

        cards = [message for message in discord.channel.messages if any(f"@{handle}" in message.text for handle in HANDLES)]
        assert len(cards) == len(HANDLES)
        assert sorted(x.followed_through_api) == sorted(x.person(handle).id for handle in HANDLES)
        assert discord.refusals == []


SAYINGS = {
    "gil": "Do you ship to Norway?",
    "hana": "Thank you so much for the beans!",
    "ines": "Best espresso on the whole coast, I love it",
    "jon": "My order never arrived, this is a disgrace",
}
"""Of different intents, so that each has a saved reply of its own."""


@pytest.mark.timeout(3 * TIMEOUT)
async def test_killed_at_any_moment_everybody_is_answered_and_nobody_twice(tmp_path: Path) -> None:
    dice = random.Random(3)
    async with world(tmp_path) as (x, discord, bot):
        first = await bot.run()
        await discord.until(lambda: any("knows" in message.text for message in discord.channel.messages), within=TIMEOUT)
        first.kill()
        await first.wait()
        approver = Approver(discord, discord.person("Maya"))
        stop_approving = discord.on_change(approver.watch)
        posts = []
        for handle, saying in SAYINGS.items():
            posts.append(x.posts(x.joins(handle), saying))
            await bot.run(until_killed_after=dice.randint(*LIFE))
        last = await bot.run()
        await discord.until(lambda: all(len(answered(discord, handle)) == 1 for handle in SAYINGS), within=TIMEOUT)
        last.terminate()
        assert await asyncio.wait_for(last.wait(), timeout=5) == 0
        stop_approving()
        await approver.finish()

        answers = [post.in_reply_to for post in x.timeline.by(x.account, 1 << 63) if post.in_reply_to is not None]
        assert sorted(answers, key=id) == sorted(posts, key=id)
        cards = [message for message in discord.channel.messages if any(f"@{handle}" in message.text for handle in SAYINGS)]
        assert len(cards) == len(SAYINGS)
        assert discord.refusals == []


async def test_two_at_once_on_one_database_are_one_too_many(tmp_path: Path) -> None:
    async with world(tmp_path) as (_, discord, bot):
        await bot.run()
        await discord.until(lambda: any("knows" in message.text for message in discord.channel.messages), within=TIMEOUT)
        second = await bot.run()
        assert await asyncio.wait_for(second.wait(), timeout=TIMEOUT) != 0
        assert discord.bot_online


def answered(discord: SimulatedDiscord, handle: str) -> list[Message]:
    return [message for message in discord.channel.messages if f"@{handle}" in message.text and "The answer on X" in message.text]


def followed(discord: SimulatedDiscord, handle: str) -> list[Message]:
    return [message for message in discord.channel.messages if f"@{handle}" in message.text and "Following since" in message.text]
