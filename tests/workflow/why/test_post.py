"""Why a post was not answered: each reason, in the situation that it tells of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain import Act, Card, Exclusion, Explanation, Fact, Idle, InteractionKind, Note, OptOut, SuggestionState, Why
from bot.domain.jobs import Job
from bot.drafting.faults import NoDraft
from bot.workflow.inbox.triage import MAX_WAITING
from bot.x.parse.snowflake import first_id_at
from tests.support.store import (
    DAY,
    LEO,
    MINUTE,
    StoreWorld,
    add_mention,
    add_people,
    answer,
    draft,
    mention,
    move_to,
    suggest_reply,
)
from tests.support.team import START
from tests.support.world import World

ADA = 101
STATES = SuggestionState
HOUR = timedelta(hours=1)


def post_at(moment: datetime) -> int:
    """The id of a post of this moment."""
    return first_id_at(moment) + 1


POST = post_at(START)


def message_of(explanation: Explanation) -> int | None:
    """The card that it links."""
    return None if explanation.prompt is None else explanation.prompt.message_id


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        await world.identify(since=START - DAY)
        yield world


async def why(world: StoreWorld, post_id: int = POST) -> tuple[Fact, ...]:
    return (await world.services.why_not_answered.explain(post_id)).facts


async def codes(world: StoreWorld, post_id: int = POST) -> list[str]:
    return [fact.code for fact in await why(world, post_id) if isinstance(fact, Note)]


async def test_a_post_that_was_not_read_yet_or_is_not_to_the_account(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        assert await why(world, post_at(START)) == (Note(Why.NOT_READ_YET, {"at": None}),)
        await world.poll_mentions(MINUTE)
        polled_at = world.clock.now()

        assert await why(world, post_at(polled_at + MINUTE)) == (Note(Why.NOT_READ_YET, {"at": polled_at}),)
        assert await why(world, post_at(START - DAY)) == (Note(Why.POST_BEFORE_START, {"at": START}),)
        assert await codes(world, post_at(START + MINUTE / 2)) == [Why.LISTED_LATE]
        await world.poll_mentions(2 * HOUR)
        assert await codes(world, post_at(START + MINUTE / 2)) == [Why.NOT_TO_YOU]

        async with world.store.write() as tx:
            await tx.accounts.mentions_read(post_at(START))
            await tx.accounts.mentions_partly_read(post_at(START + HOUR), post_at(START + MINUTE))
        assert await codes(world, post_at(START + MINUTE / 2)) == [Why.NOT_READ_YET], "a poll broke off above it"


async def test_why_posts_are_not_read_at_present(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        world.x.credits = False
        await world.poll_mentions()
        assert await codes(world) == ["out_of_credits"]

        async with world.store.write() as tx:
            await tx.accounts.pause(START, "Maya")
        assert await why(world) == (Note(Idle.PAUSED_BY, {"member": "Maya"}),)

        world.context.policy = replace(world.policy, read_mentions=False)
        assert await codes(world) == [Why.MENTIONS_OFF]


async def test_a_post_of_the_teams_own(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await tx.own_posts.add([answer(POST, None)])

    assert await codes(world) == [Why.OWN_POST_KNOWN]


async def test_what_triage_leaves_out_and_for_which_reason(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        spam = await world.new_question("spammer", "@harbourlight DM for promo, grow your followers fast https://spam.example")

        explanation = await world.services.why_not_answered.explain(spam.id)
        (fact,) = explanation.facts
        assert isinstance(fact, Note)
        assert (fact.code, fact.note("reason").code) == (Why.LEFT_OUT, Exclusion.SPAM)


async def test_a_post_left_out_for_an_opt_out_tells_who_said_so(world: StoreWorld) -> None:
    post = mention(POST, ADA, at=START)
    async with world.store.write() as tx:
        await tx.opt_outs.add(ADA, LEO, START)
        await tx.interactions.add([post], START)
    (before_triage,) = await why(world)
    async with world.store.write() as tx:
        await tx.replies.leave_out(post, draft(""), Note(Exclusion.OPTED_OUT), START)
    (after_triage,) = await why(world)

    assert isinstance(before_triage, OptOut)
    assert before_triage == after_triage
    assert before_triage.by == "Leo"
    async with world.store.write() as tx:
        await tx.opt_outs.remove(ADA)
    assert await why(world) == (Note(Why.LEFT_OUT, {"reason": Note(Exclusion.OPTED_OUT)}),)


async def test_an_open_card_and_why_it_has_no_draft(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        suggestion_id = await suggest_reply(tx, ADA, POST, at=START, expires_at=START + DAY, reply="")
        prompt = await tx.prompts.reserve(suggestion_id, 1, START, START.date())
        await tx.prompts.posted(prompt.id, 77, "", 1)

    explanation = await world.services.why_not_answered.explain(POST)
    waits, no_draft = explanation.facts
    assert isinstance(no_draft, Note)
    assert (waits, message_of(explanation)) == (Note(Why.CARD_SHOWN, {"until": START + DAY}), 77)
    assert (no_draft.code, no_draft.note("reason").code) == (Why.NO_DRAFT, NoDraft.NONE_OF_INTENT)


async def test_what_has_become_of_an_answer_is_told_by_its_card(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        suggestion_id = await suggest_reply(tx, ADA, POST, at=START, expires_at=START + DAY)
    for state in (STATES.APPROVED, STATES.EXPIRED, STATES.FAILED):
        async with world.store.write() as tx:
            await move_to(tx, suggestion_id, state, at=START)
        (card,) = await why(world)
        assert isinstance(card, Card)
        assert card.suggestion.state is state


async def test_what_the_team_has_answered_by_itself(world: StoreWorld) -> None:
    stranger = mention(POST, ADA, at=START)
    async with world.store.write() as tx:
        await tx.interactions.add([stranger], START)
        await tx.own_posts.add([answer(POST + 1, POST, at=START + MINUTE)])
    assert await why(world) == (Note(Why.ANSWERED_ON_X, {"at": START + MINUTE}),), "before it is decided about"

    async with world.store.write() as tx:
        await tx.replies.already_answered(stranger, draft(""), START + 2 * MINUTE)
    assert await why(world) == (Note(Why.ANSWERED_ON_X, {"at": START + 2 * MINUTE}),), "a stranger has no card"
    async with world.store.write() as tx:
        await add_people(tx, ADA)
    (card,) = await why(world)
    assert isinstance(card, Card)
    assert card.suggestion.closed_by_team


async def test_one_reply_at_a_time_for_each_person(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        other = await suggest_reply(tx, ADA, POST, at=START, expires_at=START + DAY)
        prompt = await tx.prompts.reserve(other, 1, START, START.date())
        await tx.prompts.posted(prompt.id, 77, "", 1)
        await add_mention(tx, ADA, POST + 5, at=START, seen_at=START)

    explanation = await world.services.why_not_answered.explain(POST + 5)
    assert (explanation.facts, message_of(explanation)) == ((Note(Why.ONE_AT_A_TIME),), 77)


async def test_a_post_that_is_to_be_decided_about_next(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await add_mention(tx, ADA, POST, at=START, seen_at=START)
    assert await codes(world) == [Why.TRIAGE_NEXT]

    async with world.store.write() as tx:
        await tx.accounts.pause(START, "Leo")
    assert await codes(world) == [Idle.PAUSED_BY]


async def test_strangers_wait_while_many_answers_do(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        for number in range(MAX_WAITING):
            await suggest_reply(tx, 500 + number, POST + 500 + number, at=START, expires_at=START + 3 * DAY)
        await add_mention(tx, ADA, POST, at=START, seen_at=START)
    assert await why(world) == (Note(Why.STRANGER_WAITS, {"count": MAX_WAITING}),)

    world.advance(DAY + HOUR)
    assert await codes(world) == [Why.STRANGER_MISSED]


async def test_a_post_that_is_too_old_or_gone(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await add_people(tx, ADA)
        await add_mention(tx, ADA, POST, at=START, seen_at=START)
        await tx.interactions.clear_text([POST])
    assert await codes(world) == [Why.WORDS_GONE]

    world.advance(DAY + HOUR)
    assert await why(world) == (Note(Why.TOO_OLD, {"hours": 24}),)


async def test_what_only_carries_the_handle_along_is_left_out(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = mention(POST, ADA, at=START, kind=InteractionKind.IMPLICIT_MENTION, summoned=False)
        async with world.store.write() as tx:
            await add_people(tx, ADA)
            await tx.interactions.add([post], START)
        await world.run(Job.TRIAGE)

        async with world.store.read() as tx:
            (entry,) = await tx.suggestions.history(user_id=ADA)
        assert entry.decision.act is Act.LEAVE_OUT
        assert await why(world) == (Note(Why.LEFT_OUT, {"reason": Note(Exclusion.IMPLICIT_MENTION)}),)
