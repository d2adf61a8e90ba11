"""The page between a simulated X and a simulated Discord, with a small real bot in the channel; and browsers to open it with."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import pytest
import pytest_asyncio
import yarl
from discord import File, Message, TextChannel
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.ui import LayoutView
from playwright.async_api import Browser, ConsoleMessage, Error, async_playwright, expect
from playwright.async_api import Page as Window

from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord, SimulatedMember
from bot.demo.page import Page
from bot.demo.x import SimulatedX
from tests.demo.discord.example_bot import SampleBot, running
from tests.demo.page import channel_bot

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
POPULATION = 8
"""How many follow the account. The page shows them with their pictures, which takes most of the time in which a window opens."""
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
    x, simulated = SimulatedX(clock, population=POPULATION), SimulatedDiscord(clock, rate_limited=False)
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


@pytest.fixture(scope="session")
def kept_windows() -> dict[tuple[int, int], Window]:
    """By size, the window that a test opens first. A new one has Chromium start a process, which costs more than what happens in it."""
    return {}


@pytest_asyncio.fixture(loop_scope="session")
async def opens(world: PageWorld, browser: Browser, kept_windows: dict[tuple[int, int], Window]) -> AsyncIterator[Opens]:
    """Opens the page in a window of its own, as a member; whatever goes wrong in its scripts fails the test."""
    problems: list[str] = []
    windows: list[Window] = []

    def failed(error: Error) -> None:
        problems.append(str(error))

    def said(line: ConsoleMessage) -> None:
        if line.type == "error" and HUNG_UP not in line.text and REFUSED not in line.text:
            problems.append(line.text)

    async def new_window(size: tuple[int, int]) -> Window:
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]}, has_touch=size == PHONE, is_mobile=size == PHONE
        )
        context.set_default_timeout(10_000)
        return await context.new_page()

    async def open_window(name: str = "Maya", size: tuple[int, int] = LAPTOP) -> Window:
        window = kept_windows.get(size)
        if window is None or window in windows:
            window = await new_window(size)
        kept_windows.setdefault(size, window)
        windows.append(window)
        window.on("pageerror", failed)
        window.on("console", said)
        await window.goto(f"{world.page.url}/?as={world.person(name).id}")
        await window.locator("#panel-body .followers").wait_for(state="attached")
        return window

    yield open_window
    for window in windows:
        if window in kept_windows.values():
            await _clear(window)
            window.remove_listener("pageerror", failed)
            window.remove_listener("console", said)
        else:
            await window.context.close()
    assert problems == []


async def _clear(window: Window) -> None:
    """Leave nothing to the next test: it may even be served from the same port."""
    for other in window.context.pages:
        if other is not window:
            await other.close()
    await window.evaluate("sessionStorage.clear()")
    await window.goto("about:blank")
