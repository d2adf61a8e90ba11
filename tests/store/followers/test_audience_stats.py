"""What the stored followers are like as a whole."""

from __future__ import annotations

from bot.domain import SuggestionKind, Verdict
from bot.store import Store, Tx
from tests.support.store import DAY, MAYA, NOW, STATES, add_followers, assessment, move_to, profile, suggest_follow_back

ENGAGED, QUIET, UNSURE, SUSPICIOUS = Verdict


async def neglected(tx: Tx, limit: int = 10) -> list[int]:
    return [person.user_id for person, _ in await tx.audits.neglected(limit)]


async def biggest(tx: Tx, verdict: Verdict, limit: int = 10) -> list[int]:
    return [person.user_id for person, _ in await tx.audits.biggest(verdict, limit)]


async def speak(tx: Tx, user_id: int, verdict: Verdict) -> None:
    """Somebody who does not follow is stored and assessed."""
    await tx.profiles.save([profile(user_id, followers=10**6)])
    await tx.assessments.save({user_id: assessment(999, verdict)}, NOW, "1")


async def test_every_follower_who_is_assessed_counts_and_nobody_else(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.audits.by_verdict() == dict.fromkeys(Verdict, 0)
        await add_followers(tx, 1, 2, baseline=True)
        await add_followers(tx, 3, verdict=SUSPICIOUS)
        await add_followers(tx, 4, verdict=ENGAGED)
        await speak(tx, 5, ENGAGED)
        await tx.profiles.save([profile(6)])
        await tx.followers.add([6], NOW, baseline=False)

        assert await tx.audits.by_verdict() == {ENGAGED: 1, QUIET: 2, UNSURE: 0, SUSPICIOUS: 1}


async def test_blocks_hold_those_who_were_stored_one_after_the_other(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.audits.blocks() == []
        for user_id in range(1, 24):
            await add_followers(tx, 100 - user_id, verdict=SUSPICIOUS if 10 <= user_id < 15 else QUIET)

        blocks = await tx.audits.blocks(size=10)

        assert blocks == [{QUIET: 9}, {QUIET: 5, SUSPICIOUS: 5}, {QUIET: 4}]
        assert await tx.audits.blocks() == [{QUIET: 18, SUSPICIOUS: 5}]


async def test_the_biggest_of_a_verdict(store: Store) -> None:
    async with store.write() as tx:
        for user_id, followers in ((1, 5), (2, 5000), (3, None), (4, 70), (5, 5)):
            await add_followers(tx, user_id, verdict=SUSPICIOUS, followers=followers, baseline=user_id == 2)
        await add_followers(tx, 6, followers=10**7)
        await speak(tx, 7, SUSPICIOUS)

        assert await biggest(tx, SUSPICIOUS) == [2, 4, 1, 5, 3]
        assert await biggest(tx, SUSPICIOUS, limit=2) == [2, 4]
        assert await biggest(tx, ENGAGED) == []
        assert (await tx.audits.biggest(QUIET, 1)) == [(profile(6, followers=10**7), assessment())]


async def test_the_neglected_are_the_most_worthwhile_whom_nobody_was_asked_about(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, worth=10)
        await add_followers(tx, 2, worth=30, baseline=True)
        await add_followers(tx, 3, worth=20, verdict=ENGAGED)

        assert await neglected(tx) == [2, 3, 1]
        assert await neglected(tx, limit=1) == [2]
        assert (await tx.audits.neglected(1)) == [(profile(2), assessment(30))]


async def test_whoever_was_asked_about_or_needs_no_question_is_not_neglected(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1)
        await suggest_follow_back(tx, 2)
        await move_to(tx, await suggest_follow_back(tx, 3), STATES.EXPIRED)
        await add_followers(tx, 4, suppressed="Not for us")
        await add_followers(tx, 5, verdict=SUSPICIOUS)
        await add_followers(tx, 6, followed_by_us=True)
        await add_followers(tx, 7, follow_requested=True)
        await add_followers(tx, 8)
        await tx.opt_outs.add(8, MAYA, NOW)
        await speak(tx, 9, ENGAGED)
        assert await neglected(tx) == [1]

        await tx.suggestions.open(1, SuggestionKind.FOLLOW_BACK, NOW, NOW + DAY)
        assert await neglected(tx) == []


async def test_whoever_left_is_counted_no_more_until_they_return(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, verdict=SUSPICIOUS, followers=5)
        await add_followers(tx, 3, 4, baseline=True)
        await tx.followers.mark_unfollowed([2, 3], NOW + DAY)

        assert await tx.audits.by_verdict() == {ENGAGED: 0, QUIET: 1, UNSURE: 0, SUSPICIOUS: 1}
        assert await tx.audits.blocks() == [{QUIET: 1, SUSPICIOUS: 1}]
        assert await biggest(tx, SUSPICIOUS) == [1]
        assert await neglected(tx) == [4]

        await tx.followers.mark_refollowed([2, 3], NOW + 2 * DAY)
        assert await tx.audits.by_verdict() == {ENGAGED: 0, QUIET: 2, UNSURE: 0, SUSPICIOUS: 2}
        assert await biggest(tx, SUSPICIOUS) == [1, 2]
        assert await neglected(tx) == [3, 4]
