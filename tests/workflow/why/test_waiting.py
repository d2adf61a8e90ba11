"""What keeps an open suggestion from its decision."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain import Act, Decision, Idle, Note, Policy, Suggestion, SuggestionKind, Why
from bot.workflow.suggestions.channel_state import ChannelState
from bot.workflow.why.waiting import why_no_decision
from tests.support.store import DAY, MAYA, MINUTE, StoreWorld, add_people, suggest_follow_back, suggest_reply
from tests.support.team import START


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path, prompts_per_day=1, reply_prompts_per_day=1) as world:
        await world.identify()
        yield world


async def suggested(world: StoreWorld, user_id: int, **facts: Any) -> Suggestion:
    async with world.store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, user_id, at=START, expires_at=START + 3 * DAY, **facts)
        suggestion = await tx.suggestions.get(suggestion_id)
    assert suggestion is not None
    return suggestion


async def waits(world: StoreWorld, suggestion: Suggestion) -> tuple[Note, int | None]:
    async with world.store.read() as tx:
        note, prompt = await why_no_decision(tx, world.context, suggestion)
        return note, None if prompt is None else prompt.message_id


async def post_cards(world: StoreWorld) -> None:
    """As the channel does it, in messages numbered from 1."""
    reserved = await ChannelState(world.context).reserve()
    async with world.store.write() as tx:
        for number, prompt in enumerate(reserved.prompts, 1):
            await tx.prompts.posted(prompt.id, number, "", 1)


async def test_the_card_waits_in_the_channel(world: StoreWorld) -> None:
    ada = await suggested(world, 101)
    assert await waits(world, ada) == (Note(Why.CARD_NEXT), None)

    await post_cards(world)
    assert await waits(world, ada) == (Note(Why.CARD_SHOWN, {"until": START + 3 * DAY}), 1)


async def test_a_card_that_is_just_being_posted(world: StoreWorld) -> None:
    ada = await suggested(world, 101)
    await ChannelState(world.context).reserve()

    assert await waits(world, ada) == (Note(Why.CARD_NEXT), None)


async def test_those_worth_more_come_first_and_the_place_in_the_queue_is_told(world: StoreWorld) -> None:
    people = [await suggested(world, 100 + worth, worth=worth) for worth in (30, 20, 10)]
    await post_cards(world)

    note, message_id = await waits(world, people[2])
    assert message_id is None
    figures = {name: note.figures[name] for name in ("kind", "place", "count", "shown", "most")}
    assert (note.code, figures) == (Why.QUEUED, {"kind": "follow_back", "place": 3, "count": 3, "shown": 1, "most": 1})
    assert note.moment("at") > START, "when there is another place"
    assert (await waits(world, people[1]))[0].number("place") == 2


async def test_what_a_member_asked_for_needs_no_place(world: StoreWorld) -> None:
    await suggested(world, 101, worth=30)
    await post_cards(world)
    async with world.store.write() as tx:
        await add_people(tx, 102, suppressed="anything")
        opened = await tx.suggestions.open_many(
            [102], SuggestionKind.FOLLOW_BACK, START, START + DAY, asked=Decision(Act.SUGGEST, START, MAYA)
        )
        asked = await tx.suggestions.get(opened[102])

    assert asked is not None
    assert await waits(world, asked) == (Note(Why.CARD_NEXT), None)


@pytest.mark.parametrize("member", ["Maya", ""])
async def test_no_card_comes_while_mutuals_is_paused(world: StoreWorld, member: str) -> None:
    ada = await suggested(world, 101)
    async with world.store.write() as tx:
        await tx.accounts.pause(START, member)

    expected = Note(Idle.PAUSED_BY, {"member": "Maya"}) if member else Note(Idle.PAUSED_BY_ITSELF)
    assert await waits(world, ada) == (expected, None)


async def test_a_team_that_wants_no_cards(world: StoreWorld) -> None:
    ada = await suggested(world, 101)
    world.context.policy = Policy(world.policy.timezone, world.policy.digest_time, prompts_per_day=0)

    assert await waits(world, ada) == (Note(Why.NO_CARDS, {"kind": "follow_back"}), None)


async def test_whoever_was_just_found_waits_for_the_poll_to_be_complete(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await tx.accounts.polled(START - MINUTE)
    ada = await suggested(world, 101)

    assert await waits(world, ada) == (Note(Why.POLL_UNDERWAY), None)
    async with world.store.write() as tx:
        await tx.accounts.polled(START)
    assert await waits(world, ada) == (Note(Why.CARD_NEXT), None)


async def test_replies_have_a_queue_of_their_own(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await suggest_reply(tx, 201, 1, at=START, expires_at=START + DAY, worth=20)
        later = await tx.suggestions.get(await suggest_reply(tx, 202, 2, at=START, expires_at=START + DAY, worth=10))
    await suggested(world, 101, worth=99)
    await post_cards(world)
    assert later is not None

    note, _ = await waits(world, later)
    figures = {name: note.figures[name] for name in ("kind", "place", "count", "shown", "most", "at")}
    assert figures == {"kind": "reply", "place": 2, "count": 2, "shown": 1, "most": 1, "at": None}


async def test_tomorrow_there_is_a_place_again(world: StoreWorld) -> None:
    people = [await suggested(world, 100 + worth, worth=worth) for worth in (20, 10)]
    await post_cards(world)
    world.advance(timedelta(days=1))

    assert await waits(world, people[1]) == (Note(Why.CARD_NEXT), None)
