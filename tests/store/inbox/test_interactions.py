"""What people said to the account: each post counts once, and its words are kept only while they are needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import SETTLED, Intent, Interaction, InteractionKind, SuggestionState
from bot.store import Store, Tx
from tests.store.conftest import ACCOUNT
from tests.support.samples.notes import SPAM
from tests.support.store import (
    DAY,
    MINUTE,
    NOW,
    STATES,
    add_mention,
    add_people,
    draft,
    mention,
    move_to,
    rolled_back,
    suggest_follow_back,
    suggest_reply,
)

LATER = NOW + DAY
MICROSECOND = timedelta(microseconds=1)


async def undecided(tx: Tx, limit: int = 10) -> list[int]:
    return [post.post_id for post in await tx.interactions.undecided(NOW, limit)]


async def words_of(tx: Tx, *post_ids: int) -> dict[int, str]:
    posts = [await tx.interactions.get(post_id) for post_id in post_ids]
    return {post.post_id: post.text for post in posts if post is not None}


async def test_a_post_that_is_there_is_not_added_again(store: Store) -> None:
    async with store.write() as tx:
        await tx.interactions.add([mention(2**63 - 1, 1), mention(11, 2)], NOW)
        await tx.interactions.add([mention(11, 2), mention(12, 1), mention(12, 1)], NOW)
        await tx.interactions.add([], NOW)

        assert await tx.interactions.among([1, 2, 3]) == {1: (2, NOW), 2: (1, NOW)}
        assert await tx.interactions.among([]) == {}


@pytest.mark.parametrize("kind", list(InteractionKind))
async def test_a_post_is_kept_as_it_was_read_first(store: Store, second: Store, kind: InteractionKind) -> None:
    post = Interaction(7, 1, NOW, kind, "“ünï” 🌸 \u202eabc", "he", conversation_id=2**63 - 1, summoned=True, reply_settings="following")
    async with store.write() as tx:
        await tx.interactions.add([post], LATER)
        await tx.interactions.add([mention(7, 1, text="Something else")], LATER)

    async with second.read() as tx:
        assert await tx.interactions.get(7) == post
        assert await tx.interactions.get(8) is None


async def test_what_a_fuller_source_says_completes_a_post_until_something_is_decided(store: Store) -> None:
    thin = Interaction(7, 1, NOW, InteractionKind.MENTION, summoned=True)
    full = replace(
        thin, kind=InteractionKind.REPLY, text="nul\x00", lang="he", conversation_id=3, summoned=False, reply_settings="following"
    )
    async with store.write() as tx:
        await tx.interactions.add([thin], NOW)
        await add_mention(tx, 2, 8, kind=InteractionKind.QUOTE)
        again = [full, mention(8, 2, text="Something else"), mention(9, 3)]
        assert await tx.interactions.complete(again) == {7}
        assert await tx.interactions.complete(again) == set()

        assert await tx.interactions.get(7) == replace(full, text="nul\N{REPLACEMENT CHARACTER}")
        assert await tx.interactions.get(8) == mention(8, 2, kind=InteractionKind.QUOTE), "it is not a mention alone"
        assert await tx.interactions.get(9) is None

        await tx.replies.leave_out(full, draft(), SPAM, NOW)
        assert await tx.interactions.complete([replace(full, text="Something else")]) == set()


async def test_what_cannot_be_stored_as_it_is_does_not_stop_a_page(store: Store) -> None:
    async with store.write() as tx:
        await tx.interactions.add([mention(7, 1, text="nul\x00"), mention(8, 2, text="half \ud83d")], NOW)

        assert await words_of(tx, 7, 8) == {7: "nul\N{REPLACEMENT CHARACTER}", 8: "half \N{REPLACEMENT CHARACTER}"}
        assert await tx.interactions.copies("nul\x00", besides=2, since=NOW) == 1


posts = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 30)), max_size=15)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readings=st.lists(posts, max_size=4))
async def test_readings_may_overlap_as_they_like(store: Store, readings: list[list[tuple[int, int]]]) -> None:
    """Person n % 3 wrote post n, at the moment it was first read with."""
    known: dict[int, int] = {}
    async with rolled_back(store) as tx:
        for reading in readings:
            for post, minute in reading:
                known.setdefault(post, minute)
            read = [mention(post, post % 3, at=NOW + minute * MINUTE) for post, minute in reading]
            await tx.interactions.add(read, NOW)

        by_person: dict[int, list[int]] = {}
        for post, minute in known.items():
            by_person.setdefault(post % 3, []).append(minute)
        expected = {person: (len(minutes), NOW + max(minutes) * MINUTE) for person, minutes in by_person.items()}
        assert await tx.interactions.among([0, 1, 2]) == expected


async def test_posts_are_counted_in_a_span_and_by_a_person_before_a_moment(store: Store) -> None:
    async with store.write() as tx:
        for post_id, user_id, minute in ((1, 5, 0), (2, 5, 1), (3, 6, 1), (4, 5, 2)):
            await add_mention(tx, user_id, post_id, at=NOW + minute * MINUTE)
        await tx.interactions.clear_text([1])

        await add_mention(tx, ACCOUNT, 5, at=NOW)

        assert await tx.interactions.count(NOW, NOW + 2 * MINUTE) == 3, "what the account says to itself is not counted"
        assert await tx.interactions.count_by(5, before=NOW + 2 * MINUTE) == 2
        assert await tx.interactions.count_by(5, before=NOW) == 0


async def test_what_nothing_was_decided_about_comes_newest_first(store: Store) -> None:
    async with store.write() as tx:
        for post_id, minute in ((3, 0), (1, 2), (2, 1), (4, 1)):
            await add_mention(tx, post_id, post_id, at=NOW + minute * MINUTE)

        assert await undecided(tx) == [1, 4, 2, 3]
        assert await undecided(tx, limit=2) == [1, 4]
        assert await tx.interactions.undecided(NOW + 2 * MINUTE, 10) == [mention(1, 1, at=NOW + 2 * MINUTE)]


async def test_what_is_too_old_or_has_no_words_is_not_asked_for(store: Store) -> None:
    async with store.write() as tx:
        await add_mention(tx, 1, 1, at=NOW - MICROSECOND)
        await add_mention(tx, 2, 2, text="")
        await add_mention(tx, 3, 3)
        await add_mention(tx, 4, 4)
        await tx.interactions.clear_text([4])

        assert await undecided(tx) == [3]


@pytest.mark.parametrize("state", list(STATES))
async def test_what_was_decided_once_is_never_undecided_again_and_people_are_asked_about_one_at_a_time(
    store: Store, state: SuggestionState
) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_reply(tx, 1, 10)
        await add_mention(tx, 1, 11)
        await add_mention(tx, 2, 20)
        await move_to(tx, suggestion_id, state)

        assert await undecided(tx) == ([20, 11] if state in SETTLED else [20])


async def test_what_was_left_out_is_decided_and_its_author_may_be_heard_again(store: Store) -> None:
    async with store.write() as tx:
        spam = await add_mention(tx, 1, 10)
        await add_mention(tx, 1, 11)
        await tx.replies.leave_out(spam, draft(), SPAM, NOW)

        assert await undecided(tx) == [11]


async def test_a_follow_back_under_way_does_not_keep_a_post_from_being_decided(store: Store) -> None:
    async with store.write() as tx:
        await suggest_follow_back(tx, 1)
        await add_mention(tx, 1, 10)

        assert await undecided(tx) == [10]


async def test_a_post_behind_an_open_answer_is_found_by_what_that_one_wants(store: Store) -> None:
    async with store.write() as tx:
        await suggest_reply(tx, 5, 10)
        await add_mention(tx, 5, 11)

        assert await undecided(tx) == []
        assert [post.post_id for post in await tx.interactions.undecided(NOW, 10, behind={Intent.QUESTION})] == [11]
        assert await tx.interactions.undecided(NOW, 10, behind={Intent.THANKS}) == []


async def said(tx: Tx, *, before: int, since: datetime = NOW, limit: int = 50) -> list[str]:
    return [post.text for post in await tx.interactions.earlier_by(5, before=before, since=since, limit=limit)]


async def test_what_somebody_said_before(store: Store) -> None:
    async with store.write() as tx:
        for post_id, text in ((1, "one"), (2, "two"), (3, "three"), (4, "four")):
            await add_mention(tx, 5, post_id, text=text, at=NOW + post_id * MINUTE)
        await add_mention(tx, 6, 7, text="another's")
        await tx.interactions.clear_text([2])

        assert await said(tx, before=4) == ["three", "one"]
        assert await said(tx, before=4, limit=1) == ["three"]
        assert await said(tx, before=4, since=NOW + 2 * MINUTE) == ["three"]
        assert await said(tx, before=1) == []


async def test_how_many_others_said_exactly_the_same(store: Store) -> None:
    async with store.write() as tx:
        for post_id, user_id, text in ((1, 1, "Buy now"), (2, 2, "Buy now"), (3, 2, "Buy now"), (4, 3, "buy now"), (5, 4, "Buy now")):
            await add_mention(tx, user_id, post_id, text=text)
        await add_mention(tx, 6, 6, text="Buy now", seen_at=NOW - MICROSECOND)
        await add_mention(tx, 7, 7, text="")
        await tx.interactions.clear_text([5])

        assert await tx.interactions.copies("Buy now", besides=1, since=NOW) == 1
        assert await tx.interactions.copies("Buy now", besides=3, since=NOW) == 2
        assert await tx.interactions.copies("Buy now", besides=3, since=NOW - DAY) == 3
        assert await tx.interactions.copies("", besides=3, since=NOW - DAY) == 0


async def test_posts_that_wait_for_an_answer_are_looked_for_on_x_again_in_turn(store: Store) -> None:
    async with store.write() as tx:
        for post_id, minute in ((1, 2), (2, 0), (3, 1), (4, 0)):
            await suggest_reply(tx, post_id, post_id, at=NOW + minute * MINUTE)
        await move_to(tx, 4, STATES.DONE)
        await add_mention(tx, 5, 5)
        assert await tx.interactions.unseen_since(NOW + 2 * MINUTE, 10) == [2, 3]
        assert await tx.interactions.unseen_since(NOW + 2 * MINUTE, 1) == [2]

        await tx.interactions.mark_seen([2, 99], LATER)
        assert await tx.interactions.unseen_since(LATER, 10) == [3, 1]
        await tx.interactions.clear_text([3])
        assert await tx.interactions.unseen_since(LATER + MINUTE, 10) == [1, 2]


async def test_what_known_people_said_is_looked_for_again_until_its_turn_comes_and_what_strangers_said_is_forgotten(store: Store) -> None:
    async with store.write() as tx:
        await suggest_reply(tx, 1, 10)
        left_out = await add_mention(tx, 1, 11)
        await tx.replies.leave_out(left_out, draft(), SPAM, NOW)
        await add_mention(tx, 1, 12)
        await add_mention(tx, 2, 20)
        await add_mention(tx, 2, 21, seen_at=LATER)

        assert await tx.interactions.unseen_since(LATER, 10) == [10, 12]
        await tx.interactions.clear_text_unseen(NOW)
        assert all((await words_of(tx, 10, 11, 12, 20, 21)).values())
        await tx.interactions.clear_text_unseen(LATER)
        assert [post_id for post_id, text in (await words_of(tx, 10, 11, 12, 20, 21)).items() if text] == [10, 12, 21]


@pytest.mark.parametrize("known", [True, False])
async def test_known_people_and_strangers_are_asked_for_apart(store: Store, known: bool) -> None:
    async with store.write() as tx:
        await add_people(tx, 1)
        for user_id in (1, 2):
            await add_mention(tx, user_id, user_id)

        assert [post.user_id for post in await tx.interactions.undecided(NOW, 10, assessed=known)] == [1 if known else 2]


async def test_what_is_gone_from_x_keeps_its_place_without_its_words(store: Store) -> None:
    async with store.write() as tx:
        await add_mention(tx, 1, 1)
        await add_mention(tx, 2, 2)
        await tx.interactions.clear_text([1, 99])

        assert await tx.interactions.get(1) == mention(1, 1, text="")
        assert await tx.interactions.get(2) == mention(2, 2)
        await tx.interactions.add([mention(1, 1)], LATER)
        assert await words_of(tx, 1) == {1: ""}


@pytest.mark.parametrize("state", list(STATES))
async def test_old_words_are_forgotten_unless_somebody_may_still_answer_them(store: Store, state: SuggestionState) -> None:
    async with store.write() as tx:
        await move_to(tx, await suggest_reply(tx, 1, 1), state)
        await add_mention(tx, 2, 2)
        left_out = await add_mention(tx, 3, 3)
        await tx.replies.leave_out(left_out, draft(), SPAM, NOW)
        await add_mention(tx, 4, 4, at=LATER)

        forgotten = {1, 2, 3} if state in SETTLED else {2, 3}
        await tx.interactions.clear_text_older(LATER)
        assert {post_id for post_id, text in (await words_of(tx, 1, 2, 3, 4)).items() if not text} == forgotten
        assert await tx.interactions.among([2]) == {2: (1, NOW)}


async def test_another_accounts_posts_are_not_heard(store: Store, url: str) -> None:
    other = await Store.open(url, account_id=7)
    async with store.write() as tx:
        await suggest_reply(tx, 1, 10)
        await add_mention(tx, 2, 20, text="Buy now")
    try:
        async with other.write() as tx:
            await add_people(tx, 1)
            await tx.interactions.add([mention(10, 1)], NOW)
            assert await undecided(tx) == [10]
            assert await tx.interactions.copies("Buy now", besides=3, since=NOW) == 0
            assert await tx.interactions.unseen_since(LATER, 10) == [10]
            await tx.interactions.clear_text_unseen(LATER)
            await tx.interactions.clear_text_older(LATER)
            assert await words_of(tx, 10) == {10: ""}
            await tx.interactions.clear_text([20])
    finally:
        await other.close()
    async with store.read() as tx:
        assert all((await words_of(tx, 10, 20)).values())
