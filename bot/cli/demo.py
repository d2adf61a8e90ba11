"""`mutuals demo`: the real bot between a simulated X and a simulated Discord, and a web page to watch all three."""

from __future__ import annotations

import asyncio
import contextlib
import errno
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import click
from pydantic import SecretStr

from bot.app import Mutuals
from bot.cli.demo_history import DAYS, DIGEST_TIME, DemoHistory, begins_at
from bot.config import Settings
from bot.demo.clock import SimulatedClock
from bot.demo.discord import NotPossible, SimulatedDiscord
from bot.demo.page import Page
from bot.demo.scenario import Scenario
from bot.demo.x import SimulatedX
from bot.domain import Member, Mentionable, MentionableKind
from bot.store import Store
from bot.store.deadline import set_deadline
from bot.workflow.context import Context

POPULATION = 2_400
"""Followers that the simulated account begins with."""

PAST_TIMEOUT, CONNECTION_TIMEOUT = 60.0, 20.0
"""Real seconds; one or two are typical."""

OPENING_SPEED = 60
"""Simulated seconds in a real one until the first card is there, where the demo is to run more slowly: nobody waits for it for a minute."""
FIRST_CARD_TIMEOUT = 20.0
"""Real seconds; one or two are typical here, too."""


class PortUnusable(click.ClickException):
    """The page's port is in use or not permitted; the text is one plain sentence."""

    exit_code = 2


class Demo:
    """Listens on 127.0.0.1 only; its data is in a temporary folder, deleted when the demo ends. Reads nothing from the environment."""

    def __init__(self, *, port: int, speed: int, seed: int) -> None:
        self._port, self._speed, self._seed = port, speed, seed
        self._begins = begins_at(datetime.now(UTC))
        self._clock = SimulatedClock(self._begins - DAYS * timedelta(days=1), speed=0)
        self._x = SimulatedX(self._clock, seed=seed, population=POPULATION)
        self._discord = SimulatedDiscord(self._clock)
        self._second_channel = self._discord.adds_channel("digests-and-alerts", "What nobody has to decide turns up here.")
        self._page = Page(self._clock, self._x, self._discord)
        self._scenario = Scenario(self._clock, self._x, seed)
        self._exits = AsyncExitStack()
        self._bot: Mutuals | None = None

    @property
    def url(self) -> str:
        """The page's address."""
        return self._page.url

    async def start(self) -> None:
        """Returns once the page and the bot are ready.

        Raises PortUnusable, and what `Mutuals.start` raises.
        """
        await self._open_page()
        self._exits.push_async_callback(self._x.stop)
        await self._x.start()
        self._exits.push_async_callback(self._discord.stop)
        await self._discord.start()
        folder = self._exits.enter_context(TemporaryDirectory(prefix="mutuals-demo-", ignore_cleanup_errors=True))
        settings = self._settings(Path(folder))
        await asyncio.create_task(self._live_through_the_past(settings))
        self._clock.run_at(max(self._speed, OPENING_SPEED) if self._speed else 0)
        self._bot = Mutuals(settings, self._clock)
        self._exits.push_async_callback(self._bot.stop)
        await self._bot.start()
        await self._wait_until_connected()
        self._exits.push_async_callback(self._scenario.stop)
        self._scenario.start()
        await self._wait_for_first_card()

    async def wait(self) -> None:
        """Until the bot ends by itself."""
        if self._bot is not None:
            await self._bot.wait()

    async def stop(self) -> None:
        """Stop everything in reverse order of its start, and delete the data."""
        await self._exits.aclose()

    async def _open_page(self) -> None:
        self._exits.push_async_callback(self._page.stop)
        try:
            await self._page.start(self._port)
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            fault = "is taken by another program (perhaps by another demo)" if taken else "cannot be used on this machine"
            raise PortUnusable(f"Port {self._port} {fault}; choose another one: mutuals demo --port 8800") from error

    async def _live_through_the_past(self, settings: Settings) -> None:
        store = await Store.open(settings.database_url, account_id=self._x.account.id, exclusive=True)
        set_deadline(PAST_TIMEOUT)  # nothing else runs yet, and who waits for an answer is spared the turns in another thread
        try:
            people = [self._discord.person(name) for name in ("Maya", "Leo")]
            members = [Member(person.id, person.name) for person in people]
            context = Context(store, self._clock, settings.policy(), settings.prices())
            await DemoHistory(self._clock, self._x, members, context, self._begins, Random(self._seed)).write()
        finally:
            await store.close()

    async def _wait_until_connected(self) -> None:
        """Wait for yesterday's digest, which the bot posts once it is connected."""
        with contextlib.suppress(NotPossible):  # the scenario starts anyway, should it ever take that long
            await self._discord.until(lambda: bool(self._second_channel.messages), within=CONNECTION_TIMEOUT)

    async def _wait_for_first_card(self) -> None:
        if self._clock.speed == self._speed:
            return
        with contextlib.suppress(NotPossible):
            await self._discord.until(lambda: any(message.buttons for message in self._discord.channel.messages), within=FIRST_CARD_TIMEOUT)
        self._clock.run_at(self._speed)

    def _settings(self, folder: Path) -> Settings:
        keys = self._x.credentials
        notified = frozenset({Mentionable(MentionableKind.ROLE, self._discord.approver_role_id)})
        return Settings(
            discord_token=SecretStr(self._discord.token),
            discord_guild_id=self._discord.guild_id,
            discord_channel_id=self._discord.channel_id,
            discord_digest_channel_id=self._second_channel.id,
            discord_alert_channel_id=self._second_channel.id,
            discord_approver_role_ids=frozenset({self._discord.approver_role_id}),
            discord_viewer_role_ids=frozenset({self._discord.viewer_role_id}),
            discord_api_url=self._discord.api_url,
            digest_time=DIGEST_TIME,
            notify_complaints=notified,
            notify_outages=notified,
            x_consumer_key=SecretStr(keys.consumer_key),
            x_consumer_secret=SecretStr(keys.consumer_secret),
            x_access_token=SecretStr(keys.access_token),
            x_access_token_secret=SecretStr(keys.access_token_secret),
            x_api_url=self._x.url,
            database_url=f"sqlite+aiosqlite:///{(folder / 'mutuals.sqlite3').as_posix()}",
        )
