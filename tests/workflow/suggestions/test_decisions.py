"""One decision a suggestion: whoever comes second, or saw something else, changes nothing and is told what counted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain import Act, Decision, Member, OverrideKind, Route, SuggestionKind, SuggestionState
from bot.workflow.permission import NotPermitted
from bot.workflow.suggestions.cards import OutOfDate
from bot.workflow.suggestions.decisions import ANOTHER_OPEN, OPTED_OUT, Blocked, Changed, Decided, TooLate
from tests.support.store import StoreWorld, move_to, suggest_follow_back, suggest_reply
from tests.support.team import LEO, MAYA, SAM

STATES = SuggestionState
ADA, CHANNEL, MESSAGE = 101, 77, 7_001
MAYA_BY_NAME, LEO_BY_NAME = Member(MAYA.id, MAYA.name), Member(LEO.id, LEO.name)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        yield world


async def follow_back(world: StoreWorld, user_id: int = ADA) -> int:
    async with world.store.write() as tx:
        return await suggest_follow_back(tx, user_id, at=world.clock.now(), expires_at=world.clock.now() + timedelta(days=3))


async def reply(world: StoreWorld, user_id: int = ADA, post_id: int = 2**40) -> int:
    async with world.store.write() as tx:
        return await suggest_reply(tx, user_id, post_id, at=world.clock.now(), expires_at=world.clock.now() + timedelta(days=1))


async def state_of(world: StoreWorld, suggestion_id: int) -> SuggestionState:
    async with world.store.read() as tx:
        found = await tx.suggestions.get(suggestion_id)
    assert found is not None
    return found.state


async def test_the_second_is_told_who_was_first(world: StoreWorld) -> None:
    suggestion_id = await follow_back(world)
    first = await world.services.decisions.decide(suggestion_id, Act.APPROVE, MAYA)
    second = await world.services.decisions.decide(suggestion_id, Act.SKIP, LEO)

    assert isinstance(first, Decided)
    assert isinstance(second, TooLate)
    assert second.decision is not None
    assert second.decision.member is not None
    assert (second.decision.act, second.decision.member.name) == (Act.APPROVE, "Maya")
    assert await state_of(world, suggestion_id) is STATES.APPROVED


@pytest.mark.parametrize("act", [Act.EDIT, Act.ANOTHER, Act.DISCUSS])
async def test_what_takes_more_than_a_record_is_not_recorded_alone(world: StoreWorld, act: Act) -> None:
    suggestion_id = await reply(world)
    with pytest.raises(ValueError, match=act.value):
        await world.services.decisions.decide(suggestion_id, act, MAYA, 1)


async def test_whoever_may_not_decide_changes_nothing(world: StoreWorld) -> None:
    suggestion_id = await follow_back(world)
    with pytest.raises(NotPermitted):
        await world.services.decisions.decide(suggestion_id, Act.APPROVE, SAM)

    assert await state_of(world, suggestion_id) is STATES.OPEN


async def test_what_does_not_exist_and_what_stands_on_another_message_is_left_alone(world: StoreWorld) -> None:
    suggestion_id = await follow_back(world)
    async with world.store.write() as tx:
        prompt = await tx.prompts.reserve(suggestion_id, CHANNEL, world.clock.now(), world.clock.now().date())
        await tx.prompts.posted(prompt.id, MESSAGE, "", 1)

    assert await world.services.decisions.decide(suggestion_id + 1, Act.APPROVE, MAYA) == TooLate(None, None)
    assert isinstance(await world.services.decisions.decide(suggestion_id, Act.APPROVE, MAYA, message_id=MESSAGE + 1), OutOfDate)
    assert await state_of(world, suggestion_id) is STATES.OPEN
    assert isinstance(await world.services.decisions.decide(suggestion_id, Act.APPROVE, MAYA, message_id=MESSAGE), Decided)


async def test_a_text_is_approved_as_it_was_seen_or_not_at_all(world: StoreWorld) -> None:
    suggestion_id = await reply(world)
    await world.services.drafts.edit(suggestion_id, 1, "It is six dollars.", LEO)
    outcome = await world.services.decisions.decide(suggestion_id, Act.APPROVE, MAYA, revision=1)

    assert isinstance(outcome, Changed)
    assert outcome.card.reply_details is not None
    assert (outcome.card.suggestion.state, outcome.card.reply_details.draft.text) == (STATES.OPEN, "It is six dollars.")
    assert isinstance(await world.services.decisions.decide(suggestion_id, Act.APPROVE, MAYA, revision=2), Decided)


async def test_a_follow_back_comes_again_the_next_morning_and_a_reply_within_hours(world: StoreWorld) -> None:
    for suggestion_id, until in (
        (await follow_back(world), datetime(2026, 3, 3, 9, tzinfo=UTC)),
        (await reply(world), world.clock.now() + timedelta(hours=3)),
    ):
        outcome = await world.services.decisions.decide(suggestion_id, Act.SNOOZE, MAYA, 1)
        assert isinstance(outcome, Decided)
        assert (outcome.card.suggestion.state, outcome.card.suggestion.snoozed_until) == (STATES.SNOOZED, until)


@pytest.mark.parametrize("kind", list(SuggestionKind))
async def test_whoever_is_opted_out_of_one_thing_is_still_asked_about_for_the_other(world: StoreWorld, kind: SuggestionKind) -> None:
    ids = {SuggestionKind.FOLLOW_BACK: await follow_back(world), SuggestionKind.REPLY: await reply(world)}
    assert isinstance(await world.services.decisions.decide(ids[kind], Act.OPT_OUT, MAYA), Decided)

    assert {each: await state_of(world, ids[each]) for each in ids} == dict.fromkeys(ids, STATES.OPEN) | {kind: STATES.SKIPPED}
    async with world.store.read() as tx:
        assert [await tx.opt_outs.contains(ADA, each) for each in SuggestionKind] == [each is kind for each in SuggestionKind]


async def test_an_old_one_is_not_retried_beside_a_new_one_about_the_same_person(world: StoreWorld) -> None:
    old = await follow_back(world)
    async with world.store.write() as tx:
        await move_to(tx, old, STATES.LAPSED)
        assert await tx.suggestions.open(ADA, SuggestionKind.FOLLOW_BACK, world.clock.now(), world.clock.now() + timedelta(days=1))
    outcome = await world.services.decisions.decide(old, Act.RETRY, MAYA)

    assert isinstance(outcome, Blocked)
    assert outcome.obstacle == ANOTHER_OPEN
    assert await state_of(world, old) is STATES.LAPSED


@pytest.mark.parametrize("act", [Act.SKIP, Act.SNOOZE, Act.OPT_OUT, Act.NOT_FOR_US])
async def test_what_reached_nobody_is_taken_back_with_all_that_came_of_it(world: StoreWorld, act: Act) -> None:
    suggestion_id = await follow_back(world)
    await world.services.decisions.decide(suggestion_id, act, MAYA)
    world.clock.advance(timedelta(days=4))
    outcome = await world.services.decisions.decide(suggestion_id, Act.UNDO, LEO)

    assert isinstance(outcome, Decided)
    assert outcome.card.suggestion.state is STATES.OPEN
    assert outcome.card.suggestion.expires_at > world.clock.now(), "there is time to decide"
    async with world.store.read() as tx:
        assert not await tx.opt_outs.contains(ADA, SuggestionKind.FOLLOW_BACK)
        assert await tx.overrides.get(ADA) is None
        history = [(entry.decision.act, entry.decision.member) for entry in await tx.suggestions.history(user_id=ADA)]
    assert history[:2] == [(Act.UNDO, LEO_BY_NAME), (act, MAYA_BY_NAME)]


async def test_an_approval_is_withdrawn_and_that_is_taken_back_unless_x_may_have_it(world: StoreWorld) -> None:
    suggestion_id = await follow_back(world)
    for act in (Act.APPROVE, Act.WITHDRAW, Act.UNDO, Act.APPROVE):
        assert isinstance(await world.services.decisions.decide(suggestion_id, act, MAYA), Decided)
    async with world.store.write() as tx:
        await move_to(tx, suggestion_id, STATES.DELIVERING)
        await tx.suggestions.move(
            suggestion_id,
            to=STATES.APPROVED,
            from_={STATES.DELIVERING},
            decision=Decision(Act.REQUEUE, world.clock.now()),
            route=Route.API,
            sent_at=world.clock.now(),
        )
    assert isinstance(await world.services.decisions.decide(suggestion_id, Act.WITHDRAW, MAYA), Decided)

    assert isinstance(await world.services.decisions.decide(suggestion_id, Act.UNDO, MAYA), TooLate)
    assert await state_of(world, suggestion_id) is STATES.WITHDRAWN


async def test_what_nobody_decided_in_time_can_be_reopened_and_what_ended_for_a_reason_cannot(world: StoreWorld) -> None:
    forgotten, ended = await follow_back(world), await follow_back(world, 102)
    async with world.store.write() as tx:
        for suggestion_id, note in ((forgotten, None), (ended, OPTED_OUT)):
            expired = Decision(Act.EXPIRE, world.clock.now(), note=note)
            await tx.suggestions.move(suggestion_id, to=STATES.EXPIRED, from_={STATES.OPEN}, decision=expired, note=note)
    world.clock.advance(timedelta(days=9))

    assert isinstance(await world.services.decisions.decide(forgotten, Act.REVIVE, MAYA), Decided)
    assert isinstance(await world.services.decisions.decide(ended, Act.REVIVE, MAYA), TooLate)
    assert [await state_of(world, each) for each in (forgotten, ended)] == [STATES.OPEN, STATES.EXPIRED]


async def test_nobody_is_asked_about_again_who_asked_to_be_left_alone_meanwhile(world: StoreWorld) -> None:
    suggestion_id = await reply(world)
    await world.services.decisions.decide(suggestion_id, Act.SKIP, MAYA)
    async with world.store.write() as tx:
        await tx.opt_outs.add_request(ADA, "stop", world.clock.now())

    outcome = await world.services.decisions.decide(suggestion_id, Act.UNDO, MAYA)

    assert isinstance(outcome, Blocked)
    assert outcome.obstacle == OPTED_OUT
    assert await state_of(world, suggestion_id) is STATES.SKIPPED


async def test_a_word_about_the_person_is_kept_and_the_suggestion_closed(world: StoreWorld) -> None:
    suggestion_id = await follow_back(world)
    await world.services.decisions.decide(suggestion_id, Act.NOT_FOR_US, MAYA)

    assert await state_of(world, suggestion_id) is STATES.SKIPPED
    async with world.store.read() as tx:
        override = await tx.overrides.get(ADA)
    assert override is not None
    assert (override.kind, override.member_name) == (OverrideKind.NOT_FOR_US, "Maya")


async def test_the_best_comes_first_and_what_was_passed_over_stays_behind(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        ids = [await suggest_follow_back(tx, 200 + worth, worth=worth) for worth in (10, 30, 20)]
    found = [await world.services.decisions.best(SuggestionKind.FOLLOW_BACK, skip) for skip in range(4)]

    assert [card.suggestion.id if card else None for card, _ in found] == [ids[1], ids[2], ids[0], None]
    assert {waiting for _, waiting in found} == {3}
