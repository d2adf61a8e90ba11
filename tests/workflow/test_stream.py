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
from bot.workflow.context import Job
from bot.workflow.followers.stream_events import GONE
from tests.workflow.loopback import POLICY
from tests.workflow.wire import Wire, wire


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Wire]:
    async with wire(tmp_path) as listening:
        yield listening


async def state_of(town: Wire, person: Person) -> SuggestionState | None:
    async with town.store.read() as tx:
        about = await tx.suggestions.about(person.id)
    return about[0].state if about else None


async def told_of(town: Wire, person: Person) -> bool:
    """Whether it is stored that they mentioned the account, once."""
    async with town.store.read() as tx:
        return [count for count, _ in (await tx.interactions.among([person.id])).values()] == [1]


async def has_left(town: Wire, person: Person) -> bool:
    async with town.store.read() as tx:
        return person.id in await tx.followers.gone_among([person.id], before=town.clock.now() + timedelta(seconds=1))


async def test_who_follows_is_known_and_suggested_at_once(town: Wire) -> None:
    async with town.connected():
        ada, bo = town.x.gains_followers(2)
        await town.until(lambda: town.knows(ada, bo))

    assert await town.found() == [bo.id, ada.id]
    assert await state_of(town, ada) is SuggestionState.OPEN
    assert Job.SHOW in town.woken
    assert (town.agreement.told, town.agreement.missed, town.agreement.last_event_at) == (2, 0, town.clock.now())
    assert (await town.spent(), town.told) == (town.x.spent_micros, 20_000)
    assert await town.standing() == 0


async def test_who_leaves_is_no_longer_asked_about(town: Wire) -> None:
    async with town.connected():
        undecided, later, approved, stays = people = town.x.gains_followers(4)
        await town.until(lambda: town.knows(*people))
        async with town.store.write() as tx:
            ids = {person.id: suggestion.id for person in people for suggestion in await tx.suggestions.about(person.id)}
            await tx.suggestions.move(
                ids[later.id],
                to=SuggestionState.SNOOZED,
                from_={SuggestionState.OPEN},
                decision=Decision(Act.SNOOZE, town.clock.now()),
                snoozed_until=town.clock.now() + timedelta(days=1),
            )
            decision = Decision(Act.APPROVE, town.clock.now())
            await tx.suggestions.move(ids[approved.id], to=SuggestionState.APPROVED, from_={SuggestionState.OPEN}, decision=decision)
        town.woken.clear()
        for person in (undecided, later, approved):
            town.x.unfollows(person)
        await town.until(lambda: has_left(town, approved))

    states = [await state_of(town, person) for person in people]
    assert states == [SuggestionState.EXPIRED, SuggestionState.EXPIRED, SuggestionState.APPROVED, SuggestionState.OPEN]
    async with town.store.read() as tx:
        (expired,) = await tx.suggestions.about(undecided.id)
    assert (expired.note, expired.snoozed_until) == (GONE, None)
    assert Job.SHOW in town.woken
    assert not await has_left(town, stays)


async def test_who_leaves_and_returns_is_asked_about_again(town: Wire) -> None:
    ada = town.x.gains_follower("ada")
    async with town.connected():
        await town.settles()
        town.x.unfollows(ada)
        await town.until(lambda: has_left(town, ada))
        town.x.follows(ada)
        await town.until(lambda: town.agreement.told == 1)
        assert await has_left(town, ada)
        await town.settles()

    assert not await has_left(town, ada)
    assert await town.found() == [ada.id]
    assert (await town.spent(), town.told) == (town.x.spent_micros, 20_000)


async def test_who_mentions_the_account_is_counted_and_assessed_anew(town: Wire) -> None:
    async with town.connected():
        ada = town.x.gains_follower("ada")
        await town.until(lambda: town.knows(ada))
        async with town.store.read() as tx:
            before = await tx.assessments.get(ada.id)
        town.x.posts(ada, "lovely coffee")
        town.x.posts(town.x.account, f"as @{town.x.account.username} always says")
        await town.until(lambda: told_of(town, ada))

    assert Job.SHOW in town.woken
    async with town.store.read() as tx:
        assert await tx.assessments.get(ada.id) != before


async def test_what_x_sends_twice_happens_once(town: Wire) -> None:
    town.x.repeat_events = True
    async with town.connected():
        ada = town.x.gains_follower("ada")
        await town.until(lambda: town.knows(ada))
        town.x.unfollows(ada)
        await town.until(lambda: has_left(town, ada))
        town.x.follows(ada)
        bo = town.x.gains_follower("bo")
        await town.until(lambda: town.agreement.told == 3)
        await town.settles()

    assert set(await town.found()) == {ada.id, bo.id}
    async with town.store.read() as tx:
        assert await tx.followers.times_returned([ada.id]) == {ada.id: 1}
    assert town.agreement.told == 3
    assert (await town.spent(), town.told) == (town.x.spent_micros, 40_000)


async def test_after_a_break_nobody_is_missed_and_nobody_told_twice(town: Wire) -> None:
    async with town.connected() as job:
        ada = town.x.gains_follower("ada")
        await town.until(lambda: town.knows(ada))
        town.x.cut_streams()
        assert await job is not None
    town.clock.advance(timedelta(minutes=2))
    town.x.unfollows(ada)
    bo = town.x.gains_follower("bo")
    town.clock.advance(timedelta(minutes=1))

    async with town.connected():
        await town.until(lambda: town.knows(bo))

    queries = [call.query for call in town.x.calls if call.path.endswith("/stream")]
    assert queries == [{}, {"backfill_minutes": "3"}]
    assert await town.found() == [bo.id]
    assert town.agreement.told == 2
    assert (await town.spent(), town.told) == (town.x.spent_micros, 30_000)


async def test_subscriptions_are_made_once_and_seen_to_once_a_day(town: Wire) -> None:
    async with town.connected() as job:
        town.x.close_streams()
        await job
    async with town.connected():
        assert [call.method for call in town.x.calls] == ["GET", "POST", "POST", "POST", "GET", "GET"]
        await town.door.subscriptions.keep({ActivityEvent.MENTION})
        town.clock.advance(timedelta(days=1))
        await town.until(lambda: len(town.x.subscriptions) == 3)
        ada = town.x.gains_follower("ada")
        await town.until(lambda: town.knows(ada))

    assert town.connections == [200, 200]


async def test_subscriptions_are_seen_to_when_a_look_finds_whom_the_stream_did_not_tell_of(town: Wire) -> None:
    async with town.connected():
        town.clock.advance(timedelta(minutes=5))
        town.agreement.polled({}, town.clock.now())
        await town.door.subscriptions.keep({ActivityEvent.MENTION})
        town.clock.advance(timedelta(hours=1))
        town.agreement.polled({7: town.clock.now()}, town.clock.now())
        town.clock.advance(timedelta(minutes=2))
        assert not town.agreement.healthy(town.clock.now())
        await town.until(lambda: len(town.x.subscriptions) == 3)

    assert town.agreement.missed == 1


async def test_somebody_of_whom_the_stream_did_not_tell_is_found_by_a_look_and_ends_the_trust_in_it(town: Wire) -> None:
    await town.watch.run()
    async with town.connected():
        town.clock.advance(timedelta(minutes=3))
        await town.watch.run()
        assert town.agreement.healthy(town.clock.now())
        told = town.x.gains_follower("told")
        await town.until(lambda: town.knows(told))
        town.x.lose_events(1)
        lost = town.x.gains_follower("lost")
        town.clock.advance(timedelta(minutes=15))
        await town.watch.run()
        town.clock.advance(timedelta(minutes=2))
        next_look = await town.watch.run()

    assert await town.found() == [lost.id, told.id]
    assert (town.agreement.told, town.agreement.missed) == (1, 1)
    assert next_look == town.clock.now() + POLICY.freshness


class History:
    """Plays what happens on X and to the connection."""

    def __init__(self, town: Wire) -> None:
        self.town = town
        self.people = {name: town.x.joins(name) for name in ("ada", "bo", "cy")}
        self.job: asyncio.Task[datetime | None] | None = None

    async def play(self, move: str) -> None:
        x = self.town.x
        match move:
            case "ada" | "bo" | "cy":
                person = self.people[move]
                (x.unfollows if person in x.followers else x.follows)(person)
            case "cut":
                x.cut_streams()
            case "close":
                x.close_streams()
            case "twice":
                x.repeat_events = not x.repeat_events
            case "wait":
                self.town.clock.advance(timedelta(seconds=10))
            case "listen":
                await self.listen()

    async def listen(self) -> None:
        """Have a connection, and keep it if there is one."""
        if self.job is not None and (self.job.done() or self.town.x.streams == 0):
            await self.job
            self.job = None
        if self.job is None:
            self.job = asyncio.create_task(self.town.streaming.run())
            await self.town.until(lambda: self.town.door.events.connected)

    async def agrees(self) -> bool:
        """Whether the team knows who follows, and who came and left, once X's list has settled."""
        await self.town.settles()
        follow = {person.id for person in self.town.x.followers}
        return set(await self.town.found()) == follow and await self.town.spent() == self.town.x.spent_micros


moves = st.lists(st.sampled_from(["ada", "bo", "cy", "ada", "bo", "cut", "close", "twice", "wait", "listen"]), max_size=25)


@settings(max_examples=12)
@given(moves)
def test_whatever_becomes_of_the_connection_the_team_knows_who_follows_and_what_it_cost(history: list[str]) -> None:
    async def story(folder: Path) -> None:
        async with wire(folder) as town:
            told = History(town)
            await told.listen()
            for move in history:
                await told.play(move)
            await told.listen()
            try:
                await town.until(told.agrees)
            finally:
                assert told.job is not None
                town.streaming.end()
                await told.job
                await town.rests()
            assert await town.standing() == 0

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(Path(folder)))
