"""Why nobody was asked about somebody: each reason, in the situation that it tells of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Card, Explanation, Keyword, Member, Note, OptOut, OverrideKind, ReasonCode, SuggestionState, Why
from bot.workflow.people.lookup import key_of_id
from tests.support.samples.notes import written
from tests.support.store import (
    ACCOUNT_ID,
    DAY,
    LEO,
    MAYA,
    StoreWorld,
    add_followers,
    add_people,
    move_to,
    profile,
    suggest_follow_back,
)
from tests.support.team import START

ADA = 101
STATES = SuggestionState


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        await world.identify()
        yield world


async def why(world: StoreWorld, user_id: int = ADA) -> Explanation:
    explanation = await world.services.why_not_asked.explain(key_of_id(user_id))
    assert explanation is not None
    assert explanation.profile is not None
    assert explanation.profile.user_id == user_id
    return explanation


async def codes(world: StoreWorld) -> list[str]:
    return [fact.code for fact in (await why(world)).facts if isinstance(fact, Note)]


async def suggested(world: StoreWorld) -> int:
    async with world.store.write() as tx:
        return await suggest_follow_back(tx, ADA, at=START, expires_at=START + 3 * DAY)


async def test_of_whom_nothing_is_known_nothing_is_told(world: StoreWorld) -> None:
    assert await world.services.why_not_asked.explain("nobody") is None


async def test_the_teams_own_account(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await tx.profiles.save([profile(ACCOUNT_ID, "harbourlight")])

    own = await world.services.why_not_asked.explain("@HarbourLight")
    assert own is not None
    assert [fact.code for fact in own.facts if isinstance(fact, Note)] == [Why.OWN_ACCOUNT]
    assert not own.may_be_suggested


@pytest.mark.parametrize("asked", [False, True], ids=["followed", "requested"])
async def test_whom_the_account_follows_or_has_asked_to_follow(world: StoreWorld, asked: bool) -> None:
    async with world.store.write() as tx:
        await add_followers(tx, ADA, at=START, followed_by_us=not asked, follow_requested=asked)

    assert await codes(world) == [Why.FOLLOW_REQUESTED if asked else Why.FOLLOWED]
    assert not (await why(world)).may_be_suggested


async def test_who_was_there_before_and_who_never_followed_can_be_suggested(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await add_people(tx, ADA)
    assert await codes(world) == [Why.NEVER_FOLLOWED]

    async with world.store.write() as tx:
        await tx.followers.add([ADA], START, baseline=True)
    assert await codes(world) == [Why.BEFORE_START]
    assert (await why(world)).may_be_suggested
    async with world.store.write() as tx:
        await add_people(tx, ADA, suppressed="besides")
    assert await codes(world) == [Why.BEFORE_START, Why.SUPPRESSED], "the one that would hold without the other comes first"


async def test_the_reason_for_which_somebody_is_suppressed(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await add_followers(tx, ADA, at=START, bio="Casino bonuses")
        await tx.keywords.replace(Keyword.MUTED, ["casino"])
    await world.services.assessor.reassess([ADA])

    (fact,) = (await why(world)).facts
    assert isinstance(fact, Note)
    assert (fact.code, fact.note("reason").code) == (Why.SUPPRESSED, ReasonCode.MUTED_IN_BIO)
    assert (await why(world)).may_be_suggested

    async with world.store.write() as tx:
        await tx.keywords.replace(Keyword.MUTED, [])
    world.advance(15 * DAY)
    async with world.store.write() as tx:
        await world.services.assessor.reassess_in(tx, [ADA], followed_since=world.clock.now() - 14 * DAY)
    assert await codes(world) == [Why.NOTHING_AGAINST], "nobody who came so long ago is suggested by it"


async def test_who_has_opted_out_and_who_said_so(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await add_followers(tx, ADA, at=START, suppressed="for another reason")
        await tx.opt_outs.add(ADA, LEO, START)

    explanation = await why(world)
    (fact,) = explanation.facts
    assert isinstance(fact, OptOut)
    assert (fact.by, fact.at, explanation.may_be_suggested) == ("Leo", START, False)


async def test_what_a_member_decided_about_somebody_and_when(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    async with world.store.write() as tx:
        await move_to(tx, suggestion_id, STATES.SKIPPED, at=START, by=MAYA)

    explanation = await why(world)
    (card,) = explanation.facts
    assert isinstance(card, Card)
    assert card.decision is not None
    assert (card.suggestion.state, card.decision.member, card.decision.at) == (STATES.SKIPPED, MAYA, START)
    assert explanation.may_be_suggested


async def test_an_override_is_told_by_its_card_alone(world: StoreWorld) -> None:
    await suggested(world)
    await world.services.overrides.set(ADA, OverrideKind.NOT_FOR_US, Member(MAYA.id, "Maya", manages_server=True))

    assert [type(fact) for fact in (await why(world)).facts] == [Card]


async def test_what_is_under_way_or_put_off_has_its_card(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    for state in (STATES.SNOOZED, STATES.APPROVED, STATES.HANDED_OFF):
        async with world.store.write() as tx:
            await move_to(tx, suggestion_id, state, at=START, by=MAYA)
        explanation = await why(world)
        assert [fact.suggestion.state for fact in explanation.facts if isinstance(fact, Card)] == [state]
        assert not explanation.may_be_suggested


async def test_who_was_followed_back_and_whom_x_no_longer_shows_as_followed(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    async with world.store.write() as tx:
        await move_to(tx, suggestion_id, STATES.DONE, at=START + timedelta(hours=1))
    explanation = await why(world)
    assert [fact.suggestion.state for fact in explanation.facts if isinstance(fact, Card)] == [STATES.DONE]
    assert not explanation.may_be_suggested

    async with world.store.write() as tx:
        await tx.profiles.save([profile(ADA, fetched_at=START + DAY)])
    assert (await why(world)).may_be_suggested


async def test_who_has_left_meanwhile(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    async with world.store.write() as tx:
        await move_to(tx, suggestion_id, STATES.SKIPPED, at=START, by=MAYA)
        await tx.followers.mark_unfollowed([ADA], START + timedelta(hours=2))

    left, card = (await why(world)).facts
    assert isinstance(left, Note)
    assert (left.code, left.moment("at")) == (Why.LEFT, START + timedelta(hours=2))
    assert isinstance(card, Card)


async def test_a_card_that_ended_because_they_left_says_so_once(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    async with world.store.write() as tx:
        await tx.followers.mark_unfollowed([ADA], START)
        await move_to(tx, suggestion_id, STATES.EXPIRED, at=START, note=Note("unfollowed_us"))

    (card,) = (await why(world)).facts
    assert isinstance(card, Card)
    assert card.suggestion.note == Note("unfollowed_us")


async def test_an_open_suggestion_says_what_it_waits_for(world: StoreWorld) -> None:
    await suggested(world)

    assert await codes(world) == [Why.CARD_NEXT]
    assert not (await why(world)).may_be_suggested
    async with world.store.write() as tx:
        await add_followers(tx, ADA, at=START, suppressed="no reason at all")
    (fact,) = (await why(world)).facts
    assert fact == Note(Why.SUPPRESSED, {"reason": written("no reason at all")})
