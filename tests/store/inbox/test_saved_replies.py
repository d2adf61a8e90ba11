"""The team's saved replies: no text is there twice."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import Intent, SavedReply
from bot.store import Store, Tx
from tests.support.store import rolled_back

QUESTION, THANKS = Intent.QUESTION, Intent.THANKS


async def saved(tx: Tx, text: str, intent: Intent = THANKS, language: str = "") -> SavedReply:
    reply = await tx.saved_replies.add(intent, text, language)
    assert reply is not None
    return reply


async def test_there_are_none_at_first(store: Store) -> None:
    async with store.read() as tx:
        assert await tx.saved_replies.all() == []
        assert await tx.saved_replies.count() == 0
        assert await tx.saved_replies.get(1) is None


async def test_they_are_listed_by_intent_in_the_order_in_which_they_were_written(store: Store, second: Store) -> None:
    async with store.write() as tx:
        one = await saved(tx, "Thanks, {name}!", language="en")
        two = await saved(tx, "It is on our page 🌸", QUESTION)
        three = await saved(tx, "Danke, {name}!", language="de")

    assert two == SavedReply(two.id, QUESTION, "It is on our page 🌸")
    async with second.read() as tx:
        assert await tx.saved_replies.all() == [two, one, three]
        assert await tx.saved_replies.count() == 3
        assert await tx.saved_replies.get(three.id) == SavedReply(three.id, THANKS, "Danke, {name}!", "de")


async def test_a_text_is_there_once_whatever_it_is_for(store: Store) -> None:
    async with store.write() as tx:
        await saved(tx, "Thanks!")
        await saved(tx, "nul\x00")

        assert await tx.saved_replies.add(QUESTION, "Thanks!", "en") is None
        assert await tx.saved_replies.add(THANKS, "nul\ud800", "") is None
        assert await tx.saved_replies.add(THANKS, "thanks!", "") is not None
        assert await tx.saved_replies.count() == 3


async def test_one_can_be_changed_but_not_into_another(store: Store) -> None:
    async with store.write() as tx:
        one, two = await saved(tx, "Thanks!"), await saved(tx, "Thank you!")

        assert await tx.saved_replies.change(one.id, QUESTION, "Ask us\x00", "en")
        assert not await tx.saved_replies.change(one.id, THANKS, "Thank you!", "")
        assert not await tx.saved_replies.change(99, THANKS, "Gone", "")
        assert await tx.saved_replies.change(two.id, THANKS, "Thank you!", "en")

        assert await tx.saved_replies.all() == [
            SavedReply(one.id, QUESTION, "Ask us\N{REPLACEMENT CHARACTER}", "en"),
            SavedReply(two.id, THANKS, "Thank you!", "en"),
        ]


async def test_one_that_was_removed_leaves_its_text_free_and_its_number_taken(store: Store) -> None:
    async with store.write() as tx:
        one = await saved(tx, "Thanks!")
        assert await tx.saved_replies.remove(one.id) == one
        assert await tx.saved_replies.remove(one.id) is None
        assert not await tx.saved_replies.change(one.id, THANKS, "Thanks!", "")

        assert (await saved(tx, "Thanks!")).id > one.id


async def test_another_accounts_replies_are_neither_seen_nor_touched(store: Store, url: str) -> None:
    async with store.write() as tx:
        mine = await saved(tx, "Thanks!")
    other = await Store.open(url, account_id=7)
    try:
        async with other.write() as tx:
            assert await tx.saved_replies.get(mine.id) is None
            assert not await tx.saved_replies.change(mine.id, THANKS, "Theirs", "")
            assert await tx.saved_replies.remove(mine.id) is None
            theirs = await saved(tx, "Thanks!")
            assert await tx.saved_replies.all() == [theirs]
    finally:
        await other.close()
    async with store.read() as tx:
        assert await tx.saved_replies.all() == [mine]


texts, numbers = st.sampled_from(["a", "b", "c"]), st.integers(0, 5)
acts = st.lists(st.one_of(st.tuples(texts), st.tuples(numbers, texts), st.tuples(numbers)), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
async def test_whatever_is_written_changed_and_removed_no_text_is_there_twice(store: Store, acts: list[tuple[Any, ...]]) -> None:
    """(text): write one. (n, text): change the nth that was written. (n): remove it."""
    expected: dict[int, str] = {}
    written: list[int] = []
    async with rolled_back(store) as tx:
        for act in acts:
            match act:
                case (str(text),):
                    added = await tx.saved_replies.add(THANKS, text, "")
                    assert (added is not None) == (text not in expected.values())
                    if added is not None:
                        written.append(added.id)
                        expected[added.id] = text
                case (int(number), str(text)) if number < len(written):
                    reply_id = written[number]
                    others = {other for other_id, other in expected.items() if other_id != reply_id}
                    changed = await tx.saved_replies.change(reply_id, THANKS, text, "")
                    assert changed == (reply_id in expected and text not in others)
                    if changed:
                        expected[reply_id] = text
                case (int(number),) if number < len(written):
                    removed = await tx.saved_replies.remove(written[number])
                    assert (removed is None) == (expected.pop(written[number], None) is None)

        assert {reply.id: reply.text for reply in await tx.saved_replies.all()} == expected
