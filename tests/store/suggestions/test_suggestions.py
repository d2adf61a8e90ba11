"""The life of a suggestion, guarded by the database."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import SETTLED, Act, Decision, Route, Suggestion, SuggestionKind, SuggestionState
from bot.store import Store, Tx
from tests.store.conftest import ACCOUNT
from tests.support.samples.notes import written
from tests.support.store import DAY, LEO, MAYA, MINUTE, NOW, STATES, add_followers, assessment, move_to, rolled_back, suggest_follow_back

FOLLOW_BACK = SuggestionKind.FOLLOW_BACK


async def reopened(tx: Tx, user_id: int) -> int | None:
    return await tx.suggestions.open(user_id, FOLLOW_BACK, NOW + DAY, NOW + 4 * DAY)


def ids(suggestions: list[Suggestion]) -> list[int]:
    return [suggestion.id for suggestion in suggestions]


async def test_a_new_one_is_open_and_carries_the_latest_assessment(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, 5, worth=10)
        await tx.assessments.save({5: assessment(worth=99)}, NOW + MINUTE, "1")

        assert await tx.suggestions.get(suggestion_id) == Suggestion(
            id=suggestion_id,
            account_id=ACCOUNT,
            kind=FOLLOW_BACK,
            user_id=5,
            state=STATES.OPEN,
            version=1,
            assessment=assessment(worth=99),
            opened_at=NOW,
            expires_at=NOW + 3 * DAY,
        )
        assert await tx.suggestions.get(suggestion_id + 1) is None


@pytest.mark.parametrize("state", list(STATES))
async def test_whether_somebody_is_suggested_again_depends_on_how_it_ended(store: Store, state: SuggestionState) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, 5)
        if state is not STATES.OPEN:
            await move_to(tx, suggestion_id, state)

        again = await reopened(tx, 5)

        assert (again is not None) == (state in {STATES.FAILED, STATES.LAPSED, STATES.WITHDRAWN, STATES.EXPIRED})
        assert again != suggestion_id


async def test_what_was_declined_once_is_not_suggested_after_later_ones_expired(store: Store) -> None:
    async with store.write() as tx:
        await move_to(tx, await suggest_follow_back(tx, 5), STATES.EXPIRED)
        second = await reopened(tx, 5)
        assert second is not None
        await move_to(tx, second, STATES.SKIPPED)

        assert await reopened(tx, 5) is None


async def test_somebody_who_opted_out_is_not_suggested(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 5, 6)
        await tx.opt_outs.add(5, MAYA, NOW)
        await tx.opt_outs.add(5, LEO, NOW + DAY)

        assert await reopened(tx, 5) is None
        assert await reopened(tx, 6) is not None
        assert await tx.opt_outs.contains(5, SuggestionKind.FOLLOW_BACK)
        assert not await tx.opt_outs.contains(6, SuggestionKind.FOLLOW_BACK)


async def test_somebody_who_is_not_assessed_is_not_suggested(store: Store) -> None:
    async with store.write() as tx:
        assert await reopened(tx, 5) is None
        assert (await tx.suggestions.counts())[STATES.OPEN] == 0

        await add_followers(tx, 5)
        assert await reopened(tx, 5) is not None


async def test_a_move_records_who_did_it_and_what_it_changed(store: Store) -> None:
    later = NOW + MINUTE
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, 5)
        approved = await tx.suggestions.move(
            suggestion_id, to=STATES.APPROVED, from_={STATES.OPEN}, decision=Decision(Act.APPROVE, NOW, MAYA, written("nice"))
        )
        handed_off = await tx.suggestions.move(
            suggestion_id,
            to=STATES.HANDED_OFF,
            from_={STATES.APPROVED},
            decision=Decision(Act.HAND_OFF, later),
            route=Route.HAND_OFF,
            sent_at=later,
            note=written("X refused"),
        )
        done = await tx.suggestions.move(suggestion_id, to=STATES.DONE, from_={STATES.HANDED_OFF}, decision=Decision(Act.CONFIRM, later))

        assert approved is not None
        assert (approved.state, approved.version, approved.settled_at) == (STATES.APPROVED, 2, None)
        assert handed_off is not None
        assert (handed_off.route, handed_off.sent_at, handed_off.note, handed_off.version) == (
            Route.HAND_OFF,
            later,
            written("X refused"),
            3,
        )
        assert done is not None
        assert (done.route, done.sent_at, done.note, done.settled_at) == (Route.HAND_OFF, later, None, later)
        assert done == await tx.suggestions.get(suggestion_id)
        assert await tx.suggestions.last_decision(suggestion_id) == Decision(Act.APPROVE, NOW, MAYA, written("nice"))
        assert await tx.suggestions.last_decision(suggestion_id, by_member=False) == Decision(Act.CONFIRM, later)


async def test_who_comes_second_changes_nothing(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, 5)
        first = await move_to(tx, suggestion_id, STATES.SKIPPED, by=MAYA)

        second = await tx.suggestions.move(suggestion_id, to=STATES.APPROVED, from_={STATES.OPEN}, decision=Decision(Act.APPROVE, NOW, LEO))
        unknown = await tx.suggestions.move(99, to=STATES.APPROVED, from_={STATES.OPEN}, decision=Decision(Act.APPROVE, NOW, LEO))

        assert second is None
        assert unknown is None
        assert await tx.suggestions.get(suggestion_id) == first
        assert await tx.suggestions.last_decision(suggestion_id) == Decision(Act.SKIP, NOW, MAYA)
        assert await tx.suggestions.last_decision(99) is None
        assert await tx.suggestions.count_history() == 1


async def test_taking_up_a_lapsed_one_clears_its_end(store: Store) -> None:
    async with store.write() as tx:
        suggestion_id = await suggest_follow_back(tx, 5)
        assert (await move_to(tx, suggestion_id, STATES.LAPSED, note=written("Not seen in time"))).settled_at == NOW
        again = await move_to(tx, suggestion_id, STATES.APPROVED)

    assert (again.settled_at, again.note) == (None, None)


async def test_an_old_one_does_not_come_alive_beside_a_new_one(store: Store) -> None:
    async with store.write() as tx:
        old = await suggest_follow_back(tx, 5)
        await move_to(tx, old, STATES.LAPSED)
        new = await reopened(tx, 5)
        assert new is not None

        assert await tx.suggestions.move(old, to=STATES.APPROVED, from_={STATES.LAPSED}, decision=Decision(Act.RETRY, NOW, MAYA)) is None
        await move_to(tx, new, STATES.EXPIRED)
        assert (await move_to(tx, old, STATES.APPROVED)).id == old


async def test_the_best_come_first(store: Store) -> None:
    async with store.write() as tx:
        for user_id, worth, minutes in ((1, 10, 0), (2, 50, 0), (3, 10, 1), (4, 99, 0), (5, 10, 1)):
            await suggest_follow_back(tx, user_id, worth=worth, at=NOW + minutes * MINUTE)
        await move_to(tx, 4, STATES.APPROVED)

        assert ids(await tx.suggestions.best_open(10)) == [2, 3, 5, 1]
        assert ids(await tx.suggestions.best_open(2, offset=1)) == [3, 5]
        await tx.assessments.save({1: assessment(worth=51)}, NOW, "1")
        assert ids(await tx.suggestions.best_open(1)) == [1]


async def test_nobody_is_asked_about_those_whom_something_keeps_off_the_desk(store: Store) -> None:
    async with store.write() as tx:
        for user_id, suppressed in ((1, ""), (2, "Not for us"), (3, ""), (4, "")):
            await suggest_follow_back(tx, user_id, suppressed=suppressed)
        await move_to(tx, 4, STATES.SKIPPED)

        assert ids(await tx.suggestions.best_open(10)) == [1, 3]
        assert await tx.suggestions.count_waiting() == 2
        assert (await tx.suggestions.counts())[STATES.OPEN] == 3

        await tx.assessments.save({2: assessment(worth=99)}, NOW, "1")
        assert ids(await tx.suggestions.best_open(10)) == [2, 1, 3]
        assert await tx.suggestions.count_waiting() == 3


@pytest.mark.parametrize("state", list(STATES))
async def test_the_unsettled_one_about_each_of_some_people(store: Store, state: SuggestionState) -> None:
    async with store.write() as tx:
        await move_to(tx, await suggest_follow_back(tx, 5), STATES.EXPIRED)
        second = await reopened(tx, 5)
        assert second is not None
        await suggest_follow_back(tx, 6)
        await suggest_follow_back(tx, 7)
        moved = await move_to(tx, second, state)

        found = await tx.suggestions.open_about([5, 7, 8], SuggestionKind.FOLLOW_BACK)

        assert found.keys() == ({7} if state in SETTLED else {5, 7})
        if state not in SETTLED:
            assert found[5] == moved
        assert (await tx.suggestions.open_about(range(3000), SuggestionKind.FOLLOW_BACK)).keys() == found.keys() | {6}


async def test_states_are_listed_in_the_order_in_which_they_were_reached(store: Store) -> None:
    async with store.write() as tx:
        for user_id in (1, 2, 3, 4):
            await suggest_follow_back(tx, user_id)
        await move_to(tx, 2, STATES.APPROVED, at=NOW + MINUTE)
        await move_to(tx, 3, STATES.DELIVERING, at=NOW + 2 * MINUTE)
        await move_to(tx, 1, STATES.APPROVED, at=NOW + 3 * MINUTE)

        assert ids(await tx.suggestions.in_states({STATES.APPROVED}, limit=10)) == [2, 1]
        assert ids(await tx.suggestions.in_states({STATES.APPROVED, STATES.DELIVERING}, limit=2)) == [2, 3]
        assert await tx.suggestions.in_states({STATES.DONE}, limit=10) == []


async def test_counting_names_every_state(store: Store) -> None:
    async with store.write() as tx:
        for user_id in (1, 2, 3):
            await suggest_follow_back(tx, user_id)
        await move_to(tx, 2, STATES.DONE)

        assert await tx.suggestions.counts() == dict.fromkeys(STATES, 0) | {STATES.OPEN: 2, STATES.DONE: 1}


async def test_all_about_a_person(store: Store) -> None:
    async with store.write() as tx:
        first = await suggest_follow_back(tx, 5)
        await move_to(tx, first, STATES.LAPSED)
        second = await reopened(tx, 5)
        assert second is not None
        await suggest_follow_back(tx, 6)

        assert ids(await tx.suggestions.about(5)) == [second, first]


states = st.sampled_from(list(STATES))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attempts=st.lists(st.tuples(states, st.frozensets(states), st.booleans()), max_size=12))
async def test_any_life(store: Store, attempts: list[tuple[SuggestionState, frozenset[SuggestionState], bool]]) -> None:
    """The version grows by one with every move and only then; each move is one line of history; an end has its time."""
    state, version, lines = STATES.OPEN, 1, 0
    async with rolled_back(store) as tx:
        suggestion_id = await suggest_follow_back(tx, 5)
        for number, (to, from_, by_member) in enumerate(attempts):
            at = NOW + number * MINUTE
            moved = await tx.suggestions.move(
                suggestion_id, to=to, from_=from_, decision=Decision(Act.REOPEN, at, MAYA if by_member else None)
            )
            assert (moved is not None) == (state in from_)
            if moved is not None:
                state, version, lines = to, version + 1, lines + 1
                assert moved.settled_at == (at if to in SETTLED else None)
            now = await tx.suggestions.get(suggestion_id)
            assert now is not None
            assert (now.state, now.version) == (state, version)
            assert await tx.suggestions.count_history() == lines
