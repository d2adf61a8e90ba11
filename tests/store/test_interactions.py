"""What people said to the account: each post counts once, and its words are kept only while they are needed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import SETTLED, Interaction, InteractionKind, SuggestionState
from bot.store import Store, Tx
from tests.store.people import DAY, MINUTE, NOW, STATES, draft, know, put, speaks, spoken, suggest, suggest_reply, undone

LATER = NOW + DAY
MICROSECOND = timedelta(microseconds=1)


async def undecided(tx: Tx, limit: int = 10) -> list[int]:
    return [post.post_id for post in await tx.interactions.undecided(NOW, limit)]


async def words_of(tx: Tx, *post_ids: int) -> dict[int, str]:
    posts = [await tx.interactions.get(post_id) for post_id in post_ids]
    return {post.post_id: post.text for post in posts if post is not None}


async def test_only_posts_that_were_not_there_are_new(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.interactions.add([spoken(2**63 - 1, 1), spoken(11, 2)], NOW) == {1, 2}
        assert await tx.interactions.add([spoken(11, 2), spoken(12, 1), spoken(12, 1)], NOW) == {1}
        assert await tx.interactions.add([], NOW) == set()

        assert await tx.interactions.among([1, 2, 3]) == {1: (2, NOW), 2: (1, NOW)}
        assert await tx.interactions.among([]) == {}


@pytest.mark.parametrize("kind", list(InteractionKind))
async def test_a_post_is_kept_as_it_was_read_first(store: Store, second: Store, kind: InteractionKind) -> None:
    post = Interaction(7, 1, NOW, kind, "“ünï” 🌸 \u202eabc", "he", conversation_id=2**63 - 1, summoned=True, reply_settings="following")
    async with store.write() as tx:
        await tx.interactions.add([post], LATER)
        await tx.interactions.add([spoken(7, 1, text="Something else")], LATER)

    async with second.read() as tx:
        assert await tx.interactions.get(7) == post
        assert await tx.interactions.get(8) is None


async def test_what_cannot_be_stored_as_it_is_does_not_stop_a_page(store: Store) -> None:
    async with store.write() as tx:
        await tx.interactions.add([spoken(7, 1, text="nul\x00"), spoken(8, 2, text="half \ud83d")], NOW)

        assert await words_of(tx, 7, 8) == {7: "nul\N{REPLACEMENT CHARACTER}", 8: "half \N{REPLACEMENT CHARACTER}"}
        assert await tx.interactions.copies("nul\x00", besides=2, since=NOW) == 1


posts = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 30)), max_size=15)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(readings=st.lists(posts, max_size=4))
async def test_readings_may_overlap_as_they_like(store: Store, readings: list[list[tuple[int, int]]]) -> None:
    """Person n % 3 wrote post n, at the moment it was first read with."""
    known: dict[int, int] = {}
    async with undone(store) as tx:
        for reading in readings:
            fresh = {post % 3 for post, _ in reading if post not in known}
            for post, minute in reading:
                known.setdefault(post, minute)
            read = [spoken(post, post % 3, at=NOW + minute * MINUTE) for post, minute in reading]
            assert await tx.interactions.add(read, NOW) == fresh

        by_person: dict[int, list[int]] = {}
        for post, minute in known.items():
            by_person.setdefault(post % 3, []).append(minute)
        expected = {person: (len(minutes), NOW + max(minutes) * MINUTE) for person, minutes in by_person.items()}
        assert await tx.interactions.among([0, 1, 2]) == expected


async def test_posts_are_counted_in_a_span_and_by_a_person_before_a_moment(store: Store) -> None:
    async with store.write() as tx:
        for post_id, user_id, minute in ((1, 5, 0), (2, 5, 1), (3, 6, 1), (4, 5, 2)):
            await speaks(tx, user_id, post_id, at=NOW + minute * MINUTE)
        await tx.interactions.forget([1])

        assert await tx.interactions.count(NOW, NOW + 2 * MINUTE) == 3
        assert await tx.interactions.count_by(5, before=NOW + 2 * MINUTE) == 2
        assert await tx.interactions.count_by(5, before=NOW) == 0


async def test_what_nothing_was_decided_about_comes_newest_first(store: Store) -> None:
    async with store.write() as tx:
        for post_id, minute in ((3, 0), (1, 2), (2, 1), (4, 1)):
            await speaks(tx, post_id, post_id, at=NOW + minute * MINUTE)

        assert await undecided(tx) == [1, 4, 2, 3]
        assert await undecided(tx, limit=2) == [1, 4]
        assert await tx.interactions.undecided(NOW + 2 * MINUTE, 10) == [spoken(1, 1, at=NOW + 2 * MINUTE)]


async def test_what_is_too_old_or_has_no_words_is_not_asked_for(store: Store) -> None:
    async with store.write() as tx:
        await speaks(tx, 1, 1, at=NOW - MICROSECOND)
        await speaks(tx, 2, 2, text="")
        await speaks(tx, 3, 3)
        await speaks(tx, 4, 4)
        await tx.interactions.forget([4])

        assert await undecided(tx) == [3]


@pytest.mark.parametrize("state", list(STATES))
async def test_what_was_decided_once_is_never_undecided_again_and_people_are_asked_about_one_at_a_time(
    store: Store, state: SuggestionState
) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 1, 10)
        await speaks(tx, 1, 11)
        await speaks(tx, 2, 20)
        await put(tx, suggestion_id, state)

        assert await undecided(tx) == ([20, 11] if state in SETTLED else [20])


async def test_what_was_left_out_is_decided_and_its_author_may_be_heard_again(store: Store) -> None:
    async with store.write() as tx:
        spam = await speaks(tx, 1, 10)
        await speaks(tx, 1, 11)
        await tx.replies.leave_out(spam, draft(), "Plain spam", NOW)

        assert await undecided(tx) == [11]


async def test_a_follow_back_under_way_does_not_keep_a_post_from_being_decided(store: Store) -> None:
    async with store.write() as tx:
        await suggest(tx, 1)
        await speaks(tx, 1, 10)

        assert await undecided(tx) == [10]


async def test_what_somebody_said_before(store: Store) -> None:
    async with store.write() as tx:
        for post_id, text in ((1, "one"), (2, "two"), (3, "three"), (4, "four")):
            await speaks(tx, 5, post_id, text=text, at=NOW + post_id * MINUTE)
        await speaks(tx, 6, 7, text="another's")
        await tx.interactions.forget([2])

        assert await tx.interactions.texts_by(5, before=4) == ["three", "one"]
        assert await tx.interactions.texts_by(5, before=4, limit=1) == ["three"]
        assert await tx.interactions.texts_by(5, before=1) == []


async def test_how_many_others_said_exactly_the_same(store: Store) -> None:
    async with store.write() as tx:
        for post_id, user_id, text in ((1, 1, "Buy now"), (2, 2, "Buy now"), (3, 2, "Buy now"), (4, 3, "buy now"), (5, 4, "Buy now")):
            await speaks(tx, user_id, post_id, text=text)
        await speaks(tx, 6, 6, text="Buy now", seen_at=NOW - MICROSECOND)
        await speaks(tx, 7, 7, text="")
        await tx.interactions.forget([5])

        assert await tx.interactions.copies("Buy now", besides=1, since=NOW) == 1
        assert await tx.interactions.copies("Buy now", besides=3, since=NOW) == 2
        assert await tx.interactions.copies("Buy now", besides=3, since=NOW - DAY) == 3
        assert await tx.interactions.copies("", besides=3, since=NOW - DAY) == 0


async def test_posts_that_wait_for_an_answer_are_looked_for_on_x_again_in_turn(store: Store) -> None:
    async with store.write() as tx:
        for post_id, minute in ((1, 2), (2, 0), (3, 1), (4, 0)):
            await suggest_reply(tx, post_id, post_id, at=NOW + minute * MINUTE)
        await put(tx, 4, STATES.DONE)
        await speaks(tx, 5, 5)
        assert await tx.interactions.unseen_since(NOW + 2 * MINUTE, 10) == [2, 3]
        assert await tx.interactions.unseen_since(NOW + 2 * MINUTE, 1) == [2]

        await tx.interactions.seen([2, 99], LATER)
        assert await tx.interactions.unseen_since(LATER, 10) == [3, 1]
        await tx.interactions.forget([3])
        assert await tx.interactions.unseen_since(LATER + MINUTE, 10) == [1, 2]


async def test_what_is_gone_from_x_keeps_its_place_without_its_words(store: Store) -> None:
    async with store.write() as tx:
        await speaks(tx, 1, 1)
        await speaks(tx, 2, 2)
        await tx.interactions.forget([1, 99])

        assert await tx.interactions.get(1) == spoken(1, 1, text="")
        assert await tx.interactions.get(2) == spoken(2, 2)
        assert await tx.interactions.add([spoken(1, 1)], LATER) == set()
        assert await words_of(tx, 1) == {1: ""}


@pytest.mark.parametrize("state", list(STATES))
async def test_old_words_are_forgotten_unless_somebody_may_still_answer_them(store: Store, state: SuggestionState) -> None:
    async with store.write() as tx:
        await put(tx, await suggest_reply(tx, 1, 1), state)
        await speaks(tx, 2, 2)
        left_out = await speaks(tx, 3, 3)
        await tx.replies.leave_out(left_out, draft(), "Plain spam", NOW)
        await speaks(tx, 4, 4, at=LATER)

        forgotten = {1, 2, 3} if state in SETTLED else {2, 3}
        assert await tx.interactions.forget_older(LATER) == len(forgotten)
        assert {post_id for post_id, text in (await words_of(tx, 1, 2, 3, 4)).items() if not text} == forgotten
        assert await tx.interactions.forget_older(LATER) == 0
        assert await tx.interactions.among([2]) == {2: (1, NOW)}


async def test_another_accounts_posts_are_not_heard(store: Store, url: str) -> None:
    other = await Store.open(url, account_id=7)
    async with store.write() as tx:
        await suggest_reply(tx, 1, 10)
        await speaks(tx, 2, 20, text="Buy now")
    try:
        async with other.write() as tx:
            await know(tx, 1)
            assert await tx.interactions.add([spoken(10, 1)], NOW) == {1}
            assert await undecided(tx) == [10]
            assert await tx.interactions.copies("Buy now", besides=3, since=NOW) == 0
            assert await tx.interactions.unseen_since(LATER, 10) == []
            assert await tx.interactions.forget_older(LATER) == 1
            await tx.interactions.forget([20])
    finally:
        await other.close()
    async with store.read() as tx:
        assert all((await words_of(tx, 10, 20)).values())
