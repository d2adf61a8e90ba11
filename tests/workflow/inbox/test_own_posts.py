"""What the account itself posts is read at each look: whom the team answers by hand needs no answer any more."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.demo.x import Dialect, Post
from bot.demo.x.conditions import PaginationFault
from bot.domain import Access, Act, Note, SuggestionState
from bot.domain.jobs import Job
from bot.planning.inbox_polls import EVERY
from bot.views.suggestions.outcome import outcome_line
from bot.workflow.delivery.outcomes import Outcomes
from bot.x.errors import XCode
from tests.support.team import MAYA
from tests.support.world import World

STATES = SuggestionState
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BY_HAND = "Come round, we are open till six."


async def until(world: World, post: Post, state: SuggestionState) -> None:
    """The suggestion of an answer to this post gets into this state."""
    match state:
        case STATES.SNOOZED:
            await world.decide(post, Act.SNOOZE)
        case STATES.APPROVED | STATES.HANDED_OFF:
            await world.edit_draft(post, "Guji today, until the bag is empty.")
            await world.decide(post, Act.APPROVE)
            if state is STATES.HANDED_OFF:
                world.x.refuse(1, status=403, method="POST")
                await world.run(Job.DELIVER_REPLIES)
    assert await world.state(post) is state


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
    async with World(tmp_path) as world:
        other, post = await world.new_question("bo"), await world.new_question("ada")
        await until(world, post, state)
        answer = world.x.replies_by_hand(post, BY_HAND)
        world.woken.clear()
        await world.ingest()

        card = await world.card(post)
        assert card.suggestion.state is STATES.DONE
        assert (await world.history(post))[-1][0] is act
        assert card.reply_details is not None
        assert card.reply_details.answer is not None
        assert (card.reply_details.answer.post_id, card.reply_details.answer.text) == (answer.id, BY_HAND)
        assert card.suggestion.snoozed_until is None
        assert {Job.POST_MESSAGES, Job.TRIAGE} <= set(world.woken)
        assert await world.state(other) is STATES.OPEN

        await world.run_for(HOUR)
        assert world.replies_on_x() == [BY_HAND], "nothing more goes out"


async def test_nobody_is_asked_about_whom_the_team_had_answered_before_mutuals_started(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post, other = world.post_question(world.x.joins("ada")), world.post_question(world.x.joins("bo"), "and is the decaf any good?")
        world.x.replies_by_hand(post, BY_HAND)
        await world.ingest()

        assert await world.history(post) == [(Act.ANSWERED, None)]
        assert await world.state(other) is STATES.OPEN
        met = [call.query["ids"] for call in world.x.calls if call.path == "/2/users"]
        assert met == [str(other.author.id)], "whoever needs no answer is not paid for"


async def test_of_two_questions_of_somebody_known_the_answered_one_is_not_asked_about(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        asked = await world.new_question("ada")
        world.x.replies_by_hand(asked, BY_HAND)
        await world.ingest()
        first, second = (
            world.post_question(asked.author, "and is there decaf?"),
            world.post_question(asked.author, "and do you post it to Leith?"),
        )
        world.x.replies_by_hand(second, "To Leith, and with pleasure.")
        await world.ingest()
        assert [await world.state(post) for post in (first, second)] == [STATES.OPEN, STATES.DONE]
        assert await world.history(second) == [(Act.ANSWERED, None)]


async def test_the_next_one_of_the_same_person_is_suggested_once_the_first_is_answered(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        first = await world.new_question("ada")
        second = world.post_question(first.author, "and is there decaf?")
        await world.ingest()
        assert await world.find_suggestion(second) is None
        world.x.replies_by_hand(first, BY_HAND)
        await world.ingest()

        assert (await world.state(first), await world.state(second)) == (STATES.DONE, STATES.OPEN)


async def test_an_answer_by_hand_that_was_deleted_again_changes_nothing_back(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        answer = world.x.replies_by_hand(post, BY_HAND)
        await world.ingest()
        world.x.deletes(answer)
        await world.ingest()

        assert await world.state(post) is STATES.DONE


async def test_own_posts_cost_a_tenth_of_a_cent_each_on_every_day_that_they_are_read(tmp_path: Path) -> None:
    """However often that is: an answer on two days, whatever answers nobody on six; and once more what was said before a downtime."""
    async with World(tmp_path) as world:
        asked = await world.new_question()
        world.x.posts(world.x.account, BY_HAND, in_reply_to=asked)
        for word in ("one", "two", "three"):
            world.x.posts(world.x.account, f"Post number {word}")
        bills = [world.x.spent_micros]
        for _ in range(8):
            for _ in range(3):
                await world.ingest()
            bills.append(world.x.spent_micros)
            world.advance(DAY)

        assert [bill - before for before, bill in pairwise(bills)] == [4_000, 5_000, 3_000, 3_000, 3_000, 3_000, 0, 0]
        assert await world.spent() == world.x.spent_micros


async def test_an_app_of_somebody_else_s_pays_the_full_price(tmp_path: Path) -> None:
    async with World(tmp_path, owns_app=False) as world:
        world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()

        assert await world.spent() == world.x.spent_micros == 5_000


async def test_a_day_full_of_posts_is_read_to_its_end(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        world.x.replies_by_hand(post, BY_HAND)
        for number in range(130):
            world.x.posts(world.x.account, f"Post number {number}")
        world.advance(MINUTE)
        await world.ingest()

        assert await world.state(post) is STATES.DONE


async def test_while_paused_nothing_is_read(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        world.x.replies_by_hand(post, BY_HAND)
        await world.services.pause.pause(MAYA)
        calls = len(world.x.calls)
        await world.ingest()
        assert (len(world.x.calls), await world.state(post)) == (calls, STATES.OPEN)

        await world.services.pause.resume(MAYA)
        await world.ingest()
        assert await world.state(post) is STATES.DONE


async def test_where_mentions_are_not_read_neither_are_own_posts(tmp_path: Path) -> None:
    async with World(tmp_path, read_mentions=False, access=Access.SELF_SERVE) as world:
        world.post_question(world.x.joins("ada"))
        world.x.posts(world.x.account, "The Guji is back.")
        assert await world.run(Job.POLL_MENTIONS) is None
        assert not world.x.calls


async def test_an_answer_from_a_long_downtime_closes_the_suggestion_while_it_is_worth_an_answer(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=7 * DAY) as world:
        post = await world.new_question("ada")
        world.advance(MINUTE)
        world.x.replies_by_hand(post, BY_HAND)
        world.restart()
        world.advance(3 * DAY)
        await world.ingest()

        assert await world.state(post) is STATES.DONE


async def test_what_was_asked_and_answered_in_a_long_downtime_does_not_stay_open(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=7 * DAY) as world:
        ada = await world.new_question("ada")
        await world.decide(ada, Act.SKIP)
        post = world.post_question(world.x.person("ada"), "do you ship to Ghent?")
        world.advance(MINUTE)
        world.x.replies_by_hand(post, "We do, twice a week.")
        world.advance(3 * DAY)
        for _ in range(2):
            await world.ingest()

        assert await world.state(post) is STATES.DONE


async def test_whoever_waits_long_does_not_make_old_posts_cost_something_every_day(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=7 * DAY) as world:
        post = await world.new_question("ada")
        world.x.posts(world.x.account, BY_HAND, in_reply_to=world.post_question(world.x.joins("bo")))
        for _ in range(4):
            world.advance(DAY / 2)
            await world.ingest()
        before = world.x.spent_micros
        for _ in range(6):
            world.advance(DAY / 2)
            await world.ingest()

        assert await world.state(post) is STATES.OPEN
        assert await world.spent() == world.x.spent_micros == before


async def test_whoever_is_too_long_ago_for_an_answer_is_not_looked_for(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=4 * DAY) as world:
        post = await world.new_question("ada")
        world.advance(MINUTE)
        world.x.replies_by_hand(post, BY_HAND)
        before = world.x.spent_micros
        world.advance(5 * DAY)
        await world.ingest()

        assert await world.state(post) is STATES.OPEN
        assert world.x.spent_micros == before + 1_000, "the mention once more: it was said within the last hour before the downtime"


@pytest.mark.parametrize("end", [STATES.LAPSED, STATES.FAILED])
async def test_an_answer_by_hand_that_comes_late_counts(tmp_path: Path, end: SuggestionState) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        if end is STATES.LAPSED:
            world.x.refuse(1, status=403, method="POST")
            await world.run(Job.DELIVER_REPLIES)
            world.advance(4 * DAY)
            await world.run(Job.VERIFY_REPLIES)
        else:
            outcomes, now = Outcomes(world.context), world.clock.now()
            async with world.store.write() as tx:
                begun = await outcomes.begin(tx, await world.suggestion(post), now)
                assert begun is not None
                await outcomes.fail(tx, begun, now, Note(XCode.TEXT_REFUSED))
        assert await world.state(post) is end
        world.advance(MINUTE)
        answer = world.x.replies_by_hand(post, BY_HAND)
        world.woken.clear()
        await world.ingest()

        card = await world.card(post)
        assert (card.suggestion.state, card.suggestion.settled_at, card.suggestion.note) == (STATES.DONE, world.clock.now(), None)
        assert (await world.history(post))[-1] == (Act.ANSWERED, None)
        assert card.reply_details is not None
        assert card.reply_details.answer is not None
        assert card.reply_details.answer.post_id == answer.id
        assert outcome_line(card).startswith("Answered " if end is STATES.LAPSED else "The team answered directly")
        assert Job.POST_MESSAGES in world.woken
        world.advance(MINUTE)
        stats = await world.services.reply_stats.now()
        assert (stats.answered, stats.missed) == (1, 0)


async def test_a_small_budget_is_enough_where_x_charges_for_what_comes_along(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=1_000_000) as world:
        world.x.dialect = Dialect.POST
        (post,) = await world.approve_replies("ada")
        world.restart()
        await world.run(Job.DELIVER_REPLIES)

        assert await world.state(post) is STATES.DONE
        assert not world.services.job_errors.present


async def test_x_takes_to_dearer_ways_while_mutuals_runs(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=1_000_000) as world:
        await world.new_question("bo")
        world.x.dialect = Dialect.POST
        await world.ingest()
        await world.new_question("ada", "and is there decaf?")

        assert not world.services.job_errors.present


async def test_it_is_looked_again_a_few_minutes_later(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        assert await world.run(Job.POLL_MENTIONS) == world.clock.now() + EVERY


async def test_an_answer_by_hand_that_x_lists_late_closes_the_suggestion(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        answer = world.x.replies_by_hand(post, BY_HAND)
        world.x.delays_listing(answer)
        world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        assert await world.state(post) is STATES.OPEN
        world.x.ends_listing_delay(answer)
        await world.ingest()

        assert await world.state(post) is STATES.DONE


@pytest.mark.parametrize("pagination_fault", ["loop", "empty_pages"])
async def test_where_x_does_not_show_all_own_posts_nothing_is_sent_twice_and_mentions_are_read(
    tmp_path: Path, pagination_fault: PaginationFault
) -> None:
    """An answer whose outcome is unknown may be among the posts that are not shown."""
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.drop_responses(1)
        await world.run(Job.DELIVER_REPLIES)
        assert await world.state(post) is STATES.IN_DOUBT
        world.advance(HOUR)
        answer = world.x.timeline.latest_by(world.x.account)
        assert answer is not None
        world.x.delays_listing(answer)
        world.x.pagination_fault = pagination_fault
        other = world.post_question(world.x.joins("bo"), "and is there decaf?")
        for _ in range(3):
            await world.run(Job.VERIFY_REPLIES)
            await world.ingest()
            await world.run(Job.DELIVER_REPLIES)
        assert (await world.state(post), await world.stored_post(other) is not None) == (STATES.IN_DOUBT, True)

        world.x.pagination_fault = "none"
        world.x.ends_listing_delay(answer)
        world.advance(HOUR)
        await world.run(Job.VERIFY_REPLIES)
        assert (await world.state(post), len(world.replies_on_x(post))) == (STATES.DONE, 1)
