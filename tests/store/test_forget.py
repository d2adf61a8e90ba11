"""A person whom X deleted is deleted here."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store import Store
from tests.store.people import MAYA, NOW, STATES, profile, put, suggest
from tests.store.test_prompts import post, reserve


async def test_nothing_of_them_is_left_but_their_wish_to_be_left_alone(store: Store, file: Path) -> None:
    async with store.write() as tx:
        gone = await suggest(tx, 666)
        await tx.profiles.save([profile(666, "ada_gone", name="Ada Gone", bio="gone for good")])
        posted = await post(tx, gone, 100)
        await put(tx, gone, STATES.LAPSED, by=MAYA, note="about Ada Gone")
        await tx.prompts.retire(posted.id, NOW)
        await reserve(tx, gone)
        await tx.left_alone.add(666, MAYA, NOW)
        stays = await suggest(tx, 7)
        kept = await post(tx, stays, 200)
        await put(tx, stays, STATES.DONE, by=MAYA)

    async with store.write() as tx:
        assert [prompt.message_id for prompt in await tx.forget(666)] == [100]

    async with store.read() as tx:
        assert await tx.profiles.get(666) is None
        assert await tx.profiles.by_username("ada_gone") is None
        assert await tx.followers.known([666, 7]) == {7}
        assert await tx.assessments.get(666) is None
        assert await tx.suggestions.about(666) == []
        assert await tx.prompts.by_message(100) is None
        assert await tx.left_alone.contains(666)
        assert [line.user_id for line in await tx.suggestions.history()] == [7]
        still_there = await tx.prompts.by_message(200)
        assert still_there is not None
        assert still_there.id == kept.id
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT count(*) FROM decisions WHERE note LIKE '%Ada%' OR suggestion_id = ?", [gone]).fetchone()
    assert rows == (0,)


async def test_forgetting_a_stranger_changes_nothing(store: Store) -> None:
    async with store.write() as tx:
        await suggest(tx, 7)
        assert await tx.forget(8) == []
        assert await tx.followers.known([7]) == {7}
