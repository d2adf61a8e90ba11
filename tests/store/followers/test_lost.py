"""Who left stands newest first in pages that do not shift, and who was not seen for a while is found, those who matter first."""

from __future__ import annotations

from bot.domain import Departure, LostFollower, Page, Verdict
from bot.store import Store, Tx
from tests.support.store import DAY, MINUTE, NOW, add_followers


def ids(found: Page[LostFollower]) -> list[int]:
    return [one.follower.profile.user_id for one in found.rows]


async def leave(tx: Tx, *user_ids: int) -> None:
    """These people leave, a minute between two."""
    for number, user_id in enumerate(user_ids):
        await tx.followers.mark_unfollowed([user_id], NOW + number * MINUTE, Departure.SUSPENDED)


async def test_those_who_left_in_a_span_the_last_one_first(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, 3, 4, 5, baseline=True)
        for user_id, days in ((4, 0), (2, 1), (3, 1), (1, 2)):
            await tx.followers.mark_unfollowed([user_id], NOW + days * DAY)

        async def left(since: int, until: int, limit: int = 10) -> list[int]:
            found = await tx.lost.between(NOW + since * DAY, NOW + until * DAY, limit)
            return [one.profile.user_id for one in found]

        assert await left(0, 3) == [1, 2, 3, 4]
        assert await left(0, 2) == [2, 3, 4]
        assert await left(1, 3, limit=2) == [1, 2]
        assert await left(3, 9) == []


async def test_pages_hold_whoever_stood_there_whoever_leaves_meanwhile(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, *range(1, 10))
        await leave(tx, 1, 2, 3, 4, 5)
        first = await tx.lost.page(2)
        await tx.followers.mark_unfollowed([6, 7], NOW + DAY)
        second = await tx.lost.page(2, first.below)
        third = await tx.lost.page(2, second.below)

        assert (ids(first), ids(second), ids(third)) == ([5, 4], [3, 2], [1])
        assert (first.above, third.below) == (None, None)
        assert await tx.lost.page(2, third.above) == second
        assert ids(await tx.lost.page(2, second.above)) == [5, 4]
        assert ids(await tx.lost.page(3, second.above)) == [7, 5, 4]


async def test_of_those_who_left_it_is_known_what_they_were_and_what_became_of_them(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, verdict=Verdict.ENGAGED)
        await leave(tx, 1)
        (lost,) = (await tx.lost.page(5)).rows

        assert lost.assessment is not None
        assert (lost.assessment.verdict, lost.follower.departure) == (Verdict.ENGAGED, Departure.SUSPENDED)
        assert not lost.follower.left_exactly or lost.follower.last_seen_at == lost.follower.unfollowed_at


async def test_how_many_left_and_came_back_since(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, 3, 4)
        await leave(tx, 1, 2, 3)
        await tx.followers.mark_refollowed([1], NOW + DAY)
        await tx.followers.mark_seen([2], NOW + MINUTE)

        assert [await tx.lost.count_since(since) for since in (NOW, NOW + 2 * MINUTE, NOW + DAY)] == [2, 1, 0]
        assert [await tx.lost.count_seen_since(since) for since in (NOW, NOW + MINUTE, NOW + DAY)] == [2, 1, 0]
        assert [await tx.lost.count_back_since(since) for since in (NOW, NOW + DAY)] == [1, 0]


async def test_the_unseen_are_those_who_follow_and_were_not_seen_since_and_who_matters_comes_first(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, worth=5)
        await add_followers(tx, 2, worth=90)
        await add_followers(tx, 3, worth=1, verdict=Verdict.ENGAGED)
        await add_followers(tx, 4, worth=2, followed_by_us=True)
        await add_followers(tx, 5, 6, 7)
        await tx.followers.mark_seen([5], NOW + DAY)
        await leave(tx, 6)
        await tx.followers.mark_refollowed([7], NOW + DAY)

        assert await tx.lost.unseen(NOW + DAY) == [4, 3, 2, 1]
        assert await tx.lost.unseen_among([1, 5, 6, 9], NOW + DAY) == {1}


async def test_of_the_gone_nothing_is_kept_by_which_they_can_be_known(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, 3, bio="Tall ships", location="Kiel")
        await leave(tx, 1)
        await tx.followers.mark_unfollowed([2], NOW, Departure.LEFT)
        assert await tx.lost.gone_from_x(NOW) == []
        assert await tx.lost.gone_from_x(NOW + DAY) == [1]
        await tx.profiles.clear([1])

        assert await tx.lost.gone_from_x(NOW + DAY) == []
        (cleared,) = (await tx.profiles.get_many([1])).values()
        assert (cleared.username, cleared.name, cleared.bio, cleared.location) == ("", "", "", "")
        assert await tx.profiles.handles("user_1", 5) == []
