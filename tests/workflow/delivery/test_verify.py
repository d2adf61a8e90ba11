"""What was handed off is seen on X, whatever the human made of the text; what nobody sends in time lapses."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import Act, Capability, Evidence, Permission, Route, SuggestionState
from bot.domain.jobs import Job
from bot.workflow.delivery.verify import ACTIVE_FOR, ACTIVE_POLL_EVERY
from bot.workflow.suggestions.decisions import Decided
from tests.support.samples.replies import ANSWERS
from tests.support.team import LEO
from tests.support.world import World

STATES = SuggestionState
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def handed_off(world: World, *handles: str) -> list[Post]:
    """X lets this app answer nobody, so Maya's approvals are handed to her."""
    async with world.store.write() as tx:
        refused = Permission(Capability.REPLY, False, world.clock.now() + DAY, Evidence.REFUSAL, world.context.policy.access)
        await tx.permissions.save(refused)
    posts = await world.approve_replies(*handles)
    assert await world.run(Job.DELIVER_REPLIES) is None
    for post in posts:
        card = await world.card(post)
        assert (card.suggestion.state, card.suggestion.route) == (STATES.HANDED_OFF, Route.HAND_OFF)
    return posts


@pytest.mark.parametrize("text", [ANSWERS[0], "Guji today! 🎉", "Something else altogether, and at length."])
async def test_what_the_human_sent_is_seen_and_shown_as_it_is(tmp_path: Path, text: str) -> None:
    async with World(tmp_path) as world:
        post, other = await handed_off(world, "ada", "bo")
        world.x.replies_by_hand(post, text)
        world.woken.clear()
        assert await world.run(Job.VERIFY_REPLIES) is not None

        card = await world.card(post)
        assert card.suggestion.state is STATES.DONE
        assert [act for act, _ in await world.history(post)][-2:] == [Act.HAND_OFF, Act.CONFIRM]
        assert card.reply_details is not None
        assert card.reply_details.answer is not None
        assert card.reply_details.answer.text == text
        assert card.reply_details.draft.text == ANSWERS[0]
        assert {Job.POST_MESSAGES, Job.TRIAGE} <= set(world.woken)
        assert await world.state(other) is STATES.HANDED_OFF


async def test_it_is_looked_often_while_somebody_is_at_it_and_then_less(tmp_path: Path) -> None:
    async with World(tmp_path, freshness=timedelta(minutes=2)) as world:
        await handed_off(world, "ada")
        assert await world.run(Job.VERIFY_REPLIES) == world.clock.now() + ACTIVE_POLL_EVERY
        world.advance(ACTIVE_FOR)
        assert await world.run(Job.VERIFY_REPLIES) == world.clock.now() + timedelta(minutes=2)


async def test_with_nothing_to_see_nothing_is_asked(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.new_question("ada")
        calls = len(world.x.calls)
        assert await world.run(Job.VERIFY_REPLIES) is None
        assert len(world.x.calls) == calls


async def test_a_hand_off_that_nobody_carries_out_lapses_and_can_be_retried(tmp_path: Path) -> None:
    async with World(tmp_path, hand_off_expires=5 * HOUR) as world:
        (post,) = await handed_off(world, "ada")
        world.advance(5 * HOUR - timedelta(seconds=1))
        await world.run(Job.VERIFY_REPLIES)
        assert await world.state(post) is STATES.HANDED_OFF
        world.advance(timedelta(seconds=1))
        await world.run(Job.VERIFY_REPLIES)
        assert await world.state(post) is STATES.LAPSED

        assert isinstance(await world.decide(post, Act.RETRY, LEO), Decided)
        await world.run(Job.DELIVER_REPLIES)
        assert await world.state(post) is STATES.HANDED_OFF


async def test_what_was_sent_at_the_last_moment_is_seen_before_it_lapses(tmp_path: Path) -> None:
    async with World(tmp_path, hand_off_expires=5 * HOUR) as world:
        (post,) = await handed_off(world, "ada")
        world.x.replies_by_hand(post, ANSWERS[0])
        world.advance(6 * HOUR)
        await world.run(Job.VERIFY_REPLIES)

        assert await world.state(post) is STATES.DONE


async def test_a_hand_off_of_days_ago_is_still_seen(tmp_path: Path) -> None:
    async with World(tmp_path, hand_off_expires=10 * DAY) as world:
        (post,) = await handed_off(world, "ada")
        world.x.replies_by_hand(post, ANSWERS[0])
        world.advance(6 * DAY)
        world.x.posts(world.x.account, "The Guji is back.")
        await world.run(Job.VERIFY_REPLIES)

        assert await world.state(post) is STATES.DONE


async def test_looking_costs_each_post_of_the_account_once_a_day(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await handed_off(world, "ada")
        for number in range(3):
            world.x.posts(world.x.account, f"Post number {number}")
        before = world.x.spent_micros
        for _ in range(10):
            world.advance(ACTIVE_POLL_EVERY)
            await world.run(Job.VERIFY_REPLIES)
        assert await world.spent() == world.x.spent_micros == before + 3 * 1_000
        world.x.replies_by_hand(post, ANSWERS[0])
        await world.run(Job.VERIFY_REPLIES)

        assert await world.spent() == world.x.spent_micros == before + 4 * 1_000
