"""What waits, narrowed down and ordered as a member wants it."""

from __future__ import annotations

import pytest

from bot.domain import Note, QueueFilter, QueueOrder, QueueView, ReasonCode, SuggestionKind, Verdict
from bot.domain.queue import EVERYBODY, TO_DO
from bot.store import Store
from tests.support.store import MINUTE, NOW, STATES, assessment, move_to, suggest_follow_back, suggest_reply

ONLY = QueueFilter


def view(*only: QueueFilter, order: QueueOrder = QueueOrder.BEST) -> QueueView:
    return QueueView(frozenset(only), order)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (EVERYBODY, ["big", "topical", "engaged", "small"]),
        (view(ONLY.ENGAGED), ["engaged"]),
        (view(ONLY.ENGAGED, ONLY.UNSURE), ["topical", "engaged"]),
        (view(ONLY.TOPIC), ["topical"]),
        (view(ONLY.REACH_1K), ["big", "topical"]),
        (view(ONLY.REACH_1K, ONLY.REACH_100K), ["big"]),
        (view(ONLY.QUIET, ONLY.TOPIC), []),
        (view(order=QueueOrder.REACH), ["big", "topical", "small", "engaged"]),
        (view(order=QueueOrder.NEWEST), ["small", "engaged", "topical", "big"]),
        (view(order=QueueOrder.OLDEST), ["big", "topical", "engaged", "small"]),
        (TO_DO, ["approved"]),
    ],
)
async def test_who_is_shown_and_in_which_order(store: Store, shown: QueueView, expected: list[str]) -> None:
    topics = Note(ReasonCode.TOPICS, {"named": ("cheese",), "more": 0})
    people = [("big", 9, 200_000, Verdict.QUIET), ("topical", 8, 5_000, Verdict.UNSURE), ("engaged", 7, None, Verdict.ENGAGED)]
    async with store.write() as tx:
        for number, (name, worth, followers, verdict) in enumerate(
            [*people, ("small", 1, 3, Verdict.QUIET), ("approved", 1, 3, Verdict.QUIET)]
        ):
            suggestion_id = await suggest_follow_back(tx, number, at=NOW + number * MINUTE, username=name, followers=followers)
            found = assessment(worth, verdict)
            if name == "topical":
                found = type(found)(found.verdict, found.suspicion, found.reasons, worth, (topics,))
            await tx.assessments.save([(number, found)], NOW, "1")
        await move_to(tx, suggestion_id, STATES.HANDED_OFF)
        names = {each.user_id: each.username for each in (await tx.profiles.get_many(range(5))).values()}

        waiting = await tx.suggestions.best_open(10, view=shown)
        assert [names[suggestion.user_id] for suggestion in waiting] == expected
        assert await tx.suggestions.count_waiting(view=shown) == len(expected)


def test_a_view_is_a_few_letters_that_any_version_may_have_written() -> None:
    for shown in (EVERYBODY, TO_DO, view(*QueueFilter, order=QueueOrder.REACH)):
        assert QueueView.parse(shown.code) == shown
        assert len(shown.code) <= 12
    assert EVERYBODY.code == ""
    assert QueueView.parse("xyz") == EVERYBODY
    letters = [each.value for each in (*QueueFilter, *QueueOrder)]
    assert len(set(letters)) == len(letters)


async def test_the_place_in_the_queue_is_that_of_the_order_in_which_it_is_shown(store: Store) -> None:
    async with store.write() as tx:
        ids = [await suggest_follow_back(tx, number, worth=worth) for number, worth in enumerate((5, 9, 5, 7))]
        decided = await suggest_follow_back(tx, 10, worth=99)
        await move_to(tx, decided, STATES.SKIPPED)
        hidden = await suggest_follow_back(tx, 11, worth=99, suppressed="muted")
        reply = await suggest_reply(tx, 12, 7, worth=50)
        places = {suggestion_id: await tx.suggestions.place(suggestion_id, SuggestionKind.FOLLOW_BACK) for suggestion_id in ids}
        shown = await tx.suggestions.best_open(10, kind=SuggestionKind.FOLLOW_BACK)

        assert places == {suggestion.id: place for place, suggestion in enumerate(shown, 1)}
        assert [await tx.suggestions.place(other, SuggestionKind.FOLLOW_BACK) for other in (decided, hidden, reply, 999)] == [None] * 4
        assert await tx.suggestions.place(reply, SuggestionKind.REPLY) == 1
