"""An approved answer goes to X byte for byte, once; whatever is lost on the way is looked up."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import Act, Capability, Evidence, Note, NoteCode, Route, SuggestionState
from bot.domain.jobs import Job
from bot.planning.inbox_polls import LISTING_DELAY
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.reply import ReplyDelivery
from bot.workflow.delivery.verify import SHOWN_WITHIN
from bot.workflow.suggestions.decisions import Decided, Invalid
from tests.support.samples.replies import ANSWERS
from tests.support.world import World

STATES = SuggestionState
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BY_HAND = "Come round, we are open till six."
SENT = [Act.EDIT, Act.APPROVE, Act.START, Act.CONFIRM]


async def acts(world: World, post: Post) -> list[Act]:
    return [act for act, _ in await world.history(post)]


async def approve(world: World, post: Post, text: str = ANSWERS[0]) -> None:
    await world.edit_draft(post, text)
    assert isinstance(await world.decide(post, Act.APPROVE), Decided)


@pytest.mark.parametrize(
    "text",
    [
        "Guji today, until the bag is empty.",
        "Zwei Säcke & „eine Tüte“ <3 — 100 % ehrlich ☕️👩‍👩‍👧‍👦",
        "أهلا وسهلا، لدينا قهوة\nكل يوم",
        'quotes " and \\ and %20 + plus',
        "@ada it is, @ADA",
    ],
)
async def test_what_goes_out_is_what_was_approved_byte_for_byte(tmp_path: Path, text: str) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        await approve(world, post, text)
        assert await world.run(Job.DELIVER_REPLIES) is None

        assert world.replies_on_x(post) == [text]
        assert await acts(world, post) == SENT
        card = await world.card(post)
        assert (card.suggestion.state, card.suggestion.route, card.suggestion.sent_at) == (STATES.DONE, Route.API, world.clock.now())
        assert card.reply_details is not None
        assert card.reply_details.answer is not None
        assert (card.reply_details.answer.text, card.reply_details.answer.in_reply_to) == (text, post.id)
        assert {Job.POST_MESSAGES, Job.TRIAGE} <= set(world.woken)
        learnt = await world.permission(Capability.REPLY)
        assert learnt is not None
        assert (learnt.allowed, learnt.evidence) == (True, Evidence.SUCCESS)


@pytest.mark.parametrize(("text", "price"), [(ANSWERS[0], 10_000), ("See harbourlight.example.com for more", 200_000)])
async def test_an_answer_costs_what_the_card_said(tmp_path: Path, text: str, price: int) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        await approve(world, post, text)
        assert (await world.card(post)).price == price
        before = world.x.spent_micros
        await world.run(Job.DELIVER_REPLIES)

        assert await world.spent() == world.x.spent_micros == before + price


async def test_whom_the_team_answered_after_the_approval_gets_no_second_answer(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.replies_by_hand(post, BY_HAND)
        await world.run(Job.DELIVER_REPLIES)

        assert world.replies_on_x() == [BY_HAND]
        assert await acts(world, post) == [Act.EDIT, Act.APPROVE, Act.ANSWERED]
        assert world.call_statuses("/2/tweets", "POST") == []


async def test_who_moves_up_is_looked_for_as_well_before_it_goes_out(tmp_path: Path) -> None:
    """X's list showed too late that the team had answered bo: only a look as far back as bo's own post can tell, days later."""
    async with World(tmp_path, reply_window=timedelta(hours=168)) as world:
        to_bo = await world.new_question("bo", "is there decaf?")
        world.x.listing_delay = HOUR
        world.x.replies_by_hand(to_bo, "By hand: all week.")
        world.advance(timedelta(minutes=1))
        to_ada = await world.new_question("ada")
        world.x.listing_delay = timedelta()
        await approve(world, to_ada, ANSWERS[0])
        world.advance(timedelta(seconds=1))
        await approve(world, to_bo, ANSWERS[1])
        world.x.replies_by_hand(to_ada, BY_HAND)
        world.advance(3 * DAY)
        await world.run_for(HOUR)

        assert world.replies_on_x(to_ada, to_bo) == ["By hand: all week.", BY_HAND]
        assert [await world.state(post) for post in (to_ada, to_bo)] == [STATES.DONE] * 2


async def test_a_lost_answer_is_looked_up_and_found(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.drop_responses(1)
        await world.run(Job.DELIVER_REPLIES)
        assert await world.state(post) is STATES.IN_DOUBT
        world.restart()
        assert await world.run(Job.DELIVER_REPLIES) is None, "it is not sent again"
        await world.run(Job.VERIFY_REPLIES)

        assert await acts(world, post) == [Act.EDIT, Act.APPROVE, Act.START, Act.DOUBT, Act.CONFIRM]
        assert world.replies_on_x() == [ANSWERS[0]]


@pytest.mark.parametrize("behind", [timedelta(seconds=90), timedelta(minutes=3), timedelta(minutes=5)])
async def test_while_x_s_lists_lag_behind_there_is_still_one(tmp_path: Path, behind: timedelta) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.listing_delay = behind
        world.x.drop_responses(1)
        await world.run_for(HOUR)

        assert await world.state(post) is STATES.DONE
        assert world.replies_on_x() == [ANSWERS[0]]
        assert len(world.call_statuses("/2/tweets", "POST")) <= 3


async def test_what_x_has_but_never_shows_is_given_up_and_said(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.listing_delay = 10 * HOUR
        world.x.drop_responses(1)
        await world.run_for(2 * HOUR)

        card = await world.card(post)
        assert (card.suggestion.state, card.suggestion.note) == (STATES.FAILED, Note(NoteCode.NOT_SEEN))
        assert world.replies_on_x() == [ANSWERS[0]]


async def test_another_text_waits_until_x_s_lists_must_show_the_first(tmp_path: Path) -> None:
    """X refuses to take one text twice, but it would take a second one beside a first that nobody sees yet."""
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.listing_delay = timedelta(minutes=50)
        world.x.drop_responses(1)
        await world.run_for(timedelta(minutes=20))
        assert await world.state(post) is STATES.FAILED
        await world.decide(post, Act.RETRY)
        await world.run_for(timedelta(minutes=5))
        await world.edit_draft(post, ANSWERS[1])

        refused = await world.decide(post, Act.APPROVE)
        assert isinstance(refused, Invalid)
        assert refused.faults[0].code == NoteCode.RESEND_TOO_SOON
        assert await world.state(post) is STATES.OPEN
        await world.run_for(timedelta(minutes=30))
        await world.run(Job.POLL_MENTIONS)
        assert await world.state(post) is STATES.DONE
        assert world.replies_on_x() == [ANSWERS[0]]


async def test_another_text_goes_out_once_the_first_would_be_seen(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.refuse(1, status=503, method="POST")
        await world.run(Job.DELIVER_REPLIES)
        world.advance(SHOWN_WITHIN)
        await world.run(Job.VERIFY_REPLIES)
        world.x.posts(world.x.account, ANSWERS[0].replace("Guji today", "Guji now"))
        await world.run_for(timedelta(minutes=2))
        await world.edit_draft(post, ANSWERS[1])
        world.advance(LISTING_DELAY - SHOWN_WITHIN - timedelta(minutes=2, seconds=1))
        assert isinstance(await world.decide(post, Act.APPROVE), Invalid)
        world.advance(timedelta(seconds=1))
        assert isinstance(await world.decide(post, Act.APPROVE), Decided)
        await world.run_for(HOUR)

        assert world.replies_on_x() == [ANSWERS[1]]


async def test_what_x_has_shown_once_is_there_although_its_list_lacks_it_later(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        await world.crash_while_delivering()
        await world.run(Job.POLL_MENTIONS)
        world.x.listing_delay = 10 * HOUR
        await world.run_for(HOUR)

        assert await world.state(post) is STATES.DONE
        assert world.call_statuses("/2/tweets", "POST") == [201]


async def test_what_was_lost_before_x_had_it_is_sent_again_once_that_is_sure(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.refuse(1, status=503, method="POST")
        await world.run(Job.DELIVER_REPLIES)
        assert await world.state(post) is STATES.IN_DOUBT
        world.advance(SHOWN_WITHIN - timedelta(seconds=1))
        await world.run(Job.VERIFY_REPLIES)
        assert await world.state(post) is STATES.IN_DOUBT, "X may not show it yet"
        world.advance(timedelta(seconds=1))
        await world.run(Job.VERIFY_REPLIES)
        assert await world.state(post) is STATES.APPROVED
        await world.run_for(HOUR)

        assert await acts(world, post) == [Act.EDIT, Act.APPROVE, Act.START, Act.DOUBT, Act.REQUEUE, Act.START, Act.CONFIRM]
        assert world.replies_on_x() == [ANSWERS[0]]
        assert world.call_statuses("/2/tweets", "POST") == [503, 201]


async def test_what_a_crash_left_half_done_is_looked_up(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        await world.crash_while_delivering()
        assert await world.state(post) is STATES.DELIVERING
        await world.run_for(HOUR)

        assert await world.state(post) is STATES.DONE
        assert world.replies_on_x() == [ANSWERS[0]]
        assert world.call_statuses("/2/tweets", "POST") == [201]


async def test_two_jobs_at_once_send_once(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.latency = 0.02
        jobs = [Deliver(world.context, ReplyDelivery(world.context, world.client)) for _ in range(2)]
        await asyncio.gather(*(job.run() for job in jobs))
        world.x.latency = 0
        await world.run_for(HOUR)

        assert world.replies_on_x() == [ANSWERS[0]]
        assert await world.state(post) is STATES.DONE
