"""Time takes suggestions off the list and brings snoozed ones back, also while Mutuals is paused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Act, SuggestionState
from bot.domain.jobs import Job
from bot.workflow.suggestions.expiry import Expiry
from tests.support.store import StoreWorld, move_to, suggest_follow_back
from tests.support.team import MAYA

STATES = SuggestionState
HOUR = timedelta(hours=1)
ADA, BOB = 101, 102


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        yield world


async def suggest(world: StoreWorld, user_id: int, *, open_for: timedelta) -> int:
    async with world.store.write() as tx:
        return await suggest_follow_back(tx, user_id, at=world.clock.now(), expires_at=world.clock.now() + open_for)


async def states(world: StoreWorld, *suggestion_ids: int) -> list[SuggestionState]:
    async with world.store.read() as tx:
        return [found.state for one in suggestion_ids if (found := await tx.suggestions.get(one))]


async def test_what_nobody_decided_in_time_expires_and_the_next_is_waited_for(world: StoreWorld) -> None:
    expiry, started_at = Expiry(world.context, world.services.digest), world.clock.now()
    first, second = await suggest(world, ADA, open_for=HOUR), await suggest(world, BOB, open_for=2 * HOUR)
    assert await expiry.run() == started_at + HOUR
    await world.services.pause.pause(MAYA)
    world.advance(HOUR)
    world.woken.clear()

    assert await expiry.run() == started_at + 2 * HOUR
    assert await states(world, first, second) == [STATES.EXPIRED, STATES.OPEN]
    assert Job.POST_MESSAGES in world.woken


async def test_what_was_snoozed_is_open_again_with_time_to_decide(world: StoreWorld) -> None:
    suggestion_id = await suggest(world, ADA, open_for=HOUR)
    until = world.clock.now() + 2 * HOUR
    async with world.store.write() as tx:
        await move_to(tx, suggestion_id, STATES.SNOOZED, snoozed_until=until)
    world.advance(2 * HOUR)
    await Expiry(world.context, world.services.digest).run()

    async with world.store.read() as tx:
        reopened = await tx.suggestions.get(suggestion_id)
        (newest, *_) = await tx.suggestions.history(user_id=ADA)
    assert reopened is not None
    assert (reopened.state, reopened.snoozed_until, newest.decision.act) == (STATES.OPEN, None, Act.REOPEN)
    assert reopened.expires_at == until + timedelta(days=1)


async def test_with_nothing_due_the_next_digest_is_waited_for(world: StoreWorld) -> None:
    assert await Expiry(world.context, world.services.digest).run() == world.services.digest.next_due()
