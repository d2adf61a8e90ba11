"""What time does to suggestions."""

from __future__ import annotations

from bot.domain import Suggestion
from bot.store import Store
from tests.support.store import DAY, MINUTE, NOW, STATES, move_to, suggest_follow_back


def ids(suggestions: list[Suggestion]) -> list[int]:
    return [suggestion.id for suggestion in suggestions]


async def test_open_ones_expire_when_their_time_is_up(store: Store) -> None:
    async with store.write() as tx:
        for user_id, hours in ((1, 3), (2, 1), (3, 2), (4, 1)):
            await suggest_follow_back(tx, user_id, expires_at=NOW + hours * 60 * MINUTE)
        await move_to(tx, 4, STATES.APPROVED)
        second_hour = NOW + 120 * MINUTE

        assert ids(await tx.suggestions.due_to_expire(second_hour, limit=10)) == [2, 3]
        assert ids(await tx.suggestions.due_to_expire(second_hour, limit=1)) == [2]
        assert ids(await tx.suggestions.due_to_expire(second_hour.replace(microsecond=0), limit=10)) == [2]


async def test_snoozed_ones_are_back_on_their_morning(store: Store) -> None:
    async with store.write() as tx:
        for user_id in (1, 2, 3):
            await suggest_follow_back(tx, user_id)
        await move_to(tx, 1, STATES.SNOOZED, snoozed_until=NOW + DAY)
        await move_to(tx, 2, STATES.SNOOZED, snoozed_until=NOW + MINUTE)

        assert ids(await tx.suggestions.due_to_reopen(NOW, limit=10)) == []
        assert ids(await tx.suggestions.due_to_reopen(NOW + DAY, limit=10)) == [2, 1]
        assert ids(await tx.suggestions.due_to_reopen(NOW + DAY, limit=1)) == [2]


async def test_hand_offs_lapse_when_they_were_given_out_long_ago(store: Store) -> None:
    async with store.write() as tx:
        for user_id, days in ((1, 2), (2, 0), (3, 1)):
            await suggest_follow_back(tx, user_id)
            await move_to(tx, user_id, STATES.HANDED_OFF, sent_at=NOW + days * DAY)
        await suggest_follow_back(tx, 4)
        await move_to(tx, 4, STATES.DONE, sent_at=NOW)

        assert ids(await tx.suggestions.due_to_lapse(NOW + DAY, limit=10)) == [2, 3]
        assert ids(await tx.suggestions.due_to_lapse(NOW + DAY, limit=1)) == [2]


async def test_the_next_moment_something_is_due(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.suggestions.next_due() is None
        await suggest_follow_back(tx, 1, expires_at=NOW + 2 * DAY)
        assert await tx.suggestions.next_due() == NOW + 2 * DAY
        await suggest_follow_back(tx, 2, expires_at=NOW + MINUTE)
        await move_to(tx, 2, STATES.SNOOZED, snoozed_until=NOW + DAY)
        assert await tx.suggestions.next_due() == NOW + DAY
        await move_to(tx, 1, STATES.DONE)
        await move_to(tx, 2, STATES.SKIPPED)
        assert await tx.suggestions.next_due() is None


async def test_what_was_sent_since_counts_for_the_pace_whatever_became_of_it(store: Store) -> None:
    async with store.write() as tx:
        for user_id, state, minutes in ((1, STATES.DONE, 3), (2, STATES.HANDED_OFF, 2), (3, STATES.LAPSED, 1), (4, STATES.DONE, 0)):
            await suggest_follow_back(tx, user_id)
            await move_to(tx, user_id, state, sent_at=NOW + minutes * MINUTE)
        await suggest_follow_back(tx, 5)

        assert await tx.suggestions.sent_since(NOW) == [NOW + MINUTE, NOW + 2 * MINUTE, NOW + 3 * MINUTE]
