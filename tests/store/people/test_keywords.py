"""The team's words."""

from __future__ import annotations

from bot.domain import Keyword, Keywords
from bot.store import Store


async def test_there_are_no_words_at_first(store: Store) -> None:
    async with store.read() as tx:
        assert await tx.keywords.get() == Keywords()


async def test_words_keep_their_order_and_replace_those_before(store: Store, second: Store) -> None:
    async with store.write() as tx:
        await tx.keywords.replace(Keyword.TOPIC, ["cheese", "bread"])
        await tx.keywords.replace(Keyword.MUTED, ["tobacco", "cheese"])
        await tx.keywords.replace(Keyword.TOPIC, ["wine", "bread", "ärzte", "apples"])

    async with second.read() as tx:
        assert await tx.keywords.get() == Keywords(("wine", "bread", "ärzte", "apples"), ("tobacco", "cheese"))


async def test_a_list_can_be_emptied_and_the_other_one_stays(store: Store) -> None:
    async with store.write() as tx:
        await tx.keywords.replace(Keyword.TOPIC, ["cheese"])
        await tx.keywords.replace(Keyword.MUTED, ["tobacco"])
        await tx.keywords.replace(Keyword.TOPIC, [])

        assert await tx.keywords.get() == Keywords((), ("tobacco",))


async def test_a_word_is_kept_once_also_where_it_cannot_be_stored_as_it_is(store: Store) -> None:
    async with store.write() as tx:
        await tx.keywords.replace(Keyword.TOPIC, ["b", "a", "b", "nul\x00", "nul\ud800"])

        assert (await tx.keywords.get()).topics == ("b", "a", "nul\N{REPLACEMENT CHARACTER}")
