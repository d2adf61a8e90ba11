"""No words are kept that X keeps no longer, nor longer than they are needed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import Act, Departure, SuggestionState
from bot.domain.jobs import Job
from bot.workflow.inbox import triage
from bot.workflow.inbox.retention import EVERY, GONE, LOOK_UP_AFTER, MAX_AGE, OWN_POSTS_KEPT
from tests.support.samples.replies import ANSWERS
from tests.support.team import MAYA
from tests.support.world import World

STATES = SuggestionState
WEEK = timedelta(days=7)
POSTS = "/2/tweets"


async def words(world: World, post: Post) -> str:
    stored = await world.stored_post(post)
    assert stored is not None
    return stored.text


async def until(world: World, post: Post, state: SuggestionState) -> None:
    if state is STATES.SNOOZED:
        await world.decide(post, Act.SNOOZE)
    elif state is not STATES.OPEN:
        await world.edit_draft(post, ANSWERS[0])
        await world.decide(post, Act.APPROVE)
    if state is STATES.HANDED_OFF:
        world.x.refuse(1, status=403, method="POST")
        await world.run(Job.DELIVER_REPLIES)
    assert await world.state(post) is state


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
    async with World(tmp_path, reply_window=WEEK) as world:
        post, other = await world.new_question("ada"), await world.new_question("bo", "is there decaf?")
        await until(world, post, state)
        world.x.deletes(post)
        world.advance(LOOK_UP_AFTER + timedelta(minutes=1))
        world.woken.clear()
        assert await world.run(Job.RETENTION) == world.clock.now() + EVERY

        card = await world.card(post)
        assert (card.suggestion.state, card.suggestion.note) == (end, GONE)
        assert (await world.history(post))[-1] == (act, GONE)
        assert await words(world, post) == ""
        assert {Job.POST_MESSAGES, Job.TRIAGE} <= set(world.woken)
        assert (await world.state(other), await words(world, other)) == (STATES.OPEN, other.text)


async def test_posts_that_wait_are_looked_up_once_a_day_and_no_others(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=WEEK) as world:
        waits, decided = await world.new_question("ada"), await world.new_question("bo", "is there decaf?")
        await world.decide(decided, Act.SKIP)
        for _ in range(30):
            world.advance(EVERY)
            await world.run(Job.RETENTION)

        asked = [call.query["ids"] for call in world.x.calls if call.path == POSTS]
        assert asked == [str(waits.id)]
        assert await world.spent() == world.x.spent_micros


async def test_the_words_of_old_posts_are_forgotten_but_of_those_that_wait(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=timedelta(hours=24)) as world:
        decided, waits = await world.new_question("ada"), await world.new_question("bo", "is there decaf?")
        await world.decide(decided, Act.SKIP)
        await until(world, waits, STATES.APPROVED)
        world.advance(timedelta(hours=22))
        await world.run(Job.RETENTION)
        assert await words(world, decided) == decided.text
        world.advance(timedelta(hours=3))
        await world.run(Job.RETENTION)

        assert (await words(world, decided), await words(world, waits)) == ("", waits.text)
        assert await world.post_count(decided.author) == 1, "that they spoke is remembered"
        await world.run(Job.DELIVER_REPLIES)
        assert world.replies_on_x() == [ANSWERS[0]]


async def test_whatever_the_window_words_that_nobody_needs_are_gone_a_day_after_x_lost_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triage, "MAX_WAITING", 2)
    async with World(tmp_path, reply_window=WEEK) as world:
        skipped = await world.new_question("ada")
        await world.decide(skipped, Act.SKIP)
        left_out = await world.new_question("seller", "dm for promo https://t.co/x")
        done = await world.new_question("bo", "is there decaf?")
        await until(world, done, STATES.APPROVED)
        await world.run(Job.DELIVER_REPLIES)
        waiting = [await world.new_question("cy", "do you ship to Norway?"), await world.new_question("dee", "are you open on Sunday?")]
        nobody_gets_to = await world.new_question("eve", "good morning, you two")
        assert await world.find_suggestion(nobody_gets_to) is None
        over = (skipped, left_out, done, nobody_gets_to)
        assert all([await words(world, post) for post in over])

        for post in over:
            world.x.deletes(post)
        for _ in range(24):
            world.advance(EVERY)
            await world.run(Job.RETENTION)
        assert [await words(world, post) for post in over] == [""] * 4
        assert [await words(world, post) for post in waiting] == [post.text for post in waiting]
        asked = [call.query["ids"].split(",") for call in world.x.calls if call.path == POSTS and call.method == "GET"]
        assert {post_id for ids in asked for post_id in ids} == {str(post.id) for post in waiting}, "nobody pays for the others"

        for post in waiting:
            await world.decide(post, Act.SKIP)
        await world.run(Job.TRIAGE)
        assert await world.find_suggestion(nobody_gets_to) is None, "without its words"


async def test_what_else_somebody_said_whose_card_is_open_is_looked_up_and_waits_for_its_turn(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=WEEK) as world:
        first = await world.new_question("ada")
        stays, goes = world.post_question(first.author, "is there decaf?"), world.post_question(first.author, "do you ship to Norway?")
        await world.ingest()
        world.x.deletes(goes)
        for _ in range(24):
            world.advance(EVERY)
            await world.run(Job.RETENTION)
        assert (await words(world, stays), await words(world, goes)) == (stays.text, "")

        await world.decide(first, Act.SKIP)
        await world.run(Job.TRIAGE)
        assert await world.state(stays) is STATES.OPEN


async def test_own_posts_are_forgotten_once_no_repetition_reaches_back_to_them(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        start = world.clock.now() - timedelta(days=1)

        async def known() -> list[str]:
            async with world.store.read() as tx:
                return await tx.own_posts.texts_since(start)

        world.advance(OWN_POSTS_KEPT - timedelta(hours=1))
        await world.run(Job.RETENTION)
        assert await known() == ["The Guji is back."]
        world.advance(timedelta(hours=2))
        await world.run(Job.RETENTION)
        assert await known() == []


async def test_what_was_typed_is_kept_as_long_as_it_can_be_sent(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        suggestion = await world.suggestion(post)
        await world.services.drafts.edit(suggestion.id, suggestion.revision, "x" * 300, MAYA)
        await world.run(Job.RETENTION)
        assert await world.form(suggestion.id, MAYA) == ("x" * 300, suggestion.revision)

        await world.decide(post, Act.SKIP)
        await world.run(Job.RETENTION)
        async with world.store.read() as tx:
            assert await tx.replies.rejected_edit(suggestion.id, MAYA.id) == ""


async def test_while_paused_nothing_is_asked_but_old_words_go_all_the_same(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=WEEK) as world:
        waits, decided = await world.new_question("ada"), await world.new_question("bo", "is there decaf?")
        await world.decide(decided, Act.SKIP)
        await world.services.pause.pause(MAYA)
        world.advance(WEEK + timedelta(hours=1))
        calls = len(world.x.calls)
        await world.run(Job.RETENTION)

        assert len(world.x.calls) == calls
        assert (await words(world, waits), await words(world, decided)) == (waits.text, "")


async def test_an_outage_ends_nothing(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=WEEK) as world:
        post = await world.new_question("ada")
        world.advance(LOOK_UP_AFTER + timedelta(minutes=1))
        world.x.down = True
        await world.run(Job.RETENTION)

        assert (await world.state(post), await words(world, post)) == (STATES.OPEN, post.text)


@pytest.mark.parametrize(("departure", "kept"), [(Departure.SUSPENDED, ""), (Departure.DELETED, ""), (Departure.LEFT, "ada")])
async def test_within_a_day_nothing_is_kept_of_who_is_gone_from_x_but_that(tmp_path: Path, departure: Departure, kept: str) -> None:
    async with World(tmp_path) as world:
        ada = world.x.gains_follower("ada")
        await world.add_followers(ada)
        async with world.store.write() as tx:
            await tx.followers.mark_unfollowed([ada.id], world.clock.now(), departure)
        names = []
        for _ in range(2):
            await world.run(Job.RETENTION)
            async with world.store.read() as tx:
                (profile,) = (await tx.profiles.get_many([ada.id])).values()
            names.append(profile.username)
            world.advance(MAX_AGE - EVERY + timedelta(seconds=1))

        assert names == ["ada", kept]
        assert bool(profile.name) is bool(kept)
