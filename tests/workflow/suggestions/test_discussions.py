"""A discussion is on record once, whoever asks for it, and stays with its suggestion where the card gets another message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Act, Member
from bot.workflow.permission import NotPermitted
from bot.workflow.suggestions.decisions import TooLate
from bot.workflow.suggestions.discussions import Discussion
from tests.support.store import StoreWorld, suggest_follow_back
from tests.support.team import LEO, MAYA, SAM

ADA, CHANNEL, ANOTHER_CHANNEL, FIRST, SECOND, THIRD = 101, 77, 78, 7_001, 7_002, 7_003


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        yield world


async def suggested(world: StoreWorld) -> int:
    """Somebody who is suggested, in the queue alone."""
    async with world.store.write() as tx:
        return await suggest_follow_back(tx, ADA, at=world.clock.now(), expires_at=world.clock.now() + timedelta(days=3))


async def post(world: StoreWorld, suggestion_id: int, message_id: int, channel_id: int = CHANNEL) -> None:
    """The card gets this message in the place of the one before."""
    now = world.clock.now()
    async with world.store.write() as tx:
        before = await tx.prompts.for_suggestion(suggestion_id)
        if before is not None:
            await tx.prompts.retire(before.id, now)
        prompt = await tx.prompts.reserve(suggestion_id, channel_id, now, now.date())
        await tx.prompts.posted(prompt.id, message_id, "", 1)


async def place(world: StoreWorld, suggestion_id: int, member: Member = MAYA) -> tuple[int | None, int | None]:
    """The message and the thread."""
    found = await world.services.discussions.find(suggestion_id, member)
    assert isinstance(found, Discussion)
    return found.message_id, found.thread_id


async def members_who_opened(world: StoreWorld) -> list[str]:
    async with world.store.read() as tx:
        entries = await tx.suggestions.history(acts=[Act.DISCUSS])
    return [entry.decision.member.name for entry in entries if entry.decision.member is not None]


async def test_it_is_recorded_once(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    await post(world, suggestion_id, FIRST)
    assert await place(world, suggestion_id) == (FIRST, None)

    for member in (MAYA, LEO):
        await world.services.discussions.opened(suggestion_id, FIRST, member)

    assert await place(world, suggestion_id) == (FIRST, FIRST)
    assert await members_who_opened(world) == ["Maya"]


async def test_it_stays_with_the_suggestion(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    assert await place(world, suggestion_id) == (None, None)
    await post(world, suggestion_id, FIRST)
    await world.services.discussions.opened(suggestion_id, FIRST, MAYA)
    world.clock.advance(timedelta(hours=1))
    await post(world, suggestion_id, SECOND)
    assert await place(world, suggestion_id) == (SECOND, FIRST)

    await world.services.discussions.opened(suggestion_id, SECOND, LEO)

    assert await place(world, suggestion_id) == (SECOND, SECOND), "the first was deleted in Discord"
    assert await members_who_opened(world) == ["Leo", "Maya"]


async def test_a_card_that_moves_to_another_channel_can_be_discussed_there(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    await post(world, suggestion_id, FIRST)
    await world.services.discussions.opened(suggestion_id, FIRST, MAYA)
    world.clock.advance(timedelta(hours=1))
    await post(world, suggestion_id, SECOND, ANOTHER_CHANNEL)
    assert await place(world, suggestion_id) == (SECOND, None)

    await world.services.discussions.opened(suggestion_id, SECOND, LEO)

    assert await place(world, suggestion_id) == (SECOND, SECOND)
    assert await members_who_opened(world) == ["Leo", "Maya"]
    world.clock.advance(timedelta(hours=1))
    await post(world, suggestion_id, THIRD)
    assert await place(world, suggestion_id) == (THIRD, FIRST), "the first channel still has its own"


async def test_what_was_decided_meanwhile_comes_last_in_the_history(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    await post(world, suggestion_id, FIRST)
    await world.services.decisions.decide(suggestion_id, Act.SKIP, LEO)
    await world.services.discussions.opened(suggestion_id, FIRST, MAYA)

    assert await members_who_opened(world) == []
    late = await world.services.discussions.find(suggestion_id, MAYA)
    assert isinstance(late, TooLate)
    assert late.decision is not None
    assert late.decision.act is Act.SKIP
    assert await world.services.discussions.find(suggestion_id + 1, MAYA) == TooLate(None, None)


async def test_whoever_may_not_decide_opens_none(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    with pytest.raises(NotPermitted):
        await world.services.discussions.find(suggestion_id, SAM)
