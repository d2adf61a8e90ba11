"""What the log says at the start: who is connected where, what is missing, and nothing that is not so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.app import Mutuals
from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord
from bot.demo.x import SimulatedX
from bot.store import Store
from cogs.discord_errors import MAX_RATE_LIMIT_WAIT
from tests.support.bot import BotWorld
from tests.support.options import options_for, settings_of
from tests.support.team import START

RUNNING = "Mutuals is running"


def said(caplog: pytest.LogCaptureFixture, words: str) -> list[int]:
    """At which places of the log these words stand."""
    return [place for place, record in enumerate(caplog.records) if words in record.getMessage()]


async def until_said(caplog: pytest.LogCaptureFixture, words: str) -> int:
    heard, root = asyncio.Event(), logging.getLogger()
    listener = logging.Handler()
    listener.emit = lambda record: heard.set()  # type: ignore[method-assign]  # all that it is to do
    root.addHandler(listener)
    try:
        async with asyncio.timeout(20):
            while not (found := said(caplog, words)):
                heard.clear()
                await heard.wait()
    finally:
        root.removeHandler(listener)
    return found[0]


async def test_a_good_start_says_who_is_connected_where_and_for_whom(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with BotWorld(tmp_path):
        running = await until_said(caplog, RUNNING)

    (discord,) = said(caplog, "Discord: connected as Mutuals, in #new-followers of Team Harbour Light.")
    (x,) = said(caplog, "X: @harbourlight, 30 followers.")
    assert max(discord, x) < running
    assert len(said(caplog, RUNNING)) == 1


async def test_what_is_wrong_with_the_set_up_is_said_at_the_start_and_in_the_channel(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with BotWorld(tmp_path, discord_approver_role_ids="1199999999999999999") as world:
        running = await until_said(caplog, RUNNING)
        await world.discord.channel.shows(lambda message: "no role 1199999999999999999; nobody may decide" in message.text)

    (role,) = said(caplog, "Approver roles: The server has no role 1199999999999999999; nobody may decide.")
    assert role < running


@pytest.fixture
async def apart(tmp_path: Path) -> AsyncIterator[tuple[SimulatedX, SimulatedDiscord, Mutuals]]:
    clock = SimulatedClock(START)
    x, discord = SimulatedX(clock, population=30), SimulatedDiscord(clock)
    await x.start()
    await discord.start()
    settings = settings_of(options_for(x, discord, tmp_path / "mutuals.sqlite3"))
    store = await Store.open(settings.database_url, account_id=settings.x_credentials().account_id)
    async with store.write() as tx:  # with a new database nothing is asked of X before the channel was seen
        await tx.accounts.identify("harbourlight", "Harbour Light", 30, START)
    await store.close()
    mutuals = Mutuals(settings, clock)
    yield x, discord, mutuals
    await mutuals.stop()
    await discord.stop()
    await x.stop()


def _sessions_used_up(discord: SimulatedDiscord) -> None:
    discord.limit_session_starts(0, 7_200)


def _asked_too_often(discord: SimulatedDiscord) -> None:
    discord.refuse(status=429, retry_after=7_200.0, path_contains="/gateway/bot")


def _asked_too_often_at_the_login(discord: SimulatedDiscord) -> None:
    discord.refuse(status=429, retry_after=7_200.0, path_contains="/users/@me")


@pytest.mark.parametrize("fault", [_sessions_used_up, _asked_too_often, _asked_too_often_at_the_login])
async def test_the_hours_that_discord_asks_for_are_said_as_hours(
    apart: tuple[SimulatedX, SimulatedDiscord, Mutuals], fault: Callable[[SimulatedDiscord], None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    _, discord, mutuals = apart
    fault(discord)
    await mutuals.start()

    await until_said(caplog, "It may again at 12:00 UTC (in 2 h)")
    await until_said(caplog, "X: @harbourlight, 30 followers.")
    assert said(caplog, RUNNING) == []
    assert not discord.bot_online
    assert sum(request.path in ("/gateway/bot", "/users/@me") for request in discord.requests) <= 2


async def test_a_bot_in_no_server_says_how_to_invite_it_and_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock = SimulatedClock(START)
    x, discord = SimulatedX(clock, population=30), SimulatedDiscord(clock)
    await x.start()
    await discord.start()
    options = options_for(x, discord, tmp_path / "mutuals.sqlite3") | {"DISCORD_GUILD_ID": "1199999999999999998"}
    mutuals = Mutuals(settings_of(options), clock)
    await mutuals.start()
    await until_said(
        caplog, "The bot is in no server 1199999999999999998. Correct DISCORD_GUILD_ID, or invite the bot: https://discord.com"
    )
    await until_said(caplog, "Mutuals is connected, but cannot fully use the team's channel")
    assert said(caplog, "slash commands") == []
    await mutuals.stop()
    await discord.stop()
    await x.stop()


def test_discord_py_waits_no_longer_by_itself_than_it_is_told() -> None:
    assert MAX_RATE_LIMIT_WAIT == 30, "discord.py takes a shorter one for 30 s"
