"""The page between a simulated X and a simulated Discord, with a small real bot in the channel; and browsers to open it with."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
import yarl
from discord import File, Message, TextChannel
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.ui import LayoutView
from playwright.async_api import Browser, async_playwright, expect
from playwright.async_api import Page as Window

from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord, SimulatedMember
from bot.demo.page import Page
from bot.demo.x import SimulatedX
from tests.demo.discord.example_bot import SampleBot, running
from tests.demo.page import channel_bot

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
LAPTOP = (1366, 768)
PHONE = (390, 844)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TIMEOUT_MS = 30_000
"""What is to be seen is waited for so long; a busy machine shows it later than an idle one."""
HUNG_UP = "net::ERR_"
"""How the browser begins to say that nobody answered: no fault of the page where a test stops a server."""
REFUSED = "status of 409"
"""How it says that the demo answered no, which the page then tells in words."""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class PageWorld:
    """Everything that the page shows, and the page."""

    clock: SimulatedClock
    x: SimulatedX
    discord: SimulatedDiscord
    page: Page
    bot: SampleBot

    async def posts(self, text: str | None = None, *, view: LayoutView | None = None, file: File | None = None) -> Message:
        """The bot says something in the channel."""
        channel = self.bot.get_channel(self.discord.channel_id)
        assert isinstance(channel, TextChannel)
        if view and file:
            return await channel.send(view=view, file=file)
        return await (channel.send(view=view) if view else channel.send(text))

    async def posts_card(self, handle: str = "ada", bio: str = "Writes about **boats** and *harbours*.") -> Message:
        avatar = f"{self.x.url}/avatars/{self.x.account.id}.svg"
        return await self.posts(view=channel_bot.card(handle, avatar, bio))

    def person(self, name: str) -> SimulatedMember:
        return self.discord.person(name)


@pytest_asyncio.fixture(loop_scope="session")
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PageWorld]:
    clock = SimulatedClock(START)
    x, simulated = SimulatedX(clock, population=30), SimulatedDiscord(clock, rate_limited=False)
    page = Page(clock, x, simulated)
    await x.start()
    await simulated.start()
    await page.start()
    monkeypatch.setattr(Route, "BASE", simulated.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(simulated.gateway_url))
    async with running(SampleBot(simulated.guild_id, *channel_bot.COMMANDS), simulated) as bot:
        yield PageWorld(clock, x, simulated, page, bot)
    await page.stop()
    await simulated.stop()
    await x.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def http(world: PageWorld) -> AsyncIterator[aiohttp.ClientSession]:
    """The page's server without a browser."""
    async with aiohttp.ClientSession(world.page.url) as session:
        yield session


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("There is no Chromium on this machine.")
    expect.set_options(timeout=TIMEOUT_MS)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        await chromium.close()


Opens = Callable[..., Awaitable[Window]]


@pytest_asyncio.fixture(loop_scope="session")
async def opens(world: PageWorld, browser: Browser) -> AsyncIterator[Opens]:
    """Opens the page in a window of its own, as a member; whatever goes wrong in its scripts fails the test."""
    problems: list[str] = []
    contexts: list[Any] = []

    def expected(line: str) -> bool:
        return HUNG_UP in line or REFUSED in line

    async def open_window(name: str = "Maya", size: tuple[int, int] = LAPTOP) -> Window:
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]}, has_touch=size == PHONE, is_mobile=size == PHONE
        )
        contexts.append(context)
        window = await context.new_page()
        window.set_default_timeout(10_000)
        window.on("pageerror", lambda error: problems.append(str(error)))
        window.on("console", lambda line: problems.append(line.text) if line.type == "error" and not expected(line.text) else None)
        await window.goto(f"{world.page.url}/?as={world.person(name).id}")
        await window.locator("#panel-body .followers").wait_for(state="attached")
        return window

    yield open_window
    for context in contexts:
        await context.close()
    assert problems == []
