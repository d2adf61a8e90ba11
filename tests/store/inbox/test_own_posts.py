"""What the account itself posted: each post once, and whom it answered."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import OwnPost
from bot.store import Store
from tests.support.store import DAY, MINUTE, NOW, add_mention, answer, rolled_back


async def test_only_posts_that_were_not_there_are_new(store: Store, second: Store) -> None:
    first = OwnPost(2**63 - 1, NOW, "“ünï” 🌸", in_reply_to=2**63 - 2)
    async with store.write() as tx:
        assert await tx.own_posts.add([first, answer(11, None)]) == [2**63 - 1, 11]
        assert await tx.own_posts.add([answer(11, 7), answer(12, 7), answer(12, 7)]) == [12]
        assert await tx.own_posts.add([]) == []

    async with second.read() as tx:
        assert await tx.own_posts.answers([2**63 - 2, 7, 8]) == {2**63 - 2: first, 7: answer(12, 7)}


async def test_the_first_answer_to_a_post_stands(store: Store) -> None:
    async with store.write() as tx:
        await tx.own_posts.add([answer(30, 1, at=NOW), answer(10, 1, at=NOW), answer(20, 1, at=NOW), answer(40, 2)])
        await tx.own_posts.add([answer(5, None), answer(6, 3)])

        assert await tx.own_posts.answers([1, 2, 4]) == {1: answer(10, 1), 2: answer(40, 2)}
        assert await tx.own_posts.answers([]) == {}
        assert (await tx.own_posts.answers(range(3000))).keys() == {1, 2, 3}


async def test_how_often_somebody_was_answered(store: Store) -> None:
    async with store.write() as tx:
        for user_id, post_id in ((1, 10), (1, 11), (1, 12), (2, 20)):
            await add_mention(tx, user_id, post_id)
        await tx.own_posts.add([answer(30, 10), answer(31, 10), answer(32, 12), answer(33, 20), answer(34, 99), answer(35, None)])

        assert [await tx.own_posts.count_to(user_id) for user_id in (1, 2, 3)] == [3, 1, 0]


async def test_what_went_out_lately_newest_first(store: Store) -> None:
    async with store.write() as tx:
        await tx.own_posts.add([answer(number, None, at=NOW + number * MINUTE, text=f"text {number}") for number in (1, 3, 0, 2)])

        assert await tx.own_posts.texts_since(NOW + MINUTE) == ["text 3", "text 2", "text 1"]
        assert await tx.own_posts.texts_since(NOW + DAY) == []


async def test_up_to_where_quotes_were_read_is_kept_over_another_reading_of_the_post(store: Store) -> None:
    async with store.write() as tx:
        await tx.own_posts.add([answer(1, None), answer(2, None), answer(3, None)])
        await tx.own_posts.save_quote_counts({1: 5, 2: 1, 99: 7})
        await tx.own_posts.add([answer(1, None)])
        await tx.own_posts.save_quote_counts({2: 3})

        assert await tx.own_posts.known_quote_counts([1, 2, 3, 99]) == {1: 5, 2: 3, 3: 0}
        assert await tx.own_posts.known_quote_counts([]) == {}


async def test_old_posts_are_forgotten(store: Store) -> None:
    async with store.write() as tx:
        await add_mention(tx, 1, 10)
        await tx.own_posts.add([answer(30, 10, at=NOW), answer(31, 10, at=NOW + MINUTE)])
        await tx.own_posts.delete_older(NOW + MINUTE)

        assert await tx.own_posts.answers([10]) == {10: answer(31, 10, at=NOW + MINUTE)}
        assert await tx.own_posts.count_to(1) == 1


async def test_another_accounts_posts_are_not_ours(store: Store, url: str) -> None:
    async with store.write() as tx:
        await add_mention(tx, 1, 10)
        await tx.own_posts.add([answer(30, 10)])
    other = await Store.open(url, account_id=7)
    try:
        async with other.write() as tx:
            assert await tx.own_posts.answers([10]) == {}
            assert await tx.own_posts.count_to(1) == 0
            assert await tx.own_posts.texts_since(NOW) == []
            assert await tx.own_posts.add([answer(30, 10)]) == [30]
            await tx.own_posts.save_quote_counts({30: 9})
            await tx.own_posts.delete_older(NOW + DAY)
    finally:
        await other.close()
    async with store.read() as tx:
        assert await tx.own_posts.known_quote_counts([30]) == {30: 0}


readings = st.lists(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), max_size=6), max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readings=readings)
async def test_however_readings_overlap_the_lowest_post_is_the_first_answer(store: Store, readings: list[list[tuple[int, int]]]) -> None:
    """Each post answers what it answered when it was read first; 0 is nobody."""
    known: dict[int, int] = {}
    async with rolled_back(store) as tx:
        for reading in readings:
            fresh = [post for post in dict.fromkeys(post for post, _ in reading) if post not in known]
            for post, to in reading:
                known.setdefault(post, to)
            assert await tx.own_posts.add([answer(post, to or None) for post, to in reading]) == fresh

        expected = {to: min(post for post, answered in known.items() if answered == to) for to in {*known.values()} - {0}}
        assert {to: own.post_id for to, own in (await tx.own_posts.answers([1, 2, 3])).items()} == expected
