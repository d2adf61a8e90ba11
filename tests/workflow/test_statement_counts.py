"""A run that finds nothing new asks the database for little: one snapshot, and no transaction where nothing has to be known."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot.planning.inbox_polls import EVERY
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.follow import FollowDelivery
from bot.workflow.delivery.reply import ReplyDelivery
from bot.workflow.followers.bursts import BurstService
from bot.workflow.followers.poll import PollFollowers
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.inbox.poll_mentions import PollMentions
from bot.workflow.people.assessor import Assessor
from tests.support.statements import Statements, counted_statements
from tests.support.worlds.discord import DiscordWorld
from tests.support.worlds.x import XWorld, x_world

MINUTE = timedelta(minutes=1)


def poll_followers(world: XWorld) -> PollFollowers:
    assessor = Assessor(world.context)
    return PollFollowers(world.context, world.client, assessor, BurstService(world.context, assessor), StreamHealth())


async def idle_run(world: XWorld, run: Callable[[], Awaitable[datetime | None]], every: timedelta) -> tuple[Statements, int]:
    """What the fourth run in a row asks the database, and how many requests it sends to X."""
    for _ in range(3):
        await run()
        world.clock.advance(every)
    sent = len(world.x.calls)
    with counted_statements() as statements:
        await run()
    return statements, len(world.x.calls) - sent


async def test_a_poll_of_followers_that_finds_nobody_new(tmp_path: Path) -> None:
    async with x_world(tmp_path, population=60) as world:
        job = poll_followers(world)
        await job.run()
        for name in ("ada", "bo"):
            world.x.gains_follower(name)
        statements, requests = await idle_run(world, job.run, MINUTE)

    assert requests == 1
    assert len(statements.executed) <= 12, statements.executed
    assert statements.transactions <= 3


async def test_a_poll_of_mentions_that_finds_nothing_new(tmp_path: Path) -> None:
    async with x_world(tmp_path, population=60) as world:
        await poll_followers(world).run()
        job = PollMentions(world.context, world.client, Assessor(world.context).reassess)
        statements, requests = await idle_run(world, job.run, EVERY)

    assert requests == 3, "mentions, the account's own posts of late, and those before that"
    assert len(statements.executed) <= 34, statements.executed
    assert statements.transactions <= 12


async def test_a_delivery_with_nothing_to_deliver(tmp_path: Path) -> None:
    async with x_world(tmp_path) as world:
        for delivery in (FollowDelivery(world.context, world.client), ReplyDelivery(world.context, world.client)):
            statements, requests = await idle_run(world, Deliver(world.context, delivery).run, MINUTE)

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
