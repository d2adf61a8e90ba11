"""What is summed up over long ranges: each person once, decisions by whom, and reasons by what was decided."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import Act, BurstKind, Decision, Interaction, InteractionKind, OwnPost, SuggestionState, Verdict
from bot.store import Store
from bot.store.digest.insights import HourReach
from tests.support.store import DAY, LEO, MAYA, MINUTE, NOW, add_followers, cohort, move_to, profile, suggest_follow_back, suggest_reply

HOUR_OF_NOW = NOW.replace(minute=0, second=0, microsecond=0)


async def test_counts_of_the_days_that_have_one(store: Store) -> None:
    async with store.write() as tx:
        for days, following in ((0, None), (1, 50), (3, 60)):
            at = NOW + days * DAY
            await tx.digest_counts.save_count(at.date(), 100 + days, at, following)

        first = NOW.date()
        assert await tx.insights.counts(first, first + 2 * DAY) == [(first, 100, None), (first + DAY, 101, 50)]


async def test_decisions_count_for_whoever_made_them_within_the_span(store: Store) -> None:
    async with store.write() as tx:
        for number, (member, minutes) in enumerate([(MAYA, 10), (MAYA, 30), (LEO, 20), (LEO, 5_000)]):
            suggestion = await suggest_follow_back(tx, number + 1)
            await move_to(tx, suggestion, SuggestionState.SKIPPED, at=NOW + minutes * MINUTE, by=member)
        claimed, open_ = await suggest_follow_back(tx, 9), [SuggestionState.OPEN]
        assert await tx.suggestions.move(claimed, to=SuggestionState.OPEN, from_=open_, decision=Decision(Act.CLAIM, NOW, LEO))
        found, sampled = await tx.insights.decisions_by_member(NOW, NOW + DAY)

        assert [(member.name, member.count, member.median_seconds) for member in found] == [("Maya", 2, 1_200), ("Leo", 1, 1_200)]
        assert sampled == 3


async def test_who_decided_long_ago_counts_where_only_the_newest_are_looked_at(store: Store) -> None:
    async with store.write() as tx:
        for number, (member, minutes) in enumerate([(LEO, 5), (MAYA, 10), (MAYA, 20), (MAYA, 90), (MAYA, 90)]):
            suggestion = await suggest_follow_back(tx, number + 1)
            await move_to(tx, suggestion, SuggestionState.SKIPPED, at=NOW + minutes * MINUTE, by=member)
        found, sampled = await tx.insights.decisions_by_member(NOW, NOW + DAY, most=4)
        reasons = await tx.insights.reasons(NOW, NOW + DAY, most=4)

        assert [(member.name, member.count, member.median_seconds) for member in found] == [("Maya", 4, 5_400), ("Leo", 1, 300)]
        assert sampled == 3
        assert (reasons.decided, reasons.in_all) == (4, 5)


async def test_reasons_are_those_of_the_person_or_of_the_post(store: Store) -> None:
    async with store.write() as tx:
        await move_to(tx, await suggest_follow_back(tx, 1), SuggestionState.APPROVED, by=MAYA)
        await move_to(tx, await suggest_reply(tx, 2, 2**40), SuggestionState.SKIPPED, by=MAYA)
        await move_to(tx, await suggest_follow_back(tx, 3), SuggestionState.EXPIRED)
        found = await tx.insights.reasons(NOW, NOW + DAY)

        assert (found.in_all, found.decided, found.approvals) == (2, 2, 1)
        assert sum(found.approved.values()) == sum(found.turned_down.values()) == 1


async def test_each_person_counts_once_for_reach_and_nobody_who_left(store: Store) -> None:
    async with store.write() as tx:
        for user_id in (1, 2):
            await move_to(tx, await suggest_follow_back(tx, user_id, followers=700), SuggestionState.DONE, by=MAYA)
        await tx.followers.mark_unfollowed([2], NOW)
        await add_followers(tx, 3, followers=40)
        posts = [Interaction(10 + n, 3, NOW + n * MINUTE, InteractionKind.MENTION, "Hi", "en", summoned=True) for n in range(3)]
        await tx.interactions.add(posts, NOW)

        assert await tx.insights.followed_back(NOW, NOW + DAY) == [HourReach(HOUR_OF_NOW, 1, 700)]
        assert await tx.insights.spoke(NOW, NOW + DAY) == [HourReach(HOUR_OF_NOW, 1, 40)]
        assert await tx.insights.spoke(NOW + timedelta(hours=1), NOW + DAY) == []


async def test_when_the_account_posted(store: Store) -> None:
    async with store.write() as tx:
        await tx.own_posts.add([OwnPost(1, NOW + DAY, "Later.", None), OwnPost(2, NOW, "First.", None), OwnPost(3, NOW, "Thanks!", 7)])
        assert await tx.insights.own_posts(NOW, NOW + DAY) == [NOW]
        assert await tx.insights.own_posts(NOW + DAY, NOW + 2 * DAY) == [NOW + DAY]
        assert await tx.insights.first_own_post() == NOW


async def test_of_an_account_that_only_answered_no_post_is_known(store: Store) -> None:
    async with store.write() as tx:
        await tx.own_posts.add([OwnPost(3, NOW, "Thanks!", 7)])
        assert await tx.insights.first_own_post() is None


async def test_newcomers_by_verdict_are_those_of_the_digest(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, 3, at=NOW)
        await add_followers(tx, 4, 5, at=NOW, verdict=Verdict.SUSPICIOUS)
        await add_followers(tx, 6, at=NOW, baseline=True)
        await tx.profiles.save([profile(7)])
        await tx.followers.add([7], NOW, baseline=False)
        for kind, members in ((BurstKind.PURCHASE, [4, 5]), (BurstKind.PURCHASE, [5]), (BurstKind.VIRAL, [1])):
            await tx.bursts.add_members(await tx.bursts.open(kind, NOW, NOW, NOW, cohort()), members)
        told = await tx.digest_counts.arrivals(NOW, NOW + DAY)
        by_verdict, bought = await tx.insights.arrivals(NOW, NOW + DAY)

        assert {verdict.value: count for verdict, count in by_verdict.items()} == told.by_verdict == {"quiet": 3, "unsure": 1}
        assert bought == told.bought == 2
