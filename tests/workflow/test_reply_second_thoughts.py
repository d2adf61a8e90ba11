"""What was approved is looked at once more before it goes out: they may have said "stop" since, or somebody was told the same."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import Act, SuggestionState
from bot.views.suggestions.outcome import headline, what_came_of_it
from bot.workflow.inbox.ingest import WISHED
from bot.workflow.suggestions.decisions import ANOTHER_OPEN, LEFT_ALONE, Decided, Faulty
from tests.workflow.loopback import START
from tests.workflow.mailroom import ANSWERS, LEO, MAYA, Mailroom, mailroom

STATES = SuggestionState
STOP = "stop replying to me"


async def lapsed(room: Mailroom, handle: str, text: str = ANSWERS[0]) -> Post:
    """An approved answer was handed to the team, and nobody sent it; X takes answers from the app again."""
    room.x.refuse(1, status=403, method="POST")
    post = await room.asked(handle)
    await room.writes(post, text)
    assert isinstance(await room.decides(post, Act.APPROVE), Decided)
    await room.delivers()
    room.passes(room.context.policy.hand_off_expires + timedelta(minutes=1))
    await room.confirms()
    assert await room.state(post) is STATES.LAPSED
    return post


async def test_nobody_is_answered_who_said_stop_while_it_was_unknown_whether_the_answer_went_out(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.refuse(1, status=503, method="POST")
        await room.delivers()
        assert await room.state(post) is STATES.IN_DOUBT
        room.asks(post.author, STOP)
        await room.hears()
        await room.goes_on(timedelta(hours=1))

        assert room.answers_on_x() == []
        assert (await room.state(post), (await room.suggestion(post)).note) == (STATES.WITHDRAWN, WISHED)


async def test_a_text_that_x_does_not_take_comes_back_to_nobody_who_said_stop_meanwhile(tmp_path: Path) -> None:
    async with mailroom(tmp_path, repeat_days=1) as room:
        room.x.posts(room.x.account, ANSWERS[0])
        room.passes(timedelta(hours=25))
        (post,) = await room.approved("ada")
        room.x.hold_answers("POST")
        delivered = asyncio.ensure_future(room.delivers())
        while await room.state(post) is not STATES.DELIVERING:
            assert not delivered.done()
        async with room.store.write() as tx:
            await tx.left_alone.add_wish(post.author.id, "stop", room.clock.now())
        room.x.release_answers()
        await delivered

        assert room.asked_for("/tweets", "POST") == [403], "X had this text already"
        assert (await room.state(post), (await room.suggestion(post)).note) == (STATES.WITHDRAWN, WISHED)


async def test_what_nobody_sent_is_not_taken_up_for_somebody_who_said_stop_until_that_is_taken_back(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await lapsed(room, "ada")
        room.asks(post.author, STOP)
        await room.hears()

        outcome = await room.decides(post, Act.TAKE_UP)
        assert isinstance(outcome, Faulty)
        assert outcome.faults == (LEFT_ALONE,)
        assert await room.state(post) is STATES.LAPSED

        await room.left_alone.take_back(post.author.id, MAYA)
        assert isinstance(await room.decides(post, Act.TAKE_UP), Decided)


async def test_what_nobody_sent_comes_back_to_be_changed_when_somebody_else_was_told_the_same(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada = await lapsed(room, "ada")
        bo = await room.asked("bo", "is there anything from Ethiopia?")
        await room.writes(bo, ANSWERS[0].replace("Guji", "Gujis"))
        assert isinstance(await room.decides(bo, Act.APPROVE, LEO), Decided)

        outcome = await room.decides(ada, Act.TAKE_UP)
        assert isinstance(outcome, Faulty)
        assert "Nearly the same went out lately" in outcome.faults[0]
        assert (await room.state(ada), (await room.suggestion(ada)).note) == (STATES.OPEN, outcome.faults[0])
        await room.writes(ada, ANSWERS[2])
        assert isinstance(await room.decides(ada, Act.APPROVE), Decided)


async def test_what_nobody_sent_is_not_taken_up_beside_another_card_about_the_same_person(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada = await lapsed(room, "ada")
        later = room.asks(ada.author, "is there decaf?")
        await room.hears()
        assert await room.state(later) is STATES.OPEN

        outcome = await room.decides(ada, Act.TAKE_UP)
        assert isinstance(outcome, Faulty)
        assert outcome.faults == (ANOTHER_OPEN,)
        assert await room.state(ada) is STATES.LAPSED


async def test_a_wish_counts_also_where_a_member_had_said_so_before(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        async with room.store.write() as tx:
            await tx.left_alone.add(post.author.id, LEO, room.clock.now())
        room.asks(post.author, STOP)
        await room.hears()
        await room.goes_on(timedelta(hours=1))

        assert room.answers_on_x() == []
        (entry,), _ = await room.left_alone.all(10)
        assert (entry.by, entry.wish) == ("Leo", "stop replying to me")


@pytest.mark.parametrize("heard", [True, False])
async def test_what_the_team_has_nearly_said_since_the_approval_comes_back_instead_of_going_out(tmp_path: Path, heard: bool) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.posts(room.x.account, ANSWERS[0].replace("Guji today", "Guji now"))
        if heard:
            await room.listens()
        await room.delivers()

        assert room.answers_on_x() == []
        card = await room.card(post)
        assert card.suggestion.state is STATES.OPEN
        assert "went out lately" in card.suggestion.note
        assert (await room.acts(post))[-1] == (Act.SEND_BACK, card.suggestion.note)
        await room.writes(post, ANSWERS[1])
        assert isinstance(await room.decides(post, Act.APPROVE), Decided)
        await room.delivers()
        assert room.answers_on_x(post) == [ANSWERS[1]]


async def test_an_answer_that_was_withdrawn_in_doubt_and_shows_on_x_after_all_is_told_of(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.hides_posts_for = timedelta(minutes=5)
        room.x.drop_answers(1)
        await room.delivers()
        room.passes(timedelta(minutes=3))
        await room.confirms()
        assert await room.state(post) is STATES.APPROVED
        assert isinstance(await room.decides(post, Act.WITHDRAW), Decided)
        assert "It was sent once and X did not answer" in what_came_of_it(await room.card(post))

        room.passes(timedelta(minutes=5))
        await room.listens()
        card = await room.card(post)
        assert card.suggestion.state is STATES.DONE
        assert card.answering is not None
        assert card.answering.answer is not None
        assert headline(card).startswith("Answered on X")


async def test_whom_the_team_answers_after_x_refused_for_good_it_has_answered_by_itself(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.refuse(1, status=400, method="POST")
        await room.delivers()
        assert await room.state(post) is STATES.FAILED
        room.passes(timedelta(minutes=1))
        room.x.replies_by_hand(post, "Leo, by hand: yes, until six.")
        room.passes(timedelta(minutes=1))
        await room.listens()

        assert headline(await room.card(post)).startswith("Answered on X")
        async with room.store.read() as tx:
            ((_, _, by),) = await tx.replies.answered(START, room.clock.now() + timedelta(days=1))
        assert by == ""
