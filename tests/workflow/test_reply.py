"""An approved answer goes to X byte for byte, once; whatever is lost on the way is looked up."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import Act, Lesson, Route, SuggestionState
from bot.workflow.context import Job
from bot.workflow.delivery.deliver import Deliver
from bot.workflow.delivery.reply import NOT_SEEN, ReplyCarrier
from bot.workflow.delivery.verify_replies import SETTLES
from bot.workflow.inbox.overlap import LISTED_WITHIN
from bot.workflow.suggestions.decisions import Decided, Faulty
from tests.workflow.mailroom import ANSWERS, Mailroom, mailroom

STATES = SuggestionState
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BY_HAND = "Come round, we are open till six."
SENT = [Act.EDIT, Act.APPROVE, Act.START, Act.CONFIRM]


async def acts(room: Mailroom, post: Post) -> list[Act]:
    return [act for act, _ in await room.acts(post)]


async def approve(room: Mailroom, post: Post, text: str = ANSWERS[0]) -> None:
    await room.writes(post, text)
    assert isinstance(await room.decides(post, Act.APPROVE), Decided)


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
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        await approve(room, post, text)
        assert await room.delivers() is None

        assert room.answers_on_x(post) == [text]
        assert await acts(room, post) == SENT
        card = await room.card(post)
        assert (card.suggestion.state, card.suggestion.route, card.suggestion.sent_at) == (STATES.DONE, Route.API, room.clock.now())
        assert card.answering is not None
        assert card.answering.answer is not None
        assert (card.answering.answer.text, card.answering.answer.in_reply_to) == (text, post.id)
        assert {Job.SHOW, Job.ANSWERS, Job.CHOOSE} <= set(room.woken)
        learnt = await room.learnt()
        assert learnt is not None
        assert (learnt.allowed, learnt.lesson) == (True, Lesson.SUCCESS)


@pytest.mark.parametrize(("text", "price"), [(ANSWERS[0], 10_000), ("See harbourlight.example.com for more", 200_000)])
async def test_an_answer_costs_what_the_card_said(tmp_path: Path, text: str, price: int) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        await approve(room, post, text)
        assert (await room.card(post)).price == price
        before = room.x.spent_micros
        await room.delivers()

        assert await room.spent() == room.x.spent_micros == before + price


async def test_whom_the_team_answered_after_the_approval_gets_no_second_answer(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.replies_by_hand(post, BY_HAND)
        await room.delivers()

        assert room.answers_on_x() == [BY_HAND]
        assert await acts(room, post) == [Act.EDIT, Act.APPROVE, Act.ANSWERED]
        assert room.asked_for("/2/tweets", "POST") == []


async def test_who_moves_up_is_looked_for_as_well_before_it_goes_out(tmp_path: Path) -> None:
    """X's list showed too late that the team had answered bo: only a look as far back as bo's own post can tell, days later."""
    async with mailroom(tmp_path, reply_window=timedelta(hours=168)) as room:
        to_bo = await room.asked("bo", "is there decaf?")
        room.x.hides_posts_for = HOUR
        room.x.replies_by_hand(to_bo, "By hand: all week.")
        room.passes(timedelta(minutes=1))
        to_ada = await room.asked("ada")
        room.x.hides_posts_for = timedelta()
        await approve(room, to_ada, ANSWERS[0])
        room.passes(timedelta(seconds=1))
        await approve(room, to_bo, ANSWERS[1])
        room.x.replies_by_hand(to_ada, BY_HAND)
        room.passes(3 * DAY)
        await room.goes_on(HOUR)

        assert room.answers_on_x(to_ada, to_bo) == ["By hand: all week.", BY_HAND]
        assert [await room.state(post) for post in (to_ada, to_bo)] == [STATES.DONE] * 2


async def test_a_lost_answer_is_looked_up_and_found(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.drop_answers(1)
        await room.delivers()
        assert await room.state(post) is STATES.IN_DOUBT
        room.restarts()
        assert await room.delivers() is None, "it is not sent again"
        await room.confirms()

        assert await acts(room, post) == [Act.EDIT, Act.APPROVE, Act.START, Act.DOUBT, Act.CONFIRM]
        assert room.answers_on_x() == [ANSWERS[0]]


@pytest.mark.parametrize("behind", [timedelta(seconds=90), timedelta(minutes=3), timedelta(minutes=5)])
async def test_while_x_s_lists_lag_behind_there_is_still_one(tmp_path: Path, behind: timedelta) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.hides_posts_for = behind
        room.x.drop_answers(1)
        await room.goes_on(HOUR)

        assert await room.state(post) is STATES.DONE
        assert room.answers_on_x() == [ANSWERS[0]]
        assert len(room.asked_for("/2/tweets", "POST")) <= 3


async def test_what_x_has_but_never_shows_is_given_up_and_said(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.hides_posts_for = 10 * HOUR
        room.x.drop_answers(1)
        await room.goes_on(2 * HOUR)

        card = await room.card(post)
        assert (card.suggestion.state, card.suggestion.note) == (STATES.FAILED, NOT_SEEN)
        assert room.answers_on_x() == [ANSWERS[0]]


async def test_another_text_waits_until_x_s_lists_must_show_the_first(tmp_path: Path) -> None:
    """X refuses to take one text twice, but it would take a second one beside a first that nobody sees yet."""
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.hides_posts_for = timedelta(minutes=50)
        room.x.drop_answers(1)
        await room.goes_on(timedelta(minutes=20))
        assert await room.state(post) is STATES.FAILED
        await room.decides(post, Act.TAKE_UP)
        await room.goes_on(timedelta(minutes=5))
        await room.writes(post, ANSWERS[1])

        refused = await room.decides(post, Act.APPROVE)
        assert isinstance(refused, Faulty)
        assert refused.faults[0].startswith("The text before this one may be on X already")
        assert await room.state(post) is STATES.OPEN
        await room.goes_on(timedelta(minutes=30))
        await room.listens()
        assert await room.state(post) is STATES.DONE
        assert room.answers_on_x() == [ANSWERS[0]]


async def test_another_text_goes_out_once_the_first_would_be_seen(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.refuse(1, status=503, method="POST")
        await room.delivers()
        room.passes(SETTLES)
        await room.confirms()
        room.x.posts(room.x.account, ANSWERS[0].replace("Guji today", "Guji now"))
        await room.goes_on(timedelta(minutes=2))
        await room.writes(post, ANSWERS[1])
        room.passes(LISTED_WITHIN - SETTLES - timedelta(minutes=2, seconds=1))
        assert isinstance(await room.decides(post, Act.APPROVE), Faulty)
        room.passes(timedelta(seconds=1))
        assert isinstance(await room.decides(post, Act.APPROVE), Decided)
        await room.goes_on(HOUR)

        assert room.answers_on_x() == [ANSWERS[1]]


async def test_what_x_has_shown_once_is_there_although_its_list_lacks_it_later(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        await room.dies_delivering()
        await room.listens()
        room.x.hides_posts_for = 10 * HOUR
        await room.goes_on(HOUR)

        assert await room.state(post) is STATES.DONE
        assert room.asked_for("/2/tweets", "POST") == [201]


async def test_what_was_lost_before_x_had_it_is_sent_again_once_that_is_sure(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.refuse(1, status=503, method="POST")
        await room.delivers()
        assert await room.state(post) is STATES.IN_DOUBT
        room.passes(SETTLES - timedelta(seconds=1))
        await room.confirms()
        assert await room.state(post) is STATES.IN_DOUBT, "X may not show it yet"
        room.passes(timedelta(seconds=1))
        await room.confirms()
        assert await room.state(post) is STATES.APPROVED
        await room.goes_on(HOUR)

        assert await acts(room, post) == [Act.EDIT, Act.APPROVE, Act.START, Act.DOUBT, Act.RETRY, Act.START, Act.CONFIRM]
        assert room.answers_on_x() == [ANSWERS[0]]
        assert room.asked_for("/2/tweets", "POST") == [503, 201]


async def test_what_a_crash_left_half_done_is_looked_up(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        await room.dies_delivering()
        assert await room.state(post) is STATES.DELIVERING
        await room.goes_on(HOUR)

        assert await room.state(post) is STATES.DONE
        assert room.answers_on_x() == [ANSWERS[0]]
        assert room.asked_for("/2/tweets", "POST") == [201]


async def test_two_jobs_at_once_send_once(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.latency = 0.02
        jobs = [Deliver(room.context, ReplyCarrier(room.context, room.door)) for _ in range(2)]
        await asyncio.gather(*(job.run() for job in jobs))
        room.x.latency = 0
        await room.goes_on(HOUR)

        assert room.answers_on_x() == [ANSWERS[0]]
        assert await room.state(post) is STATES.DONE
