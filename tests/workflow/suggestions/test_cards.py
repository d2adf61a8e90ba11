"""A card shows what is known now: by which route it would go, for how much, and why it waits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Access, Act, Blocker, Capability, Card, Evidence, ExpectedRoute, Permission, SuggestionState
from bot.workflow.suggestions.cards import Cards, is_shown_on
from tests.support.store import MAYA, StoreWorld, answer, move_to, suggest_follow_back, suggest_reply

STATES = SuggestionState
ADA, BOB, POST, CHANNEL = 101, 102, 2**40, 77


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        yield world


async def card(world: StoreWorld, suggestion_id: int) -> Card:
    async with world.store.read() as tx:
        return (await Cards(tx, world.context).of_many([suggestion_id]))[suggestion_id][1]


async def test_the_route_and_the_price_follow_what_x_showed_last(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, ADA)
    untried = await card(world, suggestion_id)
    async with world.store.write() as tx:
        await tx.permissions.save(Permission(Capability.FOLLOW, False, world.clock.now(), Evidence.REFUSAL, Access.AUTO))

    assert (untried.expected_route, untried.price) == (ExpectedRoute.TRY_API, world.context.prices["follow"].micros)
    assert (await card(world, suggestion_id)).expected_route is ExpectedRoute.HAND_OFF


async def test_what_is_approved_says_why_it_waits_and_by_whom_it_was(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, ADA)
        await move_to(tx, suggestion_id, STATES.APPROVED, by=MAYA)
        await tx.accounts.pause(world.clock.now(), "Leo")

    shown = await card(world, suggestion_id)
    assert shown.waiting is not None
    assert shown.waiting.code == Blocker.PAUSED
    assert shown.decision is not None
    assert (shown.decision.act, shown.decision.member) == (Act.APPROVE, MAYA)


async def test_a_hand_off_says_until_when_it_is_waited_for(world: StoreWorld) -> None:
    now = world.clock.now()
    async with world.store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, ADA)
        await move_to(tx, suggestion_id, STATES.HANDED_OFF, at=now, sent_at=now)

    assert (await card(world, suggestion_id)).hand_off_until == now + world.policy.hand_off_expires


async def test_an_answer_shows_the_post_its_text_and_what_was_said_before(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        earlier = await suggest_reply(tx, ADA, POST - 1, at=world.clock.now() - timedelta(hours=2))
        await move_to(tx, earlier, STATES.DONE)
        await tx.own_posts.add([answer(POST - 2**20, POST - 1, at=world.clock.now() - timedelta(hours=1))])
        suggestion_id = await suggest_reply(tx, ADA, POST, at=world.clock.now(), reply="See https://example.com")

    details = (await card(world, suggestion_id)).reply_details
    assert details is not None
    assert (details.interaction.post_id, details.draft.text, details.has_link) == (POST, "See https://example.com", True)
    assert (details.spoke, details.answered) == (1, 1)


async def test_many_are_read_at_once_and_what_is_unknown_is_left_out(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        ids = [await suggest_follow_back(tx, person) for person in (ADA, BOB)]
    async with world.store.read() as tx:
        found = await Cards(tx, world.context).of_many([*ids, 10**6])

    assert {suggestion_id: shown.profile.user_id for suggestion_id, (_, shown) in found.items()} == dict(zip(ids, (ADA, BOB), strict=True))


async def test_a_message_is_a_card_s_own_or_another_one(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, ADA)
        unseen = (await tx.cards.get([suggestion_id]))[suggestion_id]
        prompt = await tx.prompts.reserve(suggestion_id, CHANNEL, world.clock.now(), world.clock.now().date())
        reserved = (await tx.cards.get([suggestion_id]))[suggestion_id]
        await tx.prompts.posted(prompt.id, 7_001, "", 1)
        posted = (await tx.cards.get([suggestion_id]))[suggestion_id]

    assert [is_shown_on(stored, 7_001) for stored in (None, unseen, reserved, posted)] == [False, False, True, True]
    assert not is_shown_on(posted, 7_002)
