"""Counts for the digest."""

from __future__ import annotations

from datetime import date

from bot.domain import BurstKind, FollowCounts, Route, SuggestionKind, Verdict
from bot.store import Store
from bot.store.digest.counts import ArrivalCounts
from tests.support.samples.notes import written
from tests.support.store import DAY, MINUTE, NOW, STATES, add_followers, cohort, move_to, profile, suggest_follow_back

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
        assert await tx.digest_counts.count_moments(MARCH[0], MARCH[1]) == {MARCH[0]: (NOW + 2 * MINUTE, 105)}
        assert await tx.digest_counts.count_by(NOW + 2 * DAY - MINUTE) == (NOW + 2 * MINUTE, 105)
        assert await tx.digest_counts.count_by(NOW) is None


async def test_the_first_day_tells_the_ratio_of_which_both_counts_are_known(store: Store) -> None:
    async with store.write() as tx:
        await tx.digest_counts.save_count(MARCH[0], 100, NOW)
        await tx.digest_counts.save_count(MARCH[1], 105, NOW + DAY, 20)
        await tx.digest_counts.save_count(MARCH[2], 110, NOW + 2 * DAY, 21)

        assert await tx.digest_counts.first_ratio(MARCH[0], MARCH[9]) == FollowCounts(MARCH[1], 105, 20)
        assert await tx.digest_counts.first_ratio(MARCH[3], MARCH[9]) is None


async def test_only_new_followers_are_gained_each_on_the_day_they_came(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, at=NOW, baseline=True)
        await add_followers(tx, 3, 4, at=NOW, verdict=Verdict.ENGAGED)
        await add_followers(tx, 5, at=NOW + DAY, verdict=Verdict.SUSPICIOUS)
        await add_followers(tx, 6, at=NOW + 2 * DAY)
        await add_followers(tx, 3, at=NOW + 2 * DAY)

        assert await tx.digest_counts.gained(NOW, NOW + 2 * DAY) == 3
        assert await tx.digest_counts.arrivals(NOW, NOW + 3 * DAY) == ArrivalCounts({}, {"quiet": 2, "engaged": 1, "suspicious": 1})
        assert await tx.digest_counts.arrivals(NOW + 3 * DAY, NOW + 4 * DAY) == ArrivalCounts()
        assert await tx.digest_counts.gained_between([NOW - DAY, NOW, NOW + DAY, NOW + 2 * DAY, NOW + 3 * DAY]) == [0, 2, 1, 1]
        assert await tx.digest_counts.gained_between([NOW]) == []
        assert sum(await tx.digest_counts.gained_between([NOW + number * MINUTE for number in range(400)])) == 2


async def test_whoever_came_was_gained_even_if_they_left_again(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2)
        await tx.followers.mark_unfollowed([1], NOW + MINUTE)

        assert await tx.digest_counts.gained(NOW, NOW + DAY) == 2
        assert await tx.digest_counts.arrivals(NOW, NOW + DAY) == ArrivalCounts({}, {"quiet": 2})


async def test_whoever_came_in_a_burst_is_told_apart_and_counts_once(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, 3, 4, 5, verdict=Verdict.SUSPICIOUS)
        await tx.profiles.save([profile(6)])
        await tx.followers.add([6], NOW, baseline=False)
        bought, viral = [await tx.bursts.open(kind, NOW, NOW, NOW, cohort()) for kind in (BurstKind.PURCHASE, BurstKind.VIRAL)]
        await tx.bursts.add_members(bought, [1, 2])
        await tx.bursts.add_members(viral, [2, 3])

        found = await tx.digest_counts.arrivals(NOW, NOW + DAY)
        told = ArrivalCounts({BurstKind.PURCHASE: 2, BurstKind.VIRAL: 1}, {"suspicious": 3, "unsure": 1})
        assert found == told, "nobody assessed the sixth"
        assert found.total == await tx.digest_counts.gained(NOW, NOW + DAY) == 6


async def test_worth_a_look_is_whoever_came_and_waits_for_a_decision(store: Store) -> None:
    async with store.write() as tx:
        for user_id in (1, 2):
            await suggest_follow_back(tx, user_id)
        await suggest_follow_back(tx, 3, suppressed="muted")
        await suggest_follow_back(tx, 4, at=NOW - MINUTE)
        await move_to(tx, 2, STATES.SKIPPED)
        await suggest_follow_back(tx, 5)
        await tx.bursts.add_members(await tx.bursts.open(BurstKind.PURCHASE, NOW, NOW, NOW, cohort()), [5])

        assert await tx.digest_counts.awaiting(NOW, NOW + DAY) == 1


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
