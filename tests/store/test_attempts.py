"""What members typed and could not be taken: nothing typed is lost."""

from __future__ import annotations

import pytest

from bot.domain import SETTLED, SuggestionState
from bot.store import Store
from tests.store.people import LEO, MAYA, NOW, STATES, draft, know, put, speaks, suggest_reply


async def test_each_member_finds_their_own_last_words_again(store: Store, second: Store) -> None:
    async with store.write() as tx:
        one, two = await suggest_reply(tx, 5, 10), await suggest_reply(tx, 6, 11)
        await tx.replies.keep_attempt(one, MAYA.id, "first " * 700)
        await tx.replies.keep_attempt(one, MAYA.id, "“second” 🌸\x00")
        await tx.replies.keep_attempt(one, LEO.id, "Leo's")
        await tx.replies.keep_attempt(two, MAYA.id, "of the other")

    async with second.read() as tx:
        assert await tx.replies.attempt(one, MAYA.id) == "“second” 🌸\N{REPLACEMENT CHARACTER}"
        assert await tx.replies.attempt(one, LEO.id) == "Leo's"
        assert await tx.replies.attempt(two, MAYA.id) == "of the other"
        assert await tx.replies.attempt(two, LEO.id) == ""


async def test_what_was_taken_is_dropped_and_that_alone(store: Store) -> None:
    async with store.write() as tx:
        one, two = await suggest_reply(tx, 5, 10), await suggest_reply(tx, 6, 11)
        for suggestion_id, member in ((one, MAYA), (one, LEO), (two, MAYA)):
            await tx.replies.keep_attempt(suggestion_id, member.id, "typed")
        await tx.replies.drop_attempt(one, MAYA.id)
        await tx.replies.drop_attempt(one, MAYA.id)

        kept = [await tx.replies.attempt(suggestion_id, member.id) for suggestion_id, member in ((one, MAYA), (one, LEO), (two, MAYA))]
        assert kept == ["", "typed", "typed"]


@pytest.mark.parametrize("state", list(STATES))
async def test_they_are_forgotten_once_it_is_settled(store: Store, state: SuggestionState) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 5, 10)
        await tx.replies.keep_attempt(suggestion_id, MAYA.id, "typed")
        await put(tx, suggestion_id, state)
        await tx.replies.forget_attempts()

        assert await tx.replies.attempt(suggestion_id, MAYA.id) == ("" if state in SETTLED else "typed")


async def test_another_accounts_attempts_are_left_alone(store: Store, url: str) -> None:
    async with store.write() as tx:
        mine = await suggest_reply(tx, 5, 10)
        await tx.replies.keep_attempt(mine, MAYA.id, "typed")
    other = await Store.open(url, account_id=7)
    try:
        async with other.write() as tx:
            await know(tx, 5)
            await tx.replies.leave_out(await speaks(tx, 5, 10), draft(), "Plain spam", NOW)
            assert await tx.replies.attempt(mine, MAYA.id) == ""
            await tx.replies.drop_attempt(mine, MAYA.id)
            await tx.replies.forget_attempts()
    finally:
        await other.close()
    async with store.read() as tx:
        assert await tx.replies.attempt(mine, MAYA.id) == "typed"
