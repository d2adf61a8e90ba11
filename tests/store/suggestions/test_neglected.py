"""The neglected are worthwhile, have followed for long, and were never followed back nor turned down lately."""

from __future__ import annotations

import pytest

from bot.domain import SuggestionState, Verdict
from bot.store import Store, Tx
from tests.support.store import DAY, MAYA, NOW, STATES, add_followers, move_to, suggest_follow_back, suggest_reply

LATER = NOW + 100 * DAY
SINCE = NOW + 10 * DAY


async def neglected(tx: Tx, size: int = 10) -> list[int]:
    return [follower.profile.user_id for follower, _ in (await tx.neglected.page(size, followed_by=NOW, turned_down_since=SINCE)).rows]


async def test_whoever_spoke_to_the_account_comes_first_then_whoever_is_worth_most(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, worth=500)
        await add_followers(tx, 2, worth=3_100, verdict=Verdict.ENGAGED)
        await add_followers(tx, 3, worth=900)
        first = await tx.neglected.page(2, followed_by=NOW, turned_down_since=SINCE)
        second = await tx.neglected.page(2, first.below, followed_by=NOW, turned_down_since=SINCE)

        assert [[follower.profile.user_id for follower, _ in page.rows] for page in (first, second)] == [[2, 3], [1]]


async def test_only_the_most_worthwhile_are_looked_through(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, worth=500, followed_by_us=True)
        await add_followers(tx, 2, worth=400)
        await add_followers(tx, 3, worth=300)
        found = await tx.neglected.page(5, followed_by=NOW, turned_down_since=SINCE, most=1)

        assert [follower.profile.user_id for follower, _ in found.rows] == [2]


async def test_whoever_came_lately_is_not_neglected_and_whoever_was_there_before_is(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, at=NOW)
        await add_followers(tx, 2, at=NOW + DAY)
        await add_followers(tx, 3, at=NOW + DAY, baseline=True, worth=5)
        await add_followers(tx, 4, 5, at=NOW, baseline=True)
        await tx.followers.mark_unfollowed([4, 5], NOW + DAY)
        await tx.followers.mark_refollowed([5], NOW + 2 * DAY)

        assert await neglected(tx) == [1, 3]


async def test_whom_nobody_would_follow_back_is_not_neglected(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, verdict=Verdict.UNSURE)
        await add_followers(tx, 2, verdict=Verdict.SUSPICIOUS)
        await add_followers(tx, 3, suppressed="Not for us")
        await add_followers(tx, 4, followed_by_us=True)
        await add_followers(tx, 5, follow_requested=True)
        await add_followers(tx, 6, worth=0)
        await add_followers(tx, 7)
        await tx.opt_outs.add(7, MAYA, NOW)
        await suggest_reply(tx, 8, 2**40)

        assert await neglected(tx) == []


@pytest.mark.parametrize("state", SuggestionState)
async def test_whether_somebody_about_whom_the_team_was_asked_is_neglected(store: Store, state: SuggestionState) -> None:
    """Whom a member turned down long ago may be brought up again; about whom nobody decided, or who could not be followed, at once."""
    async with store.write() as tx:
        for user_id, at in ((1, NOW), (2, LATER)):
            await move_to(tx, await suggest_follow_back(tx, user_id), state, at=at)

        turned_down, to_do_again = {STATES.SKIPPED, STATES.WITHDRAWN}, {STATES.EXPIRED, STATES.FAILED, STATES.LAPSED}
        assert await neglected(tx) == ([1] if state in turned_down else [2, 1] if state in to_do_again else [])
