"""What was approved is looked at once more before it goes out: they may have said "stop" since, or somebody was told the same."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import Act, SuggestionState
from bot.domain.jobs import Job
from bot.drafting.faults import TextFault
from bot.views.suggestions.outcome import headline, outcome_line
from bot.workflow.inbox.ingest import OPTED_OUT_NOTE
from bot.workflow.suggestions.decisions import ANOTHER_OPEN, OPTED_OUT, Blocked, Decided, Invalid
from tests.support.samples.replies import ANSWERS
from tests.support.team import LEO, MAYA, START
from tests.support.world import World

STATES = SuggestionState
STOP = "stop replying to me"


async def lapsed(world: World, handle: str, text: str = ANSWERS[0]) -> Post:
    """An approved answer was handed to the team, and nobody sent it; X takes answers from the app again."""
    world.x.refuse(1, status=403, method="POST")
    post = await world.new_question(handle)
    await world.edit_draft(post, text)
    assert isinstance(await world.decide(post, Act.APPROVE), Decided)
    await world.run(Job.DELIVER_REPLIES)
    world.advance(world.context.policy.hand_off_expires + timedelta(minutes=1))
    await world.run(Job.VERIFY_REPLIES)
    assert await world.state(post) is STATES.LAPSED
    return post


async def test_nobody_is_answered_who_said_stop_while_it_was_unknown_whether_the_answer_went_out(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.refuse(1, status=503, method="POST")
        await world.run(Job.DELIVER_REPLIES)
        assert await world.state(post) is STATES.IN_DOUBT
        world.post_question(post.author, STOP)
        await world.ingest()
        await world.run_for(timedelta(hours=1))

        assert world.replies_on_x() == []
        assert (await world.state(post), (await world.suggestion(post)).note) == (STATES.WITHDRAWN, OPTED_OUT_NOTE)


async def test_a_text_that_x_does_not_take_comes_back_to_nobody_who_said_stop_meanwhile(tmp_path: Path) -> None:
    async with World(tmp_path, repeat_days=1) as world:
        world.x.posts(world.x.account, ANSWERS[0])
        world.advance(timedelta(hours=25))
        (post,) = await world.approve_replies("ada")
        world.x.hold_responses("POST")
        delivered = asyncio.ensure_future(world.run(Job.DELIVER_REPLIES))

        async def is_on_its_way() -> bool:
            assert not delivered.done()
            return await world.state(post) is STATES.DELIVERING

        await world.until(is_on_its_way)
        async with world.store.write() as tx:
            await tx.opt_outs.add_request(post.author.id, "stop", world.clock.now())
        world.x.release_responses()
        await delivered

        assert world.call_statuses("/tweets", "POST") == [403], "X had this text already"
        assert (await world.state(post), (await world.suggestion(post)).note) == (STATES.WITHDRAWN, OPTED_OUT_NOTE)


async def test_what_nobody_sent_is_not_retried_for_somebody_who_opted_out_until_that_is_removed(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await lapsed(world, "ada")
        world.post_question(post.author, STOP)
        await world.ingest()

        outcome = await world.decide(post, Act.RETRY)
        assert isinstance(outcome, Blocked)
        assert outcome.obstacle == OPTED_OUT
        assert await world.state(post) is STATES.LAPSED

        await world.services.opt_outs.remove(post.author.id, MAYA)
        assert isinstance(await world.decide(post, Act.RETRY), Decided)


async def test_what_nobody_sent_comes_back_to_be_changed_when_somebody_else_was_told_the_same(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada = await lapsed(world, "ada")
        bo = await world.new_question("bo", "is there anything from Ethiopia?")
        await world.edit_draft(bo, ANSWERS[0].replace("Guji", "Gujis"))
        assert isinstance(await world.decide(bo, Act.APPROVE, LEO), Decided)

        outcome = await world.decide(ada, Act.RETRY)
        assert isinstance(outcome, Invalid)
        assert outcome.faults[0].code == TextFault.REPEATS
        assert (await world.state(ada), (await world.suggestion(ada)).note) == (STATES.OPEN, outcome.faults[0])
        await world.edit_draft(ada, ANSWERS[2])
        assert isinstance(await world.decide(ada, Act.APPROVE), Decided)


async def test_what_nobody_sent_is_not_retried_beside_another_card_about_the_same_person(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada = await lapsed(world, "ada")
        later = world.post_question(ada.author, "is there decaf?")
        await world.ingest()
        assert await world.state(later) is STATES.OPEN

        outcome = await world.decide(ada, Act.RETRY)
        assert isinstance(outcome, Blocked)
        assert outcome.obstacle == ANOTHER_OPEN
        assert await world.state(ada) is STATES.LAPSED


async def test_a_request_counts_also_where_a_member_opted_them_out_before(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        async with world.store.write() as tx:
            await tx.opt_outs.add(post.author.id, LEO, world.clock.now())
        world.post_question(post.author, STOP)
        await world.ingest()
        await world.run_for(timedelta(hours=1))

        assert world.replies_on_x() == []
        (entry,), _ = await world.services.opt_outs.all(10)
        assert (entry.by, entry.request) == ("Leo", "stop replying to me")


@pytest.mark.parametrize("heard", [True, False])
async def test_what_the_team_has_nearly_said_since_the_approval_comes_back_instead_of_going_out(tmp_path: Path, heard: bool) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.posts(world.x.account, ANSWERS[0].replace("Guji today", "Guji now"))
        if heard:
            await world.run(Job.POLL_MENTIONS)
        await world.run(Job.DELIVER_REPLIES)

        assert world.replies_on_x() == []
        card = await world.card(post)
        assert card.suggestion.state is STATES.OPEN
        assert card.suggestion.note is not None
        assert card.suggestion.note.code == TextFault.REPEATS
        assert (await world.history(post))[-1] == (Act.SEND_BACK, card.suggestion.note)
        await world.edit_draft(post, ANSWERS[1])
        assert isinstance(await world.decide(post, Act.APPROVE), Decided)
        await world.run(Job.DELIVER_REPLIES)
        assert world.replies_on_x(post) == [ANSWERS[1]]


async def test_an_answer_that_was_withdrawn_in_doubt_and_shows_on_x_after_all_is_told_of(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.listing_delay = timedelta(minutes=5)
        world.x.drop_responses(1)
        await world.run(Job.DELIVER_REPLIES)
        world.advance(timedelta(minutes=3))
        await world.run(Job.VERIFY_REPLIES)
        assert await world.state(post) is STATES.APPROVED
        assert isinstance(await world.decide(post, Act.WITHDRAW), Decided)
        assert "It was sent once and X did not answer" in outcome_line(await world.card(post))

        world.advance(timedelta(minutes=5))
        await world.run(Job.POLL_MENTIONS)
        card = await world.card(post)
        assert card.suggestion.state is STATES.DONE
        assert card.reply_details is not None
        assert card.reply_details.answer is not None
        assert headline(card).startswith("Answered on X")


async def test_whom_the_team_answers_after_x_refused_for_good_it_has_answered_by_itself(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.refuse(1, status=400, method="POST")
        await world.run(Job.DELIVER_REPLIES)
        assert await world.state(post) is STATES.FAILED
        world.advance(timedelta(minutes=1))
        world.x.replies_by_hand(post, "Leo, by hand: yes, until six.")
        world.advance(timedelta(minutes=1))
        await world.run(Job.POLL_MENTIONS)

        assert headline(await world.card(post)).startswith("Answered on X")
        async with world.store.read() as tx:
            ((_, _, by),) = await tx.replies.answered(START, world.clock.now() + timedelta(days=1))
        assert by == ""
