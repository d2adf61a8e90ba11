"""Who decided what."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain import Act, Decision, HistoryEntry, SuggestionKind
from bot.store import Store, Tx
from tests.support.store import LEO, MAYA, MINUTE, NOW, STATES, move_to, suggest_follow_back, suggest_reply


async def story(tx: Tx) -> None:
    """Five lines: minute 0 to 4."""
    first, second = await suggest_follow_back(tx, 1), await suggest_follow_back(tx, 2)
    await move_to(tx, first, STATES.APPROVED, at=NOW, by=MAYA)
    await move_to(tx, second, STATES.SNOOZED, at=NOW + MINUTE, by=LEO)
    await move_to(tx, first, STATES.HANDED_OFF, at=NOW + 2 * MINUTE)
    await move_to(tx, second, STATES.SKIPPED, at=NOW + 3 * MINUTE, by=MAYA)
    await move_to(tx, first, STATES.DONE, at=NOW + 4 * MINUTE)


async def test_a_line_tells_who_said_what_about_whom(store: Store) -> None:
    async with store.write() as tx:
        await story(tx)

        lines = await tx.suggestions.history()

    assert lines[-1] == HistoryEntry(Decision(Act.APPROVE, NOW, MAYA), 1, SuggestionKind.FOLLOW_BACK, 1, "user_1", "User 1")
    assert lines[0] == HistoryEntry(Decision(Act.CONFIRM, NOW + 4 * MINUTE), 1, SuggestionKind.FOLLOW_BACK, 1, "user_1", "User 1")


@pytest.mark.parametrize(
    ("only", "minutes"),
    [
        ({}, [4, 3, 2, 1, 0]),
        ({"member_id": MAYA.id}, [3, 0]),
        ({"member_id": 99}, []),
        ({"user_id": 2}, [3, 1]),
        ({"since": NOW + MINUTE, "until": NOW + 3 * MINUTE}, [2, 1]),
        ({"since": NOW + 3 * MINUTE}, [4, 3]),
        ({"until": NOW + MINUTE}, [0]),
        ({"acts": [Act.SKIP, Act.CONFIRM]}, [4, 3]),
        ({"acts": []}, []),
        ({"member_id": MAYA.id, "user_id": 1, "since": NOW, "acts": {Act.APPROVE}}, [0]),
        ({"member_id": None, "user_id": None, "since": None, "until": None, "acts": None}, [4, 3, 2, 1, 0]),
    ],
)
async def test_it_can_be_narrowed(store: Store, only: dict[str, Any], minutes: list[int]) -> None:
    async with store.write() as tx:
        await story(tx)

        assert [line.decision.at for line in await tx.suggestions.history(**only)] == [NOW + minute * MINUTE for minute in minutes]
        assert await tx.suggestions.count_history(**only) == len(minutes)


async def test_it_is_paged_without_overlap_even_within_one_moment(store: Store) -> None:
    async with store.write() as tx:
        for user_id in range(1, 8):
            await move_to(tx, await suggest_follow_back(tx, user_id), STATES.SKIPPED, by=MAYA)

        pages = [await tx.suggestions.history(limit=3, offset=offset) for offset in (0, 3, 6, 9)]

    assert [[line.user_id for line in page] for page in pages] == [[7, 6, 5], [4, 3, 2], [1], []]


async def test_how_the_unsettled_ones_were_left_at_any_moment(store: Store) -> None:
    follow, reply = SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY
    async with store.write() as tx:
        await story(tx)
        await suggest_follow_back(tx, 3, at=NOW + 2 * MINUTE)
        await suggest_reply(tx, 4, 7, at=NOW)
        found = [await tx.suggestions.last_acts(NOW + minute * MINUTE) for minute in (0, 1, 3, 5)]

    assert found == [
        {},
        {follow: {Act.APPROVE: 1, None: 1}, reply: {None: 1}},
        {follow: {Act.HAND_OFF: 1, Act.SNOOZE: 1, None: 1}, reply: {None: 1}},
        {follow: {None: 1}, reply: {None: 1}},
    ]
