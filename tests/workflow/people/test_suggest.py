"""Whom a member names is suggested, whatever was decided before, unless that makes no sense or they opted out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Act, Member, OverrideKind, Suggestion, SuggestionKind, SuggestionState
from bot.workflow.people.lookup import key_of_id
from bot.workflow.people.suggest import AlreadyFollowed, AlreadySuggested, HasOptedOut, Outcome, OwnAccount, Suggested
from bot.workflow.permission import NotPermitted
from tests.support.store import ACCOUNT_ID, LEO, NOW, STATES, StoreWorld, add_followers, move_to, profile, suggest_follow_back
from tests.support.team import MAYA, SAM

ADA = 101


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path, prompts_per_day=0) as world:
        await world.identify()
        yield world


async def suggest(world: StoreWorld, who: str = "ada", member: Member = MAYA) -> Outcome | None:
    return await world.services.suggest.suggest(who, member)


async def about_ada(world: StoreWorld) -> list[Suggestion]:
    async with world.store.read() as tx:
        return await tx.suggestions.about(ADA)


async def ends(world: StoreWorld, state: SuggestionState) -> None:
    async with world.store.write() as tx:
        await move_to(tx, await suggest_follow_back(tx, ADA, username="ada"), state, by=LEO)


async def test_somebody_from_before_the_start_is_suggested_as_if_just_assessed(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await tx.profiles.save([profile(ADA, "ada", fetched_at=NOW)])
        await tx.followers.add([ADA], NOW, baseline=True)

    outcome = await suggest(world, "@Ada")

    assert isinstance(outcome, Suggested)
    assert (outcome.earlier, outcome.paused) == (None, False)
    (suggestion,) = await about_ada(world)
    assert (suggestion.state, suggestion.kind) == (STATES.OPEN, SuggestionKind.FOLLOW_BACK)
    assert suggestion.expires_at == world.clock.now() + world.policy.prompt_expires
    async with world.store.read() as tx:
        (entry,) = await tx.suggestions.history(user_id=ADA)
    assert (entry.decision.act, entry.decision.member) == (Act.SUGGEST, Member(MAYA.id, MAYA.name))


@pytest.mark.parametrize("state", [STATES.SKIPPED, STATES.EXPIRED, STATES.WITHDRAWN, STATES.LAPSED, STATES.FAILED])
async def test_what_ended_before_is_suggested_again_and_told(world: StoreWorld, state: SuggestionState) -> None:
    await ends(world, state)

    outcome = await suggest(world)

    assert isinstance(outcome, Suggested)
    assert outcome.earlier is not None
    assert outcome.earlier.decision.member == LEO
    assert [each.state for each in await about_ada(world)] == [STATES.OPEN, state]


async def test_what_waits_or_goes_on_is_not_suggested_twice(world: StoreWorld) -> None:
    for number, state in enumerate(state for state in STATES if not state.settled):
        async with world.store.write() as tx:
            suggestion_id = await suggest_follow_back(tx, 200 + number, username=f"fan_{state}")
            await move_to(tx, suggestion_id, state)

        outcome = await suggest(world, f"fan_{state}")

        assert isinstance(outcome, AlreadySuggested)
        assert (outcome.suggestion.id, outcome.suggestion.state) == (suggestion_id, state)


async def test_whoever_is_followed_already_is_not_suggested(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await add_followers(tx, 1, username="followed", followed_by_us=True)
        await add_followers(tx, 2, username="requested", follow_requested=True)
    await ends(world, STATES.DONE)

    assert [type(await suggest(world, who)) for who in ("followed", "requested", "ada")] == [AlreadyFollowed] * 3
    async with world.store.write() as tx:
        later = world.clock.now() + timedelta(days=9)
        await tx.profiles.save([profile(ADA, "ada", fetched_at=later)])
    assert isinstance(await suggest(world), Suggested), "X has said since that nobody follows her"


async def test_who_opted_out_stays_so(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await add_followers(tx, ADA, username="ada")
        await tx.opt_outs.add(ADA, LEO, NOW)

    outcome = await suggest(world)

    assert isinstance(outcome, HasOptedOut)
    assert (outcome.opt_out.by, outcome.opt_out.at) == ("Leo", NOW)
    assert await about_ada(world) == []


async def test_nobody_is_made_up(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await tx.profiles.save([profile(ACCOUNT_ID, "harbourlight")])

    assert await suggest(world, "nobody") is None
    assert await suggest(world, key_of_id(4711)) is None
    assert isinstance(await suggest(world, "harbourlight"), OwnAccount)
    with pytest.raises(NotPermitted):
        await suggest(world, "ada", SAM)


async def test_what_was_asked_for_has_a_card_beyond_the_cap_and_takes_no_place_of_the_day(world: StoreWorld) -> None:
    """Whatever Mutuals thinks of them; the queue has them, too."""
    async with world.store.write() as tx:
        await suggest_follow_back(tx, 5, username="usual")
        await add_followers(tx, ADA, username="ada")
        await tx.overrides.set(ADA, OverrideKind.NOT_FOR_US, LEO, NOW)
    await suggest(world)

    (prompt,) = (await world.services.channel_state.reserve()).prompts

    (suggestion,) = await about_ada(world)
    assert prompt.suggestion_id == suggestion.id
    assert suggestion.assessment.suppressed is not None
    async with world.store.read() as tx:
        assert await tx.prompts.count_on(world.policy.local_date(world.clock.now())) == 0
        assert await tx.suggestions.count_waiting(SuggestionKind.FOLLOW_BACK) == 2


async def test_while_paused_its_card_waits(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await add_followers(tx, ADA, username="ada")
    await world.services.pause.pause(MAYA)

    outcome = await suggest(world)

    assert isinstance(outcome, Suggested)
    assert outcome.paused
    assert (await world.services.channel_state.reserve()).prompts == []
    await world.services.pause.resume(MAYA)
    assert len((await world.services.channel_state.reserve()).prompts) == 1
