"""What the log says of the start: once, and nothing that is not so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain import BaselineStatus
from bot.domain.jobs import Job
from bot.runtime.startup_report import Startup
from bot.workflow.team.team_server import PERMISSIONS, ServerChannel, TeamServer
from cogs.client import Client
from tests.support.samples.notes import written
from tests.support.store import StoreWorld

CHANNEL = ServerChannel(1, exists=True, name="new-followers", granted=PERMISSIONS)
SERVER = TeamServer(
    *(1, [CHANNEL], frozenset(), "https://discord.com/invite-me"),
    name="Team Harbour Light",
    role_names={},
)
RUNNING = "Mutuals is running; Ctrl-C stops it."


class Log(logging.Handler):
    """What the report has said."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self._more = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        self._more.set()

    async def first(self) -> str:
        async with asyncio.timeout(20):
            await self._more.wait()
        return self.lines[0]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[Log]:
    logger, log = logging.getLogger("bot.runtime.startup_report"), Log()
    caplog.set_level(logging.INFO, logger.name)
    logger.addHandler(log)
    yield log
    logger.removeHandler(log)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        yield world


def started(world: StoreWorld, *, why_offline: str = "", warn_after: float = 20) -> Startup:
    return Startup(world.services, Client(world.services, guild_id=1), lambda: why_offline, warn_after)


async def x_answers(startup: Startup) -> None:
    async def asks() -> None:
        return

    await startup.observing(asks)()


async def what_is_missing(startup: Startup, log: Log) -> str:
    """What the warning says while neither answers."""
    reporting = asyncio.create_task(startup.report())
    warning = await log.first()
    reporting.cancel()
    return warning.removeprefix("Mutuals is not running yet. ")


async def test_who_is_connected_where_and_for_whom(world: StoreWorld, log: Log) -> None:
    await world.identify(followers=2_400)
    startup = started(world)
    await world.services.setup.seen(SERVER)
    await x_answers(startup)
    await startup.report()

    *connected, last = log.lines
    assert sorted(connected) == ["Discord: connected as , in #new-followers of Team Harbour Light.", "X: @harbourlight, 2,400 followers."]
    assert last == RUNNING


async def test_a_paused_account_is_said_to_be(world: StoreWorld, log: Log) -> None:
    await world.identify()
    async with world.store.write() as tx:
        await tx.accounts.pause(world.clock.now(), "Maya")
    startup = started(world)
    await world.services.setup.seen(SERVER)
    await x_answers(startup)
    await startup.report()

    assert "X: @harbourlight; no requests while Mutuals is paused (by Maya; use /resume to continue)." in log.lines


async def test_a_channel_that_cannot_be_used_is_said_instead_of_that_all_runs(world: StoreWorld, log: Log) -> None:
    startup = started(world)
    await world.services.setup.seen(replace(SERVER, channels=[replace(CHANNEL, granted=PERMISSIONS[:1])]))
    await x_answers(startup)
    await startup.report()

    assert RUNNING not in log.lines
    assert log.lines[-1].startswith("Mutuals is connected, but cannot fully use the team's channel")


async def test_what_is_missing_is_said_once(world: StoreWorld, log: Log) -> None:
    startup = started(world, warn_after=0.01)
    reporting = asyncio.create_task(startup.report())
    await log.first()
    await world.services.setup.seen(SERVER)
    await x_answers(startup)
    await reporting

    assert [message.startswith("Mutuals is not running yet.") for message in log.lines] == [True, False, False, False]
    assert log.lines[-1] == RUNNING


async def test_neither_has_answered_yet(world: StoreWorld, log: Log) -> None:
    assert await what_is_missing(started(world, warn_after=0), log) == (
        "Discord: it has not answered yet; Mutuals keeps trying. X: it has not answered yet; Mutuals keeps trying."
    )


async def test_why_either_is_missing_is_said_where_it_is_known(world: StoreWorld, log: Log) -> None:
    world.services.job_errors.report(Job.POST_MESSAGES, written("Something about Discord."), None)
    world.services.job_errors.report(Job.POLL_FOLLOWERS, written("X did not answer."), None)

    assert await what_is_missing(started(world, why_offline="The token is refused.", warn_after=0), log) == (
        "Discord: The token is refused. X: X did not answer."
    )


async def test_an_initial_sync_is_a_reason(world: StoreWorld, log: Log) -> None:
    async with world.store.write() as tx:
        await tx.accounts.identify("harbourlight", "Harbour Light", 30, world.clock.now())
        await tx.accounts.set_baseline(BaselineStatus.PENDING, None, 0, world.clock.now())
    assert "X: @harbourlight; initial sync of the followers." in await what_is_missing(started(world, warn_after=0), log)


async def test_a_new_database_is_a_reason(world: StoreWorld, log: Log) -> None:
    async with world.store.write() as tx:
        await tx.accounts.put_on_hold(world.clock.now())

    missing = await what_is_missing(started(world, warn_after=0), log)
    assert missing.endswith("X: with a new database, no requests until Mutuals has seen the channel.")
