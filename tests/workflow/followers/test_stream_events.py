"""What X tells has its effect once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.x import Person
from bot.demo.x.billing.prices import Price
from bot.domain import Act, ActivityEvent, Decision, SuggestionState
from bot.domain.jobs import Job
from bot.workflow.followers.departures import NO_LONGER_FOLLOWS
from tests.support.world import World


def streaming(folder: Path, *, events: Collection[ActivityEvent] = tuple(ActivityEvent), **flags: Any) -> World:
    """events: what the team wants to be told of."""
    return World(folder, stream=frozenset(events), guarded=False, **flags)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with streaming(tmp_path) as world:
        yield world


async def state_of(world: World, person: Person) -> SuggestionState | None:
    async with world.store.read() as tx:
        about = await tx.suggestions.about(person.id)
    return about[0].state if about else None


async def follows_reported(world: World, person: Person) -> bool:
    """Whether it is stored that they mentioned the account, once."""
    async with world.store.read() as tx:
        return [count for count, _ in (await tx.interactions.among([person.id])).values()] == [1]


async def has_left(world: World, person: Person) -> bool:
    async with world.store.read() as tx:
        moves = (await tx.followers.last_moves([person.id])).get(person.id)
    return moves is not None and moves.unfollowed_at is not None


async def test_who_follows_is_known_and_suggested_at_once(world: World) -> None:
    async with world.connected():
        ada, bo = world.x.gains_followers(2)
        await world.until(lambda: world.all_known(ada, bo))

    assert await world.new_followers() == [bo.id, ada.id]
    assert await state_of(world, ada) is SuggestionState.OPEN
    assert Job.POST_MESSAGES in world.woken
    assert (world.stream_health.reported, world.stream_health.missed, world.stream_health.last_event_at) == (2, 0, world.clock.now())
    assert (await world.charged(), charged_for_events(world)) == (world.x.spent_micros, 20_000)
    assert await world.reserved() == 0


async def test_who_leaves_is_no_longer_asked_about(world: World) -> None:
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
    assert (expired.note, expired.snoozed_until) == (NO_LONGER_FOLLOWS, None)
    assert Job.POST_MESSAGES in world.woken
    assert not await has_left(world, stays)


async def test_who_leaves_and_returns_is_asked_about_again(world: World) -> None:
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
    assert (await world.charged(), charged_for_events(world)) == (world.x.spent_micros, 20_000)


async def test_who_mentions_the_account_is_counted_and_assessed_anew(world: World) -> None:
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


async def test_what_x_sends_twice_happens_once(world: World) -> None:
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
    assert (await world.charged(), charged_for_events(world)) == (world.x.spent_micros, 40_000)


def charged_for_events(world: World) -> int:
    """Micro-dollars."""
    charged = world.x.bill.all_time.micros_by_price
    return charged[Price.FOLLOW_EVENT] + charged[Price.POST_EVENT]
