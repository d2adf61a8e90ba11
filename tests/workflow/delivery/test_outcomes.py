"""However carrying out an approval goes on or ends, it does so once, from the states in which it can, and the history says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain import Act, Note, NoteCode, Route, Suggestion, SuggestionState
from bot.store import Tx
from bot.workflow.delivery.outcomes import Outcomes
from tests.support.samples.notes import SPAM
from tests.support.store import MAYA, StoreWorld, move_to, suggest_follow_back

STATES = SuggestionState
ADA = 101
Move = Callable[[Outcomes, Tx, Suggestion, datetime], Awaitable[object]]


async def suggestion_in(world: StoreWorld, state: SuggestionState) -> Suggestion:
    """About Ada, approved by Maya and brought into this state."""
    async with world.store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, ADA)
        moved = await move_to(tx, suggestion_id, STATES.APPROVED, by=MAYA)
        if state is not STATES.APPROVED:
            moved = await move_to(tx, suggestion_id, state, sent_at=world.clock.now(), route=Route.API)
    return moved


async def stored(world: StoreWorld, suggestion: Suggestion) -> Suggestion:
    async with world.store.read() as tx:
        found = await tx.suggestions.get(suggestion.id)
    assert found is not None
    return found


ENDS: list[tuple[Move, SuggestionState, SuggestionState, Act, Note | None]] = [
    (lambda outcomes, *given: outcomes.begin(*given), STATES.APPROVED, STATES.DELIVERING, Act.START, None),
    (lambda outcomes, *given: outcomes.hand_off(*given), STATES.APPROVED, STATES.HANDED_OFF, Act.HAND_OFF, None),
    (lambda outcomes, *given: outcomes.hand_off(*given), STATES.DELIVERING, STATES.HANDED_OFF, Act.HAND_OFF, None),
    (lambda outcomes, *given: outcomes.mark_in_doubt(*given), STATES.DELIVERING, STATES.IN_DOUBT, Act.DOUBT, None),
    (lambda outcomes, *given: outcomes.send_back(*given, SPAM), STATES.DELIVERING, STATES.OPEN, Act.SEND_BACK, SPAM),
    (lambda outcomes, *given: outcomes.requeue_unconfirmed(*given), STATES.IN_DOUBT, STATES.APPROVED, Act.REQUEUE, None),
    (
        lambda outcomes, *given: outcomes.withdraw_for_opt_out(*given),
        *(STATES.DELIVERING, STATES.WITHDRAWN, Act.HONOUR_OPT_OUT, Note(NoteCode.OPTED_OUT)),
    ),
    (lambda outcomes, *given: outcomes.confirm(*given), STATES.IN_DOUBT, STATES.DONE, Act.CONFIRM, None),
    (lambda outcomes, *given: outcomes.fail(*given, SPAM), STATES.DELIVERING, STATES.FAILED, Act.FAIL, SPAM),
    (lambda outcomes, *given: outcomes.lapse(*given), STATES.HANDED_OFF, STATES.LAPSED, Act.LAPSE, None),
]


@pytest.mark.parametrize(("move", "before", "after", "act", "note"), ENDS)
async def test_it_is_in_the_next_state_and_the_history_says_so_once(
    tmp_path: Path, move: Move, before: SuggestionState, after: SuggestionState, act: Act, note: Note | None
) -> None:
    async with StoreWorld(tmp_path) as world:
        suggestion, outcomes = await suggestion_in(world, before), Outcomes(world.context)
        for _ in range(2):
            async with world.store.write() as tx:
                await move(outcomes, tx, suggestion, world.clock.now())

        assert (await stored(world, suggestion)).state is after
        async with world.store.read() as tx:
            newest, second, *_ = await tx.suggestions.history(user_id=ADA)
        assert (newest.decision.act, newest.decision.at, newest.decision.note) == (act, world.clock.now(), note)
        assert second.decision.act is not act


async def test_what_x_did_not_do_is_queued_again_and_counts_for_no_pace(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        suggestion = await suggestion_in(world, STATES.DELIVERING)
        await Outcomes(world.context).requeue(suggestion, SPAM)

        queued = await stored(world, suggestion)
        assert (queued.state, queued.sent_at, queued.route, queued.note) == (STATES.APPROVED, None, None, SPAM)


async def test_what_may_have_reached_x_keeps_its_place_in_the_pace(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        suggestion = await suggestion_in(world, STATES.IN_DOUBT)
        async with world.store.write() as tx:
            await Outcomes(world.context).requeue_unconfirmed(tx, suggestion, world.clock.now())

        assert (await stored(world, suggestion)).sent_at == world.clock.now()


async def test_what_comes_back_to_be_changed_is_open_for_a_while_though_its_time_was_up(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        suggestion = await suggestion_in(world, STATES.APPROVED)
        world.advance(timedelta(days=30))
        async with world.store.write() as tx:
            await Outcomes(world.context).send_back(tx, suggestion, world.clock.now(), SPAM)

        assert (await stored(world, suggestion)).expires_at == world.clock.now() + timedelta(days=1)
