"""No words are kept that X keeps no longer, nor longer than they are needed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import Act, SuggestionState
from bot.workflow.context import Job
from bot.workflow.inbox import triage
from bot.workflow.inbox.drafts import Written
from bot.workflow.inbox.retention import EVERY, GONE, LOOKED_UP_AFTER, OWN_POSTS_KEPT
from tests.workflow.mailroom import ANSWERS, MAYA, Mailroom, mailroom

STATES = SuggestionState
WEEK = timedelta(days=7)
POSTS = "/2/tweets"


async def words(room: Mailroom, post: Post) -> str:
    stored = await room.stored(post)
    assert stored is not None
    return stored.text


async def until(room: Mailroom, post: Post, state: SuggestionState) -> None:
    if state is STATES.SNOOZED:
        await room.decides(post, Act.SNOOZE)
    elif state is not STATES.OPEN:
        await room.writes(post, ANSWERS[0])
        await room.decides(post, Act.APPROVE)
    if state is STATES.HANDED_OFF:
        room.x.refuse(1, status=403, method="POST")
        await room.delivers()
    assert await room.state(post) is state


@pytest.mark.parametrize(
    ("state", "end", "act"),
    [
        (STATES.OPEN, STATES.EXPIRED, Act.EXPIRE),
        (STATES.SNOOZED, STATES.EXPIRED, Act.EXPIRE),
        (STATES.APPROVED, STATES.FAILED, Act.FAIL),
        (STATES.HANDED_OFF, STATES.FAILED, Act.FAIL),
    ],
)
async def test_a_deleted_post_ends_its_suggestion_and_its_words_are_gone(
    tmp_path: Path, state: SuggestionState, end: SuggestionState, act: Act
) -> None:
    async with mailroom(tmp_path, reply_window=WEEK) as room:
        post, other = await room.asked("ada"), await room.asked("bo", "is there decaf?")
        await until(room, post, state)
        room.x.deletes(post)
        room.passes(LOOKED_UP_AFTER + timedelta(minutes=1))
        room.woken.clear()
        assert await room.rechecks() == room.clock.now() + EVERY

        card = await room.card(post)
        assert (card.suggestion.state, card.suggestion.note) == (end, GONE)
        assert (await room.acts(post))[-1] == (act, GONE)
        assert await words(room, post) == ""
        assert {Job.SHOW, Job.CHOOSE} <= set(room.woken)
        assert (await room.state(other), await words(room, other)) == (STATES.OPEN, other.text)


async def test_posts_that_wait_are_looked_up_once_a_day_and_no_others(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=WEEK) as room:
        waits, decided = await room.asked("ada"), await room.asked("bo", "is there decaf?")
        await room.decides(decided, Act.SKIP)
        for _ in range(30):
            room.passes(EVERY)
            await room.rechecks()

        asked = [call.query["ids"] for call in room.x.calls if call.path == POSTS]
        assert asked == [str(waits.id)]
        assert await room.spent() == room.x.spent_micros


async def test_the_words_of_old_posts_are_forgotten_but_of_those_that_wait(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=timedelta(hours=24)) as room:
        decided, waits = await room.asked("ada"), await room.asked("bo", "is there decaf?")
        await room.decides(decided, Act.SKIP)
        await until(room, waits, STATES.APPROVED)
        room.passes(timedelta(hours=22))
        await room.rechecks()
        assert await words(room, decided) == decided.text
        room.passes(timedelta(hours=3))
        await room.rechecks()

        assert (await words(room, decided), await words(room, waits)) == ("", waits.text)
        assert await room.counted(decided.author) == 1, "that they spoke is remembered"
        await room.delivers()
        assert room.answers_on_x() == [ANSWERS[0]]


async def test_whatever_the_window_words_that_nobody_needs_are_gone_a_day_after_x_lost_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triage, "ENOUGH", 2)
    async with mailroom(tmp_path, reply_window=WEEK) as room:
        skipped = await room.asked("ada")
        await room.decides(skipped, Act.SKIP)
        left_out = await room.asked("seller", "dm for promo https://t.co/x")
        done = await room.asked("bo", "is there decaf?")
        await until(room, done, STATES.APPROVED)
        await room.delivers()
        waiting = [await room.asked("cy", "do you ship to Norway?"), await room.asked("dee", "are you open on Sunday?")]
        nobody_gets_to = await room.asked("eve", "good morning, you two")
        assert await room.suggested(nobody_gets_to) is None
        over = (skipped, left_out, done, nobody_gets_to)
        assert all([await words(room, post) for post in over])

        for post in over:
            room.x.deletes(post)
        for _ in range(24):
            room.passes(EVERY)
            await room.rechecks()
        assert [await words(room, post) for post in over] == [""] * 4
        assert [await words(room, post) for post in waiting] == [post.text for post in waiting]
        asked = [call.query["ids"].split(",") for call in room.x.calls if call.path == POSTS and call.method == "GET"]
        assert {post_id for ids in asked for post_id in ids} == {str(post.id) for post in waiting}, "nobody pays for the others"

        for post in waiting:
            await room.decides(post, Act.SKIP)
        await room.chooses()
        assert await room.suggested(nobody_gets_to) is None, "without its words"


async def test_what_else_somebody_said_whose_card_is_open_is_looked_up_and_waits_for_its_turn(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=WEEK) as room:
        first = await room.asked("ada")
        stays, goes = room.asks(first.author, "is there decaf?"), room.asks(first.author, "do you ship to Norway?")
        await room.hears()
        room.x.deletes(goes)
        for _ in range(24):
            room.passes(EVERY)
            await room.rechecks()
        assert (await words(room, stays), await words(room, goes)) == (stays.text, "")

        await room.decides(first, Act.SKIP)
        await room.chooses()
        assert await room.state(stays) is STATES.OPEN


async def test_own_posts_are_forgotten_once_no_repetition_reaches_back_to_them(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        start = room.clock.now() - timedelta(days=1)

        async def known() -> list[str]:
            async with room.store.read() as tx:
                return await tx.own_posts.texts_since(start)

        room.passes(OWN_POSTS_KEPT - timedelta(hours=1))
        await room.rechecks()
        assert await known() == ["The Guji is back."]
        room.passes(timedelta(hours=2))
        await room.rechecks()
        assert await known() == []


async def test_what_was_typed_is_kept_as_long_as_it_can_be_sent(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        suggestion = await room.suggestion(post)
        await room.replies.edit(suggestion.id, suggestion.revision, "x" * 300, MAYA)
        await room.rechecks()
        assert await room.replies.written(suggestion.id, MAYA) == Written("x" * 300, suggestion.revision)

        await room.decides(post, Act.SKIP)
        await room.rechecks()
        async with room.store.read() as tx:
            assert await tx.replies.attempt(suggestion.id, MAYA.id) == ""


async def test_while_paused_nothing_is_asked_but_old_words_go_all_the_same(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=WEEK) as room:
        waits, decided = await room.asked("ada"), await room.asked("bo", "is there decaf?")
        await room.decides(decided, Act.SKIP)
        await room.switch.pause(MAYA)
        room.passes(WEEK + timedelta(hours=1))
        calls = len(room.x.calls)
        await room.rechecks()

        assert len(room.x.calls) == calls
        assert (await words(room, waits), await words(room, decided)) == (waits.text, "")


async def test_an_outage_ends_nothing(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=WEEK) as room:
        post = await room.asked("ada")
        room.passes(LOOKED_UP_AFTER + timedelta(minutes=1))
        room.x.down = True
        await room.rechecks()

        assert (await room.state(post), await words(room, post)) == (STATES.OPEN, post.text)
