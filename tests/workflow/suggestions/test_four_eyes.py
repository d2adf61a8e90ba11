"""Where the team goes by the four-eyes rule, whoever wrote a text cannot approve it, by whatever way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Act, Member, SavedReply
from bot.domain.inbox import Intent
from bot.workflow.suggestions.decisions import Changed, Decided, Outcome, OwnText
from bot.workflow.suggestions.drafts import DraftChanged, DraftForm
from tests.support.store import STATES, StoreWorld, move_to, suggest_follow_back, suggest_reply
from tests.support.team import LEO, MAYA

ADA = 101
OWN_WORDS = "Five dollars, and the coffee is on us."


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path, four_eyes=True) as world:
        yield world


async def suggested(world: StoreWorld) -> int:
    now = world.clock.now()
    async with world.store.write() as tx:
        return await suggest_reply(tx, ADA, 2**40, at=now, expires_at=now + timedelta(days=1))


async def revision_of(world: StoreWorld, suggestion_id: int) -> int:
    card = await world.services.decisions.card(suggestion_id)
    assert card is not None
    return card.suggestion.revision


async def write(world: StoreWorld, suggestion_id: int, member: Member = MAYA, text: str = OWN_WORDS) -> None:
    revision = await revision_of(world, suggestion_id)
    assert isinstance(await world.services.drafts.edit(suggestion_id, revision, text, member), DraftChanged)


async def decide(world: StoreWorld, suggestion_id: int, act: Act, member: Member, *, anyway: bool = False) -> Outcome:
    revision = await revision_of(world, suggestion_id)
    return await world.services.decisions.decide(suggestion_id, act, member, revision, despite_claim=anyway)


async def written(world: StoreWorld) -> int:
    """A reply that Maya wrote."""
    suggestion_id = await suggested(world)
    await write(world, suggestion_id)
    return suggestion_id


async def test_whoever_wrote_it_cannot_approve_it_and_somebody_else_can(world: StoreWorld) -> None:
    suggestion_id = await written(world)

    refused = await decide(world, suggestion_id, Act.APPROVE, MAYA)
    assert isinstance(refused, OwnText)
    assert refused.card.suggestion.state is STATES.OPEN
    assert refused.card.four_eyes
    approved = await decide(world, suggestion_id, Act.APPROVE, LEO)
    assert isinstance(approved, Decided)
    assert not approved.card.four_eyes


async def test_there_is_no_way_around_it(world: StoreWorld) -> None:
    suggestion_id = await written(world)
    await decide(world, suggestion_id, Act.CLAIM, LEO)
    assert isinstance(await decide(world, suggestion_id, Act.APPROVE, MAYA, anyway=True), OwnText)
    await decide(world, suggestion_id, Act.SNOOZE, LEO)
    assert isinstance(await decide(world, suggestion_id, Act.APPROVE, MAYA, anyway=True), OwnText)
    await decide(world, suggestion_id, Act.SKIP, LEO)
    assert isinstance(await decide(world, suggestion_id, Act.UNDO, MAYA), Decided)
    assert isinstance(await decide(world, suggestion_id, Act.APPROVE, MAYA, anyway=True), OwnText)


@pytest.mark.parametrize("state", [STATES.FAILED, STATES.LAPSED])
async def test_to_retry_is_to_approve(world: StoreWorld, state: STATES) -> None:
    suggestion_id = await written(world)
    await decide(world, suggestion_id, Act.APPROVE, LEO)
    async with world.store.write() as tx:
        await move_to(tx, suggestion_id, state, at=world.clock.now())

    assert isinstance(await decide(world, suggestion_id, Act.RETRY, MAYA), OwnText)
    assert isinstance(await decide(world, suggestion_id, Act.RETRY, LEO), Decided)


async def test_members_are_told_apart_by_id_and_not_by_name(world: StoreWorld) -> None:
    renamed, namesake = replace(MAYA, name="Maya (away)"), replace(LEO, name="Maya")
    suggestion_id = await written(world)

    assert isinstance(await decide(world, suggestion_id, Act.APPROVE, renamed), OwnText)
    assert isinstance(await decide(world, suggestion_id, Act.APPROVE, namesake), Decided)


async def test_the_last_who_wrote_counts_and_a_text_that_is_saved_as_it_was_is_nobodys(world: StoreWorld) -> None:
    suggestion_id = await written(world)
    before = await revision_of(world, suggestion_id)
    await write(world, suggestion_id, LEO)
    assert await revision_of(world, suggestion_id) == before
    assert isinstance(await decide(world, suggestion_id, Act.APPROVE, MAYA), OwnText), "Leo has written nothing"

    await write(world, suggestion_id, LEO, "Five dollars. See you at the harbour!")
    assert isinstance(await decide(world, suggestion_id, Act.APPROVE, LEO), OwnText)
    assert isinstance(await decide(world, suggestion_id, Act.APPROVE, MAYA), Decided)


async def test_to_pick_a_saved_reply_is_not_to_write(world: StoreWorld) -> None:
    await world.services.saved_replies.save(SavedReply(0, Intent.QUESTION, "Our prices are on the board by the door."), LEO)
    suggestion_id = await written(world)
    another = await world.services.drafts.another(suggestion_id, await revision_of(world, suggestion_id), MAYA)

    assert isinstance(another, DraftChanged)
    assert not another.card.four_eyes
    assert isinstance(await decide(world, suggestion_id, Act.APPROVE, MAYA), Decided)


async def test_another_text_than_the_one_that_was_seen_is_said_first(world: StoreWorld) -> None:
    suggestion_id = await written(world)
    assert isinstance(await world.services.decisions.decide(suggestion_id, Act.APPROVE, MAYA, 1), Changed)


async def test_what_nobody_wrote_is_not_concerned(world: StoreWorld) -> None:
    reply, now = await suggested(world), world.clock.now()
    async with world.store.write() as tx:
        follow_back = await suggest_follow_back(tx, ADA + 1, at=now, expires_at=now + timedelta(days=1))

    for suggestion_id in (reply, follow_back):
        assert isinstance(await decide(world, suggestion_id, Act.APPROVE, MAYA), Decided)


async def test_the_form_says_whether_its_writer_may_approve(world: StoreWorld) -> None:
    suggestion_id = await suggested(world)
    for four_eyes in (True, False):
        world.services.context.policy = replace(world.services.context.policy, four_eyes=four_eyes)
        form = await world.services.drafts.written(suggestion_id, MAYA)
        assert isinstance(form, DraftForm)
        assert form.may_approve is not four_eyes


async def test_it_is_off_unless_the_team_wants_it(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        suggestion_id = await written(world)
        card = await world.services.decisions.card(suggestion_id)
        assert card is not None
        assert not card.four_eyes
        assert isinstance(await decide(world, suggestion_id, Act.APPROVE, MAYA), Decided)
