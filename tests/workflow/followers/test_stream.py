"""What X tells has its effect once, whatever becomes of the connection."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import ActivityEvent
from bot.domain.jobs import Job
from tests.support.pytest_plugins.examples import one_in
from tests.support.team import POLICY
from tests.support.world import World
from tests.workflow.followers.test_stream_events import charged_for_events, streaming


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with streaming(tmp_path) as world:
        yield world


async def test_after_a_break_nobody_is_missed_and_nobody_told_twice(world: World) -> None:
    async with world.connected() as job:
        ada = world.x.gains_follower("ada")
        await world.until(lambda: world.all_known(ada))
        world.x.abort_streams()
        assert await job is not None
    world.advance(timedelta(minutes=2))
    world.x.unfollows(ada)
    bo = world.x.gains_follower("bo")
    world.advance(timedelta(minutes=1))

    async with world.connected():
        await world.until(lambda: world.all_known(bo))

    queries = [call.query for call in world.x.calls if call.path.endswith("/stream")]
    assert queries == [{}, {"backfill_minutes": "3"}]
    assert await world.new_followers() == [bo.id]
    assert world.stream_health.reported == 2
    assert (await world.charged(), charged_for_events(world)) == (world.x.spent_micros, 30_000)


async def test_subscriptions_are_made_once_and_seen_to_once_a_day(world: World) -> None:
    async with world.connected() as job:
        world.x.close_streams()
        await job
    async with world.connected():
        assert [call.method for call in world.x.calls] == ["GET", "POST", "POST", "POST", "GET", "GET"]
        await world.client.subscriptions.sync({ActivityEvent.MENTION})
        world.advance(timedelta(days=1))
        await world.until(lambda: len(world.x.subscriptions) == 3)
        ada = world.x.gains_follower("ada")
        await world.until(lambda: world.all_known(ada))

    assert world.call_statuses("/stream") == [200, 200]


async def test_subscriptions_are_seen_to_when_a_poll_finds_whom_the_stream_did_not_tell_of(world: World) -> None:
    async with world.connected():
        world.advance(timedelta(minutes=5))
        world.stream_health.polled({}, world.clock.now())
        await world.client.subscriptions.sync({ActivityEvent.MENTION})
        world.advance(timedelta(hours=1))
        world.stream_health.polled({7: world.clock.now()}, world.clock.now())
        world.advance(timedelta(minutes=2))
        assert not world.stream_health.healthy(world.clock.now())
        await world.until(lambda: len(world.x.subscriptions) == 3)

    assert world.stream_health.missed == 1


async def test_somebody_of_whom_the_stream_did_not_tell_is_found_by_a_poll_and_ends_the_trust_in_it(world: World) -> None:
    await world.run(Job.POLL_FOLLOWERS)
    async with world.connected():
        world.advance(timedelta(minutes=3))
        await world.run(Job.POLL_FOLLOWERS)
        assert world.stream_health.healthy(world.clock.now())
        told = world.x.gains_follower("told")
        await world.until(lambda: world.all_known(told))
        world.x.drop_events(1)
        lost = world.x.gains_follower("lost")
        world.advance(timedelta(minutes=15))
        await world.run(Job.POLL_FOLLOWERS)
        world.advance(timedelta(minutes=2))
        next_poll = await world.run(Job.POLL_FOLLOWERS)

    assert await world.new_followers() == [lost.id, told.id]
    assert (world.stream_health.reported, world.stream_health.missed) == (1, 1)
    assert next_poll == world.clock.now() + POLICY.freshness


class History:
    """Plays what happens on X and to the connection."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people = {name: world.x.joins(name) for name in ("ada", "bo", "cy")}
        self.job: asyncio.Task[datetime | None] | None = None

    async def play(self, move: str) -> None:
        x = self.world.x
        match move:
            case "ada" | "bo" | "cy":
                person = self.people[move]
                (x.unfollows if person in x.followers else x.follows)(person)
            case "cut":
                x.abort_streams()
            case "close":
                x.close_streams()
            case "twice":
                x.repeat_events = not x.repeat_events
            case "wait":
                self.world.advance(timedelta(seconds=10))
            case "listen":
                await self.listen()

    async def listen(self) -> None:
        """Have a connection, and keep it if there is one."""
        if self.job is not None and (self.job.done() or self.world.x.streams == 0):
            await self.job
            self.job = None
        if self.job is None:
            self.job = asyncio.create_task(self.world.run(Job.STREAM))
            await self.world.until(lambda: self.world.client.events.connected)

    async def agrees(self) -> bool:
        """Whether the team knows who follows, and who came and left, once X's list has settled."""
        await self.world.settle()
        follow = {person.id for person in self.world.x.followers}
        return set(await self.world.new_followers()) == follow and await self.world.charged() == self.world.x.spent_micros


moves = st.lists(st.sampled_from(["ada", "bo", "cy", "ada", "bo", "cut", "close", "twice", "wait", "listen"]), max_size=25)


@settings(max_examples=one_in(4))
@given(moves)
def test_whatever_becomes_of_the_connection_the_team_knows_who_follows_and_what_it_cost(history: list[str]) -> None:
    async def story(folder: Path) -> None:
        async with streaming(folder) as world:
            told = History(world)
            await told.listen()
            for move in history:
                await told.play(move)
            await told.listen()
            try:
                await world.until(told.agrees)
            finally:
                assert told.job is not None
                world.stream_consumer.end()
                await told.job
                await world.wait_for_polls()
            assert await world.reserved() == 0

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))
