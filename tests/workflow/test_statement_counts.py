"""A run that finds nothing new asks the database for little: one snapshot, and no transaction where nothing has to be known."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.domain.jobs import Job
from bot.planning.inbox_polls import EVERY
from tests.support.databases.statements import Statements, counted_statements
from tests.support.discord import DiscordWorld
from tests.support.world import World

MINUTE = timedelta(minutes=1)


async def idle_run(world: World, job: Job, every: timedelta) -> tuple[Statements, int]:
    """What the fourth run in a row asks the database, and how many requests it sends to X."""
    for _ in range(3):
        await world.run(job)
        world.advance(every)
    sent = len(world.x.calls)
    with counted_statements() as statements:
        await world.run(job)
    return statements, len(world.x.calls) - sent


async def test_a_poll_of_followers_that_finds_nobody_new(tmp_path: Path) -> None:
    async with World(tmp_path, population=60, identified=False) as world:
        await world.run(Job.POLL_FOLLOWERS)
        for name in ("ada", "bo"):
            world.x.gains_follower(name)
        statements, requests = await idle_run(world, Job.POLL_FOLLOWERS, MINUTE)

    assert requests == 1
    assert len(statements.executed) <= 12, statements.executed
    assert statements.transactions <= 3


async def test_a_poll_of_mentions_that_finds_nothing_new(tmp_path: Path) -> None:
    async with World(tmp_path, population=60, identified=False) as world:
        await world.run(Job.POLL_FOLLOWERS)
        statements, requests = await idle_run(world, Job.POLL_MENTIONS, EVERY)

    assert requests == 3, "mentions, the account's own posts of late, and those before that"
    assert len(statements.executed) <= 34, statements.executed
    assert statements.transactions <= 12


async def test_a_delivery_with_nothing_to_deliver(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        for job in (Job.DELIVER_FOLLOW_BACKS, Job.DELIVER_REPLIES):
            statements, requests = await idle_run(world, job, MINUTE)

            assert requests == 0
            assert len(statements.executed) <= 2, statements.executed
            assert statements.transactions <= 1


async def test_a_look_at_a_channel_that_shows_everything(tmp_path: Path) -> None:
    async with DiscordWorld(tmp_path) as world:
        await world.suggest_follow_back("ada")
        await world.card_about("ada")
        await world.until_idle()
        with counted_statements() as statements:
            await world.until_shown()

    assert len(statements.executed) <= 11, statements.executed
    assert statements.transactions <= 6, "with what is edited, in two jobs"
