"""What a member says of somebody is stronger than the facts, and can be taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain import Act, OverrideKind, SuggestionKind, SuggestionState, Verdict
from bot.workflow.permission import NotPermitted
from tests.support.store import StoreWorld, suggest_follow_back
from tests.support.team import LEO, MAYA, SAM

ADA = 101


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    """Ada, who looks like a bot, is suggested."""
    async with StoreWorld(tmp_path) as world:
        async with world.store.write() as tx:
            await suggest_follow_back(tx, ADA, followers=2, following=4_900, posts=0)
            await tx.assessments.invalidate([ADA])
        await world.services.assessor.reassess([ADA])
        yield world


async def verdict(world: StoreWorld) -> Verdict:
    async with world.store.read() as tx:
        assessment = await tx.assessments.get(ADA)
    assert assessment is not None
    return assessment.verdict


async def test_a_word_stands_above_the_facts_until_it_is_taken_back(world: StoreWorld) -> None:
    before = await verdict(world)
    await world.services.overrides.set(ADA, OverrideKind.FINE, MAYA)
    assert before is not Verdict.QUIET
    assert await verdict(world) in (Verdict.QUIET, Verdict.ENGAGED)
    await world.services.overrides.set(ADA, None, LEO)

    assert await verdict(world) is before
    async with world.store.read() as tx:
        assert await tx.overrides.get(ADA) is None


async def test_whoever_is_not_for_the_team_is_suggested_no_longer_and_the_history_says_by_whom(world: StoreWorld) -> None:
    await world.services.overrides.set(ADA, OverrideKind.NOT_FOR_US, MAYA)

    async with world.store.read() as tx:
        assert await tx.suggestions.open_about([ADA], SuggestionKind.FOLLOW_BACK) == {}
        (suggestion,) = await tx.suggestions.about(ADA)
        (newest, *_) = await tx.suggestions.history(user_id=ADA)
    assert suggestion.state is SuggestionState.SKIPPED
    assert newest.decision.member is not None
    assert (newest.decision.act, newest.decision.member.name) == (Act.NOT_FOR_US, "Maya")


async def test_it_can_be_said_of_somebody_whom_nobody_suggests(world: StoreWorld) -> None:
    await world.services.overrides.set(4_711, OverrideKind.NOT_FOR_US, MAYA)
    async with world.store.read() as tx:
        assert await tx.overrides.get(4_711) is not None
        assert await tx.suggestions.about(4_711) == []


async def test_whoever_may_decide_nothing_says_nothing(world: StoreWorld) -> None:
    with pytest.raises(NotPermitted):
        await world.services.overrides.set(ADA, OverrideKind.FINE, SAM)
    async with world.store.read() as tx:
        assert await tx.overrides.get(ADA) is None
