"""One live message a suggestion."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain import Prompt, Suggestion
from bot.store import Store, Tx
from tests.support.store import DAY, MINUTE, NOW, STATES, move_to, suggest_follow_back

CHANNEL = 2**62
TODAY = date(2026, 3, 1)
TOMORROW = date(2026, 3, 2)


async def reserve(tx: Tx, suggestion_id: int, day: date = TODAY) -> Prompt:
    return await tx.prompts.reserve(suggestion_id, CHANNEL, NOW, day)


async def post(tx: Tx, suggestion_id: int, message_id: int) -> Prompt:
    prompt = await reserve(tx, suggestion_id)
    suggestion = await tx.suggestions.get(suggestion_id)
    assert suggestion is not None
    await tx.prompts.posted(prompt.id, message_id, "abc", suggestion.version)
    return prompt


def people(suggestions: list[Suggestion]) -> list[int]:
    return [suggestion.user_id for suggestion in suggestions]


async def test_from_the_reservation_to_the_message(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, 1)
        prompt = await reserve(tx, suggestion_id)
        assert (prompt.suggestion_id, prompt.channel_id, prompt.reserved_at, prompt.message_id) == (suggestion_id, CHANNEL, NOW, None)
        assert await tx.prompts.for_suggestion(suggestion_id) == prompt
        assert await tx.prompts.unposted() == [prompt]

        await tx.prompts.posted(prompt.id, 2**63 - 1, "abc", 1)
        posted = await tx.prompts.by_message(2**63 - 1)
        assert posted == await tx.prompts.for_suggestion(suggestion_id)
        assert posted is not None
        assert (posted.id, posted.message_id, posted.fingerprint) == (prompt.id, 2**63 - 1, "abc")
        assert await tx.prompts.unposted() == []

        await tx.prompts.shown(prompt.id, "def", 2)
        shown = await tx.prompts.by_message(2**63 - 1)
        assert shown is not None
        assert shown.fingerprint == "def"


async def test_nonces_fit_and_never_repeat(store: Store) -> None:
    async with store.write() as tx:
        nonces = [(await reserve(tx, await suggest_follow_back(tx, user_id))).nonce for user_id in range(1, 30)]

    assert all(1 <= len(nonce) <= 25 for nonce in nonces)
    assert len(set(nonces)) == len(nonces)


async def test_a_second_live_one_is_refused_and_a_retired_one_makes_room(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, 1)
        first = await post(tx, suggestion_id, 100)
        with pytest.raises(ValueError, match="has a live prompt"):
            await reserve(tx, suggestion_id)

        await tx.prompts.retire(first.id, NOW)
        assert await tx.prompts.for_suggestion(suggestion_id) is None
        second = await post(tx, suggestion_id, 200)

        live, retired = await tx.prompts.for_suggestion(suggestion_id), await tx.prompts.by_message(100)
        assert live is not None
        assert live.id == second.id
        assert retired is not None
        assert retired.id == first.id


async def test_live_ones_are_those_that_may_have_to_change(store: Store) -> None:
    async with store.write() as tx:
        for user_id in range(1, 6):
            await suggest_follow_back(tx, user_id)
        shows_open = await post(tx, 1, 101)
        stale_settled = await post(tx, 2, 102)
        shows_settled = await post(tx, 3, 103)
        retired = await post(tx, 4, 104)
        reserved = await reserve(tx, 5)
        await move_to(tx, 2, STATES.SKIPPED)
        version = (await move_to(tx, 3, STATES.SKIPPED)).version
        await tx.prompts.shown(shows_settled.id, "def", version)
        await tx.prompts.retire(retired.id, NOW)

        assert [prompt.id for prompt in await tx.prompts.live()] == [stale_settled.id, reserved.id, shows_open.id]
        assert [prompt.id for prompt in await tx.prompts.live(limit=1)] == [stale_settled.id]


async def test_a_day_counts_each_suggestion_once(store: Store) -> None:
    async with store.write() as tx:
        first = await post(tx, await suggest_follow_back(tx, 1), 100)
        await tx.prompts.retire(first.id, NOW)
        await post(tx, 1, 101)
        await post(tx, await suggest_follow_back(tx, 2), 102)
        await reserve(tx, await suggest_follow_back(tx, 3), TOMORROW)

        assert [await tx.prompts.count_on(day) for day in (TODAY, TOMORROW, date(2026, 3, 3))] == [2, 1, 0]


async def test_the_best_that_nobody_sees_yet(store: Store) -> None:
    async with store.write() as tx:
        for user_id, worth in ((1, 10), (2, 30), (3, 20), (4, 40), (5, 50)):
            await suggest_follow_back(tx, user_id, worth=worth, at=NOW + user_id * MINUTE, expires_at=NOW + DAY)
        await post(tx, 4, 100)
        await move_to(tx, 5, STATES.SNOOZED, snoozed_until=NOW + DAY)
        retired = await post(tx, 2, 101)
        await tx.prompts.retire(retired.id, NOW)
        await suggest_follow_back(tx, 6, worth=60, suppressed="Not for us")

        assert people(await tx.prompts.waiting_best(10)) == [2, 3, 1]
        assert people(await tx.prompts.waiting_best(1)) == [2]


async def test_whoever_came_later_than_asked_does_not_wait_yet(store: Store) -> None:
    async with store.write() as tx:
        await suggest_follow_back(tx, 1, at=NOW)
        await suggest_follow_back(tx, 2, at=NOW + DAY)

        assert people(await tx.prompts.waiting_best(10, came_by=NOW)) == [1]
        assert people(await tx.prompts.waiting_best(10, came_by=NOW + DAY)) == [2, 1]


async def test_a_prompt_needs_its_suggestion(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as tx:
            await reserve(tx, 99)
