"""Counts for the digest."""

from __future__ import annotations

from datetime import date

from bot.domain import Member, Route, SuggestionKind, Verdict
from bot.store import Store
from tests.support.samples.notes import written
from tests.support.store import DAY, LEO, MAYA, MINUTE, NOW, STATES, add_followers, move_to, suggest_follow_back

MARCH = [date(2026, 3, day) for day in range(1, 32)]


async def test_the_last_count_of_a_day_stands(store: Store) -> None:
    async with store.write() as tx:
        await tx.digest_counts.save_count(MARCH[0], 100, NOW)
        await tx.digest_counts.save_count(MARCH[0], 105, NOW + 2 * MINUTE)
        await tx.digest_counts.save_count(MARCH[0], 103, NOW + MINUTE)
        await tx.digest_counts.save_count(MARCH[2], 110, NOW + 2 * DAY)
        await tx.digest_counts.save_count(MARCH[3], 0, NOW + 3 * DAY)

        assert await tx.digest_counts.counts(MARCH[0], MARCH[2]) == {MARCH[0]: 105, MARCH[2]: 110}
        assert await tx.digest_counts.counts(MARCH[3], MARCH[9]) == {MARCH[3]: 0}
        assert await tx.digest_counts.counts(MARCH[5], MARCH[9]) == {}


async def test_only_new_followers_are_gained_each_on_the_day_they_came(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, at=NOW, baseline=True)
        await add_followers(tx, 3, 4, at=NOW, verdict=Verdict.ENGAGED)
        await add_followers(tx, 5, at=NOW + DAY, verdict=Verdict.SUSPICIOUS)
        await add_followers(tx, 6, at=NOW + 2 * DAY)
        await add_followers(tx, 3, at=NOW + 2 * DAY)

        assert await tx.digest_counts.gained(NOW, NOW + 2 * DAY) == 3
        assert await tx.digest_counts.gained_by_verdict(NOW, NOW + 3 * DAY) == {"quiet": 2, "engaged": 1, "suspicious": 1}
        assert await tx.digest_counts.gained_by_verdict(NOW + 3 * DAY, NOW + 4 * DAY) == {}
        assert await tx.digest_counts.gained_per_day([NOW - DAY, NOW, NOW + DAY, NOW + 2 * DAY, NOW + 3 * DAY]) == [0, 2, 1, 1]
        assert await tx.digest_counts.gained_per_day([NOW]) == []
        assert sum(await tx.digest_counts.gained_per_day([NOW + number * MINUTE for number in range(400)])) == 2


async def test_whoever_came_was_gained_even_if_they_left_again(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2)
        await tx.followers.mark_unfollowed([1], NOW + MINUTE)

        assert await tx.digest_counts.gained(NOW, NOW + DAY) == 2
        assert await tx.digest_counts.gained_by_verdict(NOW, NOW + DAY) == {"quiet": 2}


async def test_who_decided_how_often(store: Store) -> None:
    renamed = Member(MAYA.id, "Maya B.")
    async with store.write() as tx:
        for user_id in range(1, 7):
            await suggest_follow_back(tx, user_id)
        await move_to(tx, 1, STATES.APPROVED, by=MAYA)
        await move_to(tx, 2, STATES.SKIPPED, by=LEO)
        await move_to(tx, 3, STATES.APPROVED, by=renamed, at=NOW + MINUTE)
        await move_to(tx, 4, STATES.SKIPPED, by=renamed, at=NOW + MINUTE)
        await move_to(tx, 1, STATES.HANDED_OFF, at=NOW + MINUTE)
        await move_to(tx, 5, STATES.SKIPPED, by=LEO, at=NOW + DAY)

        assert await tx.digest_counts.decisions_by_member(NOW, NOW + DAY) == {"Maya B.": {"approve": 2, "skip": 1}, "Leo": {"skip": 1}}
        assert await tx.digest_counts.decisions_by_member(NOW + DAY, NOW + 2 * DAY) == {"Leo": {"skip": 1}}


async def test_what_became_of_suggestions(store: Store) -> None:
    async with store.write() as tx:
        for user_id in range(1, 9):
            await suggest_follow_back(tx, user_id)
        await move_to(tx, 1, STATES.DONE, at=NOW)
        await move_to(tx, 2, STATES.DONE, at=NOW + DAY)
        await move_to(tx, 3, STATES.LAPSED, at=NOW)
        await move_to(tx, 3, STATES.APPROVED, at=NOW + MINUTE)
        for user_id, state in ((4, STATES.DELIVERING), (5, STATES.IN_DOUBT), (6, STATES.HANDED_OFF), (7, STATES.SNOOZED)):
            await move_to(tx, user_id, state)

        settled = dict.fromkeys((STATES.DONE, STATES.FAILED, STATES.LAPSED, STATES.SKIPPED, STATES.WITHDRAWN, STATES.EXPIRED), 0)
        assert await tx.digest_counts.outcomes(NOW, NOW + DAY) == settled | {STATES.DONE: 1}
        assert await tx.digest_counts.waiting() == 4


async def test_what_nobody_decided_in_time_is_told_from_what_ended_otherwise(store: Store) -> None:
    kind = SuggestionKind.FOLLOW_BACK
    async with store.write() as tx:
        for user_id in range(1, 5):
            await suggest_follow_back(tx, user_id)
        await move_to(tx, 1, STATES.EXPIRED, at=NOW)
        await move_to(tx, 2, STATES.EXPIRED, at=NOW, note=written("They left."))
        await move_to(tx, 3, STATES.LAPSED, at=NOW)
        await move_to(tx, 4, STATES.EXPIRED, at=NOW + DAY)

        assert await tx.digest_counts.expired(NOW, NOW + DAY, kind) == 1
        assert await tx.digest_counts.missed(NOW, NOW + DAY, kind) == 1, "of a follow-back, what was not seen in time"
        assert await tx.digest_counts.expired(NOW, NOW + DAY, SuggestionKind.REPLY) == 0


async def test_what_went_out_by_kind_and_route(store: Store) -> None:
    async with store.write() as tx:
        for user_id in range(1, 5):
            await suggest_follow_back(tx, user_id)
        await move_to(tx, 1, STATES.DELIVERING, route=Route.API, sent_at=NOW)
        await move_to(tx, 2, STATES.DONE, route=Route.API, sent_at=NOW)
        await move_to(tx, 3, STATES.HANDED_OFF, route=Route.HAND_OFF, sent_at=NOW)
        await move_to(tx, 4, STATES.HANDED_OFF, route=Route.HAND_OFF, sent_at=NOW + DAY)

        kind = SuggestionKind.FOLLOW_BACK
        assert await tx.digest_counts.went_out(NOW, NOW + DAY) == {(kind, Route.API): 2, (kind, Route.HAND_OFF): 1}
        assert await tx.digest_counts.went_out(NOW - DAY, NOW) == {}
