"""What was handed off is seen on X, whatever the human made of the text; what nobody sends in time lapses."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import Act, Capability, Lesson, Permission, Route, SuggestionState
from bot.workflow.context import Job
from bot.workflow.delivery.verify import LIKELY_FOR, SOON
from bot.workflow.suggestions.decisions import Decided
from tests.workflow.mailroom import ANSWERS, LEO, Mailroom, mailroom

STATES = SuggestionState
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def handed_off(room: Mailroom, *handles: str) -> list[Post]:
    """X lets this app answer nobody, so Maya's approvals are handed to her."""
    async with room.store.write() as tx:
        refused = Permission(Capability.REPLY, False, room.clock.now() + DAY, Lesson.REFUSAL, room.context.policy.access)
        await tx.permissions.save(refused)
    posts = await room.approved(*handles)
    assert await room.delivers() is None
    for post in posts:
        card = await room.card(post)
        assert (card.suggestion.state, card.suggestion.route) == (STATES.HANDED_OFF, Route.HAND_OFF)
    return posts


@pytest.mark.parametrize("text", [ANSWERS[0], "Guji today! 🎉", "Something else altogether, and at length."])
async def test_what_the_human_sent_is_seen_and_shown_as_it_is(tmp_path: Path, text: str) -> None:
    async with mailroom(tmp_path) as room:
        post, other = await handed_off(room, "ada", "bo")
        room.x.replies_by_hand(post, text)
        room.woken.clear()
        assert await room.confirms() is not None

        card = await room.card(post)
        assert card.suggestion.state is STATES.DONE
        assert [act for act, _ in await room.acts(post)][-2:] == [Act.HAND_OFF, Act.CONFIRM]
        assert card.answering is not None
        assert card.answering.answer is not None
        assert card.answering.answer.text == text
        assert card.answering.draft.text == ANSWERS[0]
        assert {Job.SHOW, Job.CHOOSE} <= set(room.woken)
        assert await room.state(other) is STATES.HANDED_OFF


async def test_it_is_looked_often_while_somebody_is_at_it_and_then_less(tmp_path: Path) -> None:
    async with mailroom(tmp_path, freshness=timedelta(minutes=2)) as room:
        await handed_off(room, "ada")
        assert await room.confirms() == room.clock.now() + SOON
        room.passes(LIKELY_FOR)
        assert await room.confirms() == room.clock.now() + timedelta(minutes=2)


async def test_with_nothing_to_see_nothing_is_asked(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.asked("ada")
        calls = len(room.x.calls)
        assert await room.confirms() is None
        assert len(room.x.calls) == calls


async def test_a_hand_off_that_nobody_carries_out_lapses_and_can_be_taken_up_again(tmp_path: Path) -> None:
    async with mailroom(tmp_path, hand_off_expires=5 * HOUR) as room:
        (post,) = await handed_off(room, "ada")
        room.passes(5 * HOUR - timedelta(seconds=1))
        await room.confirms()
        assert await room.state(post) is STATES.HANDED_OFF
        room.passes(timedelta(seconds=1))
        await room.confirms()
        assert await room.state(post) is STATES.LAPSED

        assert isinstance(await room.decides(post, Act.TAKE_UP, LEO), Decided)
        await room.delivers()
        assert await room.state(post) is STATES.HANDED_OFF


async def test_what_was_sent_at_the_last_moment_is_seen_before_it_lapses(tmp_path: Path) -> None:
    async with mailroom(tmp_path, hand_off_expires=5 * HOUR) as room:
        (post,) = await handed_off(room, "ada")
        room.x.replies_by_hand(post, ANSWERS[0])
        room.passes(6 * HOUR)
        await room.confirms()

        assert await room.state(post) is STATES.DONE


async def test_a_hand_off_of_days_ago_is_still_seen(tmp_path: Path) -> None:
    async with mailroom(tmp_path, hand_off_expires=10 * DAY) as room:
        (post,) = await handed_off(room, "ada")
        room.x.replies_by_hand(post, ANSWERS[0])
        room.passes(6 * DAY)
        room.x.posts(room.x.account, "The Guji is back.")
        await room.confirms()

        assert await room.state(post) is STATES.DONE


async def test_looking_costs_each_post_of_the_account_once_a_day(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await handed_off(room, "ada")
        for number in range(3):
            room.x.posts(room.x.account, f"Post number {number}")
        before = room.x.spent_micros
        for _ in range(10):
            room.passes(SOON)
            await room.confirms()
        assert await room.spent() == room.x.spent_micros == before + 3 * 1_000
        room.x.replies_by_hand(post, ANSWERS[0])
        await room.confirms()

        assert await room.spent() == room.x.spent_micros == before + 4 * 1_000
