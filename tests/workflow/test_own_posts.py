"""What the account itself posts is read at each look: whom the team answers by hand needs no answer any more."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.demo.x import Dialect, Post
from bot.demo.x.conditions import Continuation
from bot.domain import Access, Act, SuggestionState
from bot.views.suggestions.outcome import what_came_of_it
from bot.workflow.context import Job
from bot.workflow.delivery.outcomes import Outcomes
from bot.workflow.inbox.poll_mentions import EVERY
from tests.workflow.mailroom import MAYA, Mailroom, mailroom

STATES = SuggestionState
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BY_HAND = "Come round, we are open till six."


async def until(room: Mailroom, post: Post, state: SuggestionState) -> None:
    """The suggestion of an answer to this post gets into this state."""
    match state:
        case STATES.SNOOZED:
            await room.decides(post, Act.SNOOZE)
        case STATES.APPROVED | STATES.HANDED_OFF:
            await room.writes(post, "Guji today, until the bag is empty.")
            await room.decides(post, Act.APPROVE)
            if state is STATES.HANDED_OFF:
                room.x.refuse(1, status=403, method="POST")
                await room.delivers()
    assert await room.state(post) is state


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (STATES.OPEN, Act.ANSWERED),
        (STATES.SNOOZED, Act.ANSWERED),
        (STATES.APPROVED, Act.ANSWERED),
        (STATES.HANDED_OFF, Act.CONFIRM),
    ],
)
async def test_an_answer_by_hand_closes_the_suggestion_wherever_it_stands_and_no_other(
    tmp_path: Path, state: SuggestionState, act: Act
) -> None:
    async with mailroom(tmp_path) as room:
        other, post = await room.asked("bo"), await room.asked("ada")
        await until(room, post, state)
        answer = room.x.replies_by_hand(post, BY_HAND)
        room.woken.clear()
        await room.hears()

        card = await room.card(post)
        assert card.suggestion.state is STATES.DONE
        assert (await room.acts(post))[-1][0] is act
        assert card.answering is not None
        assert card.answering.answer is not None
        assert (card.answering.answer.post_id, card.answering.answer.text) == (answer.id, BY_HAND)
        assert card.suggestion.snoozed_until is None
        assert {Job.SHOW, Job.CHOOSE} <= set(room.woken)
        assert await room.state(other) is STATES.OPEN

        await room.goes_on(HOUR)
        assert room.answers_on_x() == [BY_HAND], "nothing more goes out"


async def test_nobody_is_asked_about_whom_the_team_had_answered_before_mutuals_looked(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post, other = room.asks(room.x.joins("ada")), room.asks(room.x.joins("bo"), "and is the decaf any good?")
        room.x.replies_by_hand(post, BY_HAND)
        await room.hears()

        assert await room.acts(post) == [(Act.ANSWERED, "")]
        assert await room.state(other) is STATES.OPEN
        met = [call.query["ids"] for call in room.x.calls if call.path == "/2/users"]
        assert met == [str(other.author.id)], "whoever needs no answer is not paid for"


async def test_of_two_questions_of_somebody_known_the_answered_one_is_not_asked_about(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        asked = await room.asked("ada")
        room.x.replies_by_hand(asked, BY_HAND)
        await room.hears()
        first, second = room.asks(asked.author, "and is there decaf?"), room.asks(asked.author, "and do you post it to Leith?")
        room.x.replies_by_hand(second, "To Leith, and with pleasure.")
        await room.hears()
        assert [await room.state(post) for post in (first, second)] == [STATES.OPEN, STATES.DONE]
        assert await room.acts(second) == [(Act.ANSWERED, "")]


async def test_the_next_one_of_the_same_person_is_suggested_once_the_first_is_answered(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        first = await room.asked("ada")
        second = room.asks(first.author, "and is there decaf?")
        await room.hears()
        assert await room.suggested(second) is None
        room.x.replies_by_hand(first, BY_HAND)
        await room.hears()

        assert (await room.state(first), await room.state(second)) == (STATES.DONE, STATES.OPEN)


async def test_an_answer_by_hand_that_was_deleted_again_changes_nothing_back(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        answer = room.x.replies_by_hand(post, BY_HAND)
        await room.hears()
        room.x.deletes(answer)
        await room.hears()

        assert await room.state(post) is STATES.DONE


async def test_own_posts_cost_a_tenth_of_a_cent_each_on_every_day_that_they_are_read(tmp_path: Path) -> None:
    """However often that is: an answer on two days, whatever answers nobody on six; and once more what was said before a downtime."""
    async with mailroom(tmp_path) as room:
        asked = await room.asked()
        room.x.posts(room.x.account, BY_HAND, in_reply_to=asked)
        for word in ("one", "two", "three"):
            room.x.posts(room.x.account, f"Post number {word}")
        bills = [room.x.spent_micros]
        for _ in range(8):
            for _ in range(3):
                await room.hears()
            bills.append(room.x.spent_micros)
            room.passes(DAY)

        assert [bill - before for before, bill in pairwise(bills)] == [4_000, 5_000, 3_000, 3_000, 3_000, 3_000, 0, 0]
        assert await room.spent() == room.x.spent_micros


async def test_an_app_of_somebody_else_s_pays_the_full_price(tmp_path: Path) -> None:
    async with mailroom(tmp_path, owns_app=False) as room:
        room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()

        assert await room.spent() == room.x.spent_micros == 5_000


async def test_a_day_full_of_posts_is_read_to_its_end(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        room.x.replies_by_hand(post, BY_HAND)
        for number in range(130):
            room.x.posts(room.x.account, f"Post number {number}")
        room.passes(MINUTE)
        await room.hears()

        assert await room.state(post) is STATES.DONE


async def test_while_paused_nothing_is_read(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        room.x.replies_by_hand(post, BY_HAND)
        await room.switch.pause(MAYA)
        calls = len(room.x.calls)
        await room.hears()
        assert (len(room.x.calls), await room.state(post)) == (calls, STATES.OPEN)

        await room.switch.resume(MAYA)
        await room.hears()
        assert await room.state(post) is STATES.DONE


async def test_where_mentions_are_not_read_neither_are_own_posts(tmp_path: Path) -> None:
    async with mailroom(tmp_path, read_mentions=False, access=Access.SELF_SERVE) as room:
        room.asks(room.x.joins("ada"))
        room.x.posts(room.x.account, "The Guji is back.")
        assert await room.listens() is None
        assert not room.x.calls


async def test_an_answer_from_a_long_downtime_closes_the_suggestion_while_it_is_worth_an_answer(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=7 * DAY) as room:
        post = await room.asked("ada")
        room.passes(MINUTE)
        room.x.replies_by_hand(post, BY_HAND)
        room.restarts()
        room.passes(3 * DAY)
        await room.hears()

        assert await room.state(post) is STATES.DONE


async def test_what_was_asked_and_answered_in_a_long_downtime_does_not_stay_open(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=7 * DAY) as room:
        ada = await room.asked("ada")
        await room.decides(ada, Act.SKIP)
        post = room.asks(room.x.person("ada"), "do you ship to Ghent?")
        room.passes(MINUTE)
        room.x.replies_by_hand(post, "We do, twice a week.")
        room.passes(3 * DAY)
        for _ in range(2):
            await room.hears()

        assert await room.state(post) is STATES.DONE


async def test_whoever_waits_long_does_not_make_old_posts_cost_something_every_day(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=7 * DAY) as room:
        post = await room.asked("ada")
        room.x.posts(room.x.account, BY_HAND, in_reply_to=room.asks(room.x.joins("bo")))
        for _ in range(4):
            room.passes(DAY / 2)
            await room.hears()
        before = room.x.spent_micros
        for _ in range(6):
            room.passes(DAY / 2)
            await room.hears()

        assert await room.state(post) is STATES.OPEN
        assert await room.spent() == room.x.spent_micros == before


async def test_whoever_is_too_long_ago_for_an_answer_is_not_looked_for(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=4 * DAY) as room:
        post = await room.asked("ada")
        room.passes(MINUTE)
        room.x.replies_by_hand(post, BY_HAND)
        before = room.x.spent_micros
        room.passes(5 * DAY)
        await room.hears()

        assert await room.state(post) is STATES.OPEN
        assert room.x.spent_micros == before + 1_000, "the mention once more: it was said within the last hour before the downtime"


@pytest.mark.parametrize("end", [STATES.LAPSED, STATES.FAILED])
async def test_an_answer_by_hand_that_comes_late_counts(tmp_path: Path, end: SuggestionState) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        if end is STATES.LAPSED:
            room.x.refuse(1, status=403, method="POST")
            await room.delivers()
            room.passes(4 * DAY)
            await room.confirms()
        else:
            outcomes, now = Outcomes(room.context), room.clock.now()
            async with room.store.write() as tx:
                begun = await outcomes.begin(tx, await room.suggestion(post), now)
                assert begun is not None
                await outcomes.fail(tx, begun, now, "X does not take it.")
        assert await room.state(post) is end
        room.passes(MINUTE)
        answer = room.x.replies_by_hand(post, BY_HAND)
        room.woken.clear()
        await room.hears()

        card = await room.card(post)
        assert (card.suggestion.state, card.suggestion.settled_at, card.suggestion.note) == (STATES.DONE, room.clock.now(), "")
        assert (await room.acts(post))[-1] == (Act.ANSWERED, "")
        assert card.answering is not None
        assert card.answering.answer is not None
        assert card.answering.answer.post_id == answer.id
        assert what_came_of_it(card).startswith("Answered " if end is STATES.LAPSED else "The team answered by itself")
        assert Job.SHOW in room.woken
        room.passes(MINUTE)
        stats = await room.stats.now()
        assert (stats.answered, stats.missed) == (1, 0)


async def test_a_small_budget_is_enough_where_x_charges_for_what_comes_along(tmp_path: Path) -> None:
    async with mailroom(tmp_path, daily_budget=1_000_000) as room:
        room.x.dialect = Dialect.POST
        (post,) = await room.approved("ada")
        room.restarts()
        await room.delivers()

        assert await room.state(post) is STATES.DONE
        assert not room.troubles.present


async def test_x_takes_to_dearer_ways_while_mutuals_runs(tmp_path: Path) -> None:
    async with mailroom(tmp_path, daily_budget=1_000_000) as room:
        await room.asked("bo")
        room.x.dialect = Dialect.POST
        await room.hears()
        await room.asked("ada", "and is there decaf?")

        assert not room.troubles.present


async def test_it_is_looked_again_a_few_minutes_later(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        assert await room.listens() == room.clock.now() + EVERY


async def test_an_answer_by_hand_that_x_lists_late_closes_the_suggestion(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        answer = room.x.replies_by_hand(post, BY_HAND)
        room.x.lists_late(answer)
        room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        assert await room.state(post) is STATES.OPEN
        room.x.lists(answer)
        await room.hears()

        assert await room.state(post) is STATES.DONE


@pytest.mark.parametrize("continuation", ["circle", "empty"])
async def test_where_x_does_not_show_all_own_posts_nothing_is_sent_twice_and_mentions_are_read(
    tmp_path: Path, continuation: Continuation
) -> None:
    """An answer whose outcome is unknown may be among the posts that are not shown."""
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.drop_answers(1)
        await room.delivers()
        assert await room.state(post) is STATES.IN_DOUBT
        room.passes(HOUR)
        answer = room.x.timeline.latest_by(room.x.account)
        assert answer is not None
        room.x.lists_late(answer)
        room.x.continuation = continuation
        other = room.asks(room.x.joins("bo"), "and is there decaf?")
        for _ in range(3):
            await room.confirms()
            await room.hears()
            await room.delivers()
        assert (await room.state(post), await room.stored(other) is not None) == (STATES.IN_DOUBT, True)

        room.x.continuation = "sound"
        room.x.lists(answer)
        room.passes(HOUR)
        await room.confirms()
        assert (await room.state(post), len(room.answers_on_x(post))) == (STATES.DONE, 1)
