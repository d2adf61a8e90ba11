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

from bot.demo.x import Person
from bot.domain import Act, ActivityEvent, Decision, SuggestionState
from bot.domain.jobs import Job
from bot.workflow.followers.stream_events import GONE
from tests.support.examples import one_in
from tests.support.worlds.stream import StreamWorld, stream_world
from tests.support.worlds.x import POLICY


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StreamWorld]:
    async with stream_world(tmp_path) as listening:
        yield listening


async def state_of(world: StreamWorld, person: Person) -> SuggestionState | None:
    async with world.store.read() as tx:
        about = await tx.suggestions.about(person.id)
    return about[0].state if about else None


async def follows_reported(world: StreamWorld, person: Person) -> bool:
    """Whether it is stored that they mentioned the account, once."""
    async with world.store.read() as tx:
        return [count for count, _ in (await tx.interactions.among([person.id])).values()] == [1]


async def has_left(world: StreamWorld, person: Person) -> bool:
    async with world.store.read() as tx:
        moves = (await tx.followers.last_moves([person.id])).get(person.id)
    return moves is not None and moves.unfollowed_at is not None


async def test_who_follows_is_known_and_suggested_at_once(world: StreamWorld) -> None:
    async with world.connected():
        ada, bo = world.x.gains_followers(2)
        await world.until(lambda: world.all_known(ada, bo))

    assert await world.new_followers() == [bo.id, ada.id]
    assert await state_of(world, ada) is SuggestionState.OPEN
    assert Job.POST_MESSAGES in world.woken
    assert (world.stream_health.reported, world.stream_health.missed, world.stream_health.last_event_at) == (2, 0, world.clock.now())
    assert (await world.spent(), world.charged_for_events) == (world.x.spent_micros, 20_000)
    assert await world.reserved() == 0


async def test_who_leaves_is_no_longer_asked_about(world: StreamWorld) -> None:
    async with world.connected():
        undecided, later, approved, stays = people = world.x.gains_followers(4)
        await world.until(lambda: world.all_known(*people))
        async with world.store.write() as tx:
            ids = {person.id: suggestion.id for person in people for suggestion in await tx.suggestions.about(person.id)}
            await tx.suggestions.move(
                ids[later.id],
                to=SuggestionState.SNOOZED,
                from_={SuggestionState.OPEN},
                decision=Decision(Act.SNOOZE, world.clock.now()),
                snoozed_until=world.clock.now() + timedelta(days=1),
            )
            decision = Decision(Act.APPROVE, world.clock.now())
            await tx.suggestions.move(ids[approved.id], to=SuggestionState.APPROVED, from_={SuggestionState.OPEN}, decision=decision)
        world.woken.clear()
        for person in (undecided, later, approved):
            world.x.unfollows(person)
        await world.until(lambda: has_left(world, approved))

    states = [await state_of(world, person) for person in people]
    assert states == [SuggestionState.EXPIRED, SuggestionState.EXPIRED, SuggestionState.APPROVED, SuggestionState.OPEN]
    async with world.store.read() as tx:
        (expired,) = await tx.suggestions.about(undecided.id)
    assert (expired.note, expired.snoozed_until) == (GONE, None)
    assert Job.POST_MESSAGES in world.woken
    assert not await has_left(world, stays)


async def test_who_leaves_and_returns_is_asked_about_again(world: StreamWorld) -> None:
    ada = world.x.gains_follower("ada")
    async with world.connected():
        await world.settle()
        world.x.unfollows(ada)
        await world.until(lambda: has_left(world, ada))
        world.x.follows(ada)
        await world.until(lambda: world.stream_health.reported == 1)
        assert await has_left(world, ada)
        await world.settle()

    assert not await has_left(world, ada)
    assert await world.new_followers() == [ada.id]
    assert (await world.spent(), world.charged_for_events) == (world.x.spent_micros, 20_000)


async def test_who_mentions_the_account_is_counted_and_assessed_anew(world: StreamWorld) -> None:
    async with world.connected():
        ada = world.x.gains_follower("ada")
        await world.until(lambda: world.all_known(ada))
        async with world.store.read() as tx:
            before = await tx.assessments.get(ada.id)
        world.x.posts(ada, "lovely coffee")
        world.x.posts(world.x.account, f"as @{world.x.account.username} always says")
        await world.until(lambda: follows_reported(world, ada))

    assert Job.POST_MESSAGES in world.woken
    async with world.store.read() as tx:
        assert await tx.assessments.get(ada.id) != before


async def test_what_x_sends_twice_happens_once(world: StreamWorld) -> None:
    world.x.repeat_events = True
    async with world.connected():
        ada = world.x.gains_follower("ada")
        await world.until(lambda: world.all_known(ada))
        world.x.unfollows(ada)
        await world.until(lambda: has_left(world, ada))
        world.x.follows(ada)
        bo = world.x.gains_follower("bo")
        await world.until(lambda: world.stream_health.reported == 3)
        await world.settle()

    assert set(await world.new_followers()) == {ada.id, bo.id}
    async with world.store.read() as tx:
        assert await tx.followers.times_returned([ada.id]) == {ada.id: 1}
    assert world.stream_health.reported == 3
    assert (await world.spent(), world.charged_for_events) == (world.x.spent_micros, 40_000)


async def test_after_a_break_nobody_is_missed_and_nobody_told_twice(world: StreamWorld) -> None:
    async with world.connected() as job:
        ada = world.x.gains_follower("ada")
        await world.until(lambda: world.all_known(ada))
        world.x.abort_streams()
        assert await job is not None
    world.clock.advance(timedelta(minutes=2))
    world.x.unfollows(ada)
    bo = world.x.gains_follower("bo")
    world.clock.advance(timedelta(minutes=1))

    async with world.connected():
        await world.until(lambda: world.all_known(bo))

    queries = [call.query for call in world.x.calls if call.path.endswith("/stream")]
    assert queries == [{}, {"backfill_minutes": "3"}]
    assert await world.new_followers() == [bo.id]
    assert world.stream_health.reported == 2
    assert (await world.spent(), world.charged_for_events) == (world.x.spent_micros, 30_000)


async def test_subscriptions_are_made_once_and_seen_to_once_a_day(world: StreamWorld) -> None:
    async with world.connected() as job:
        world.x.close_streams()
        await job
    async with world.connected():
        assert [call.method for call in world.x.calls] == ["GET", "POST", "POST", "POST", "GET", "GET"]
        await world.client.subscriptions.sync({ActivityEvent.MENTION})
        world.clock.advance(timedelta(days=1))
        await world.until(lambda: len(world.x.subscriptions) == 3)
        ada = world.x.gains_follower("ada")
        await world.until(lambda: world.all_known(ada))

    assert world.connection_statuses == [200, 200]


async def test_subscriptions_are_seen_to_when_a_poll_finds_whom_the_stream_did_not_tell_of(world: StreamWorld) -> None:
    async with world.connected():
        world.clock.advance(timedelta(minutes=5))
        world.stream_health.polled({}, world.clock.now())
        await world.client.subscriptions.sync({ActivityEvent.MENTION})
        world.clock.advance(timedelta(hours=1))
        world.stream_health.polled({7: world.clock.now()}, world.clock.now())
        world.clock.advance(timedelta(minutes=2))
        assert not world.stream_health.healthy(world.clock.now())
        await world.until(lambda: len(world.x.subscriptions) == 3)

    assert world.stream_health.missed == 1


async def test_somebody_of_whom_the_stream_did_not_tell_is_found_by_a_poll_and_ends_the_trust_in_it(world: StreamWorld) -> None:
    await world.poll_followers.run()
    async with world.connected():
        world.clock.advance(timedelta(minutes=3))
        await world.poll_followers.run()
        assert world.stream_health.healthy(world.clock.now())
        told = world.x.gains_follower("told")
        await world.until(lambda: world.all_known(told))
        world.x.drop_events(1)
        lost = world.x.gains_follower("lost")
        world.clock.advance(timedelta(minutes=15))
        await world.poll_followers.run()
        world.clock.advance(timedelta(minutes=2))
        next_poll = await world.poll_followers.run()

    assert await world.new_followers() == [lost.id, told.id]
    assert (world.stream_health.reported, world.stream_health.missed) == (1, 1)
    assert next_poll == world.clock.now() + POLICY.freshness


class History:
    """Plays what happens on X and to the connection."""

    def __init__(self, world: StreamWorld) -> None:
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
                self.world.clock.advance(timedelta(seconds=10))
            case "listen":
                await self.listen()

    async def listen(self) -> None:
        """Have a connection, and keep it if there is one."""
        if self.job is not None and (self.job.done() or self.world.x.streams == 0):
            await self.job
            self.job = None
        if self.job is None:
            self.job = asyncio.create_task(self.world.stream_consumer.run())
            await self.world.until(lambda: self.world.client.events.connected)

    async def agrees(self) -> bool:
        """Whether the team knows who follows, and who came and left, once X's list has settled."""
        await self.world.settle()
        follow = {person.id for person in self.world.x.followers}
        return set(await self.world.new_followers()) == follow and await self.world.spent() == self.world.x.spent_micros


moves = st.lists(st.sampled_from(["ada", "bo", "cy", "ada", "bo", "cut", "close", "twice", "wait", "listen"]), max_size=25)


@settings(max_examples=one_in(4))
@given(moves)
def test_whatever_becomes_of_the_connection_the_team_knows_who_follows_and_what_it_cost(history: list[str]) -> None:
    async def story(folder: Path) -> None:
        async with stream_world(folder) as world:
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
