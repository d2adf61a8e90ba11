"""Follow-backs and answers live side by side; each question can be asked about one kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from bot.domain import Suggestion, SuggestionKind
from bot.store import Store, Tx
from tests.support.store import DAY, MINUTE, NOW, STATES, add_people, assessment, move_to, rolled_back, suggest_follow_back, suggest_reply

FOLLOW_BACK, REPLY = SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY
TODAY = date(2026, 3, 1)


def ids(suggestions: list[Suggestion]) -> list[int]:
    return [suggestion.id for suggestion in suggestions]


async def neighbours(tx: Tx) -> None:
    """Follow-backs 1 to 4 and answers 5 to 9: open, snoozed, handed off (twice), done."""
    for user_id in range(1, 5):
        await suggest_follow_back(tx, user_id, worth=user_id)
    for user_id in range(5, 10):
        await suggest_reply(tx, user_id, user_id, worth=user_id)
    for snoozed in (2, 6):
        await move_to(tx, snoozed, STATES.SNOOZED)
    for minutes, handed_off in enumerate((3, 7, 8)):
        await move_to(tx, handed_off, STATES.HANDED_OFF, sent_at=NOW + minutes * MINUTE, at=NOW + minutes * MINUTE)
    for minutes, done in enumerate((4, 9), 5):
        await move_to(tx, done, STATES.DONE, sent_at=NOW + minutes * MINUTE, at=NOW + minutes * MINUTE)
    for suggestion_id in (2, 5, 6):
        await tx.prompts.reserve(suggestion_id, 1, NOW, TODAY)


Ask = Callable[[Tx, SuggestionKind | None], Awaitable[Any]]


async def open_ones(tx: Tx, kind: SuggestionKind | None) -> list[int]:
    return ids(await tx.suggestions.best_open(10, kind=kind))


async def handed_off(tx: Tx, kind: SuggestionKind | None) -> list[int]:
    return ids(await tx.suggestions.in_states({STATES.HANDED_OFF}, 10, kind))


async def done(tx: Tx, kind: SuggestionKind | None) -> int:
    return (await tx.suggestions.counts(kind))[STATES.DONE]


async def due_to_lapse(tx: Tx, kind: SuggestionKind | None) -> list[int]:
    return ids(await tx.suggestions.due_to_lapse(NOW + MINUTE, 10, kind))


async def sent(tx: Tx, kind: SuggestionKind | None) -> list[int]:
    return [(moment - NOW) // MINUTE for moment in await tx.suggestions.sent_since(NOW, kind)]


async def unshown(tx: Tx, kind: SuggestionKind | None) -> list[int]:
    for suggestion_id in (2, 6):
        await move_to(tx, suggestion_id, STATES.OPEN)
        prompt = await tx.prompts.for_suggestion(suggestion_id)
        assert prompt is not None
        await tx.prompts.retire(prompt.id, NOW)
    return ids(await tx.prompts.waiting_best(10, kind=kind, came_by=NOW))


async def confirmed(tx: Tx, kind: SuggestionKind | None) -> int:
    return (await tx.digest_counts.outcomes(NOW, NOW + DAY, kind))[STATES.DONE]


@pytest.mark.parametrize(
    ("ask", "both", "follow_backs", "answers"),
    [
        (open_ones, [5, 1], [1], [5]),
        (lambda tx, kind: tx.suggestions.count_waiting(kind), 2, 1, 1),
        (handed_off, [3, 7, 8], [3], [7, 8]),
        (done, 2, 1, 1),
        (due_to_lapse, [3, 7], [3], [7]),
        (sent, [1, 2, 5, 6], [5], [1, 2, 6]),
        (lambda tx, kind: tx.prompts.count_on(TODAY, kind), 3, 1, 2),
        (unshown, [6, 2, 1], [2, 1], [6]),
        (confirmed, 2, 1, 1),
        (lambda tx, kind: tx.digest_counts.waiting(kind), 3, 1, 2),
    ],
)
async def test_one_kind_or_both(store: Store, ask: Ask, both: Any, follow_backs: Any, answers: Any) -> None:
    async with store.write() as tx:
        await neighbours(tx)
    found = []
    for kind in (None, FOLLOW_BACK, REPLY):
        async with rolled_back(store) as tx:
            found.append(await ask(tx, kind))

    assert found == [both, follow_backs, answers]


async def test_counting_one_kind_names_every_state(store: Store) -> None:
    async with store.write() as tx:
        await neighbours(tx)

        counted = {STATES.OPEN: 1, STATES.SNOOZED: 1, STATES.HANDED_OFF: 2, STATES.DONE: 1}
        assert await tx.suggestions.counts(REPLY) == dict.fromkeys(STATES, 0) | counted


async def test_an_answer_ranks_by_its_posts_worth_among_the_follow_backs(store: Store) -> None:
    async with store.write() as tx:
        await add_people(tx, 3, 4, worth=1000)
        await suggest_follow_back(tx, 1, worth=20)
        await suggest_follow_back(tx, 2, worth=0, at=NOW + MINUTE)
        await suggest_reply(tx, 3, 30, worth=10)
        await suggest_reply(tx, 4, 40, worth=30)
        await suggest_reply(tx, 5, 50, worth=0)
        await suggest_reply(tx, 6, 60, worth=-5)

        assert [suggestion.user_id for suggestion in await tx.suggestions.best_open(10)] == [4, 1, 3, 2, 5, 6]
        assert [suggestion.user_id for suggestion in await tx.suggestions.best_open(2, offset=1)] == [1, 3]
        assert [suggestion.user_id for suggestion in await tx.prompts.waiting_best(10)] == [4, 1, 3, 2, 5, 6]
        await tx.assessments.save({1: assessment(worth=31), 3: assessment(worth=99)}, NOW, "1")
        assert [suggestion.user_id for suggestion in await tx.suggestions.best_open(3)] == [1, 4, 3]


async def test_nobody_is_asked_about_an_answer_to_those_whom_something_keeps_off_the_desk(store: Store) -> None:
    async with store.write() as tx:
        await add_people(tx, 1, suppressed="Not for us")
        await suggest_reply(tx, 1, 10)
        await suggest_reply(tx, 2, 20)

        assert [suggestion.user_id for suggestion in await tx.suggestions.best_open(10)] == [2]
        assert await tx.suggestions.count_waiting(REPLY) == 1


async def test_the_unsettled_one_about_somebody_is_of_the_kind_that_was_asked_for(store: Store) -> None:
    async with store.write() as tx:
        follow_back, reply = await suggest_follow_back(tx, 1), await suggest_reply(tx, 1, 10)
        await suggest_reply(tx, 2, 20)

        assert {user_id: found.id for user_id, found in (await tx.suggestions.open_about([1, 2], FOLLOW_BACK)).items()} == {1: follow_back}
        assert (await tx.suggestions.open_about([1, 2], REPLY)).keys() == {1, 2}
        assert ids(await tx.suggestions.about(1)) == [reply, follow_back]


async def test_whoever_was_answered_is_neglected_until_somebody_is_asked_to_follow_them(store: Store) -> None:
    async with store.write() as tx:
        await suggest_follow_back(tx, 1)
        await add_people(tx, 2)
        await tx.followers.add([2], NOW, baseline=False)
        await move_to(tx, await suggest_reply(tx, 2, 20), STATES.DONE)

        assert [person.user_id for person, _ in await tx.audits.neglected(10)] == [2]
