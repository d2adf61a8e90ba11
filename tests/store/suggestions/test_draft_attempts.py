"""What members typed and could not be taken: nothing typed is lost."""

from __future__ import annotations

import pytest

from bot.domain import SETTLED, SuggestionState
from bot.store import Store
from tests.support.samples.notes import SPAM
from tests.support.store import LEO, MAYA, NOW, STATES, add_mention, add_people, draft, move_to, suggest_reply


async def test_each_member_finds_their_own_last_words_again(store: Store, second: Store) -> None:
    async with store.write() as tx:
        one, two = await suggest_reply(tx, 5, 10), await suggest_reply(tx, 6, 11)
        await tx.replies.save_rejected_edit(one, MAYA.id, "first " * 700)
        await tx.replies.save_rejected_edit(one, MAYA.id, "“second” 🌸\x00")
        await tx.replies.save_rejected_edit(one, LEO.id, "Leo's")
        await tx.replies.save_rejected_edit(two, MAYA.id, "of the other")

    async with second.read() as tx:
        assert await tx.replies.rejected_edit(one, MAYA.id) == "“second” 🌸\N{REPLACEMENT CHARACTER}"
        assert await tx.replies.rejected_edit(one, LEO.id) == "Leo's"
        assert await tx.replies.rejected_edit(two, MAYA.id) == "of the other"
        assert await tx.replies.rejected_edit(two, LEO.id) == ""


async def test_what_was_taken_is_dropped_and_that_alone(store: Store) -> None:
    async with store.write() as tx:
        one, two = await suggest_reply(tx, 5, 10), await suggest_reply(tx, 6, 11)
        for suggestion_id, member in ((one, MAYA), (one, LEO), (two, MAYA)):
            await tx.replies.save_rejected_edit(suggestion_id, member.id, "typed")
        await tx.replies.delete_rejected_edit(one, MAYA.id)
        await tx.replies.delete_rejected_edit(one, MAYA.id)

        kept = [
            await tx.replies.rejected_edit(suggestion_id, member.id) for suggestion_id, member in ((one, MAYA), (one, LEO), (two, MAYA))
        ]
        assert kept == ["", "typed", "typed"]


@pytest.mark.parametrize("state", list(STATES))
async def test_they_are_forgotten_once_it_is_settled(store: Store, state: SuggestionState) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 5, 10)
        await tx.replies.save_rejected_edit(suggestion_id, MAYA.id, "typed")
        await move_to(tx, suggestion_id, state)
        await tx.replies.delete_rejected_edits()

        assert await tx.replies.rejected_edit(suggestion_id, MAYA.id) == ("" if state in SETTLED else "typed")


async def test_another_accounts_attempts_are_left_alone(store: Store, url: str) -> None:
    async with store.write() as tx:
        mine = await suggest_reply(tx, 5, 10)
        await tx.replies.save_rejected_edit(mine, MAYA.id, "typed")
    other = await Store.open(url, account_id=7)
    try:
        async with other.write() as tx:
            await add_people(tx, 5)
            await tx.replies.leave_out(await add_mention(tx, 5, 10), draft(), SPAM, NOW)
            assert await tx.replies.rejected_edit(mine, MAYA.id) == ""
            await tx.replies.delete_rejected_edit(mine, MAYA.id)
            await tx.replies.delete_rejected_edits()
    finally:
        await other.close()
    async with store.read() as tx:
        assert await tx.replies.rejected_edit(mine, MAYA.id) == "typed"
