"""Edges: nobody is new twice, and everybody keeps the moment they were first seen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.domain import Departure, Follower
from bot.store import Store, Tx
from bot.store.followers.followers import LastMoves
from tests.support.store import DAY, MINUTE, NOW, add_followers, profile, rolled_back

PEOPLE = range(1, 9)


async def newest(tx: Tx, size: int = 50) -> list[int]:
    return [follower.profile.user_id for follower, _assessment in (await tx.followers.newest(size)).rows]


async def test_those_who_came_first_are_last(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 12, 10, 11)
        await add_followers(tx, 5, 30, at=NOW + MINUTE)

        assert await newest(tx) == [5, 30, 12, 10, 11]
        assert await newest(tx, 2) == [5, 30]


async def test_only_those_who_were_not_there_are_new(store: Store) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(user_id) for user_id in (1, 2, 3)])
        assert await tx.followers.add([2, 1, 2], NOW, baseline=False) == [2, 1]
        assert await tx.followers.add([3, 2, 1], NOW + DAY, baseline=True) == [3]

        assert await tx.followers.get(1) == Follower(profile(1), NOW, NOW + DAY, baseline=False, followed_at=NOW)
        assert await tx.followers.get(3) == Follower(profile(3), NOW + DAY, NOW + DAY, baseline=True, followed_at=NOW + DAY)
        assert await tx.followers.get(4) is None


async def test_the_baseline_is_known_and_not_new(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, baseline=True)
        await add_followers(tx, 3)

        assert await tx.followers.known([1, 2, 3, 4]) == {1, 2, 3}
        assert await tx.followers.count_new() == 1
        assert await newest(tx) == [3]


async def unfollowed(tx: Tx, user_ids: Collection[int]) -> set[int]:
    """Those of these people who have left."""
    return {user_id for user_id, moves in (await tx.followers.last_moves(user_ids)).items() if moves.unfollowed_at is not None}


async def test_whoever_left_and_follows_again_keeps_when_they_first_came(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2)
        await add_followers(tx, 3, at=NOW + MINUTE)
        await tx.followers.mark_refollowed([1], NOW + DAY)
        await tx.followers.mark_refollowed([1, 3, 9], NOW + 2 * DAY)
        await tx.followers.mark_seen([1], NOW + 3 * DAY)

        back = Follower(profile(1), NOW, NOW + 3 * DAY, baseline=False, followed_at=NOW + 2 * DAY, times_returned=2)
        assert await tx.followers.get(1) == back
        assert await tx.followers.last_moves([1, 2, 3, 9]) == {
            1: LastMoves(NOW + 2 * DAY, None),
            2: LastMoves(NOW, None),
            3: LastMoves(NOW + 2 * DAY, None),
        }
        assert await tx.followers.times_returned(range(3000)) == {1: 2, 3: 1}
        assert await newest(tx) == [3, 1, 2]


async def test_who_is_new_among_some(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, baseline=True)
        await add_followers(tx, 3, at=NOW - MINUTE)
        await add_followers(tx, 4)
        await add_followers(tx, 5, at=NOW - DAY)
        await tx.followers.mark_refollowed([2, 5], NOW + MINUTE)

        assert await tx.followers.new_among([1, 2, 3, 4, 6]) == {3, 4}
        assert await tx.followers.new_among(range(3000), followed_since=NOW) == {4, 5}


async def test_the_newest_are_told_among_everybody(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2, baseline=True)
        await add_followers(tx, 3, 4)

        assert [person.user_id for person in await tx.followers.newest_profiles(3)] == [3, 4, 1]


async def test_whoever_left_stays_known_and_is_no_present_follower(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, baseline=True)
        await add_followers(tx, 2, 3, 4)
        await tx.followers.mark_unfollowed([1, 3, 9], NOW + DAY)

        assert await tx.followers.known([1, 2, 3, 4, 9]) == {1, 2, 3, 4}
        assert await unfollowed(tx, [1, 2, 3, 9]) == {1, 3}
        gone = Follower(profile(3), NOW, NOW, baseline=False, followed_at=NOW, unfollowed_at=NOW + DAY, departure=Departure.LEFT)
        assert await tx.followers.get(3) == gone
        assert await newest(tx) == [2, 4]
        assert await tx.followers.count_new() == 2
        assert await tx.followers.new_among([2, 3]) == {2}
        assert [person.user_id for person in await tx.followers.newest_profiles(9)] == [2, 4]
        assert await tx.followers.last_moves([3]) == {3: LastMoves(NOW, NOW + DAY)}


async def test_leaving_is_told_once_however_often_it_is_said(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1, 2)
        await tx.followers.mark_unfollowed([1], NOW + DAY)
        await tx.followers.mark_unfollowed([1, 2], NOW + 2 * DAY)

        left = [(one.profile.user_id, one.unfollowed_at) for one in await tx.lost.between(NOW, NOW + 9 * DAY, 10)]
        assert left == [(2, NOW + 2 * DAY), (1, NOW + DAY)]


async def test_whoever_returns_is_a_present_follower_again_and_may_leave_again(store: Store) -> None:
    async with store.write() as tx:
        await add_followers(tx, 1)
        await tx.followers.mark_unfollowed([1], NOW + DAY)
        await tx.followers.mark_refollowed([1], NOW + 2 * DAY)

        back = Follower(profile(1), NOW, NOW + 2 * DAY, baseline=False, followed_at=NOW + 2 * DAY, times_returned=1)
        assert await tx.followers.get(1) == back
        assert await unfollowed(tx, [1]) == set()
        assert await newest(tx) == [1]
        assert await tx.lost.between(NOW, NOW + 9 * DAY, 10) == []

        await tx.followers.mark_unfollowed([1], NOW + 3 * DAY, Departure.UNKNOWN)
        assert await tx.followers.get(1) == replace(back, unfollowed_at=NOW + 3 * DAY, departure=Departure.UNKNOWN)


async def test_more_people_than_fit_into_one_statement(store: Store) -> None:
    everybody = list(range(33_000, 0, -1))
    async with store.write() as tx:
        await tx.profiles.save([profile(user_id) for user_id in everybody])
        assert await tx.followers.add(everybody, NOW, baseline=False) == everybody
        assert await tx.followers.known(everybody) == set(everybody)
        await tx.followers.mark_seen(everybody, NOW + DAY)
        assert await newest(tx, 3) == everybody[:3]
        last = await tx.followers.get(1)
    assert last is not None
    assert last.last_seen_at == NOW + DAY


async def test_an_edge_needs_a_profile_by_the_end_of_its_transaction(store: Store) -> None:
    async with store.write() as tx:
        await tx.followers.add([1], NOW, baseline=False)
        await tx.profiles.save([profile(1)])

    with pytest.raises(IntegrityError):
        async with store.write() as tx:
            await tx.followers.add([2], NOW, baseline=False)


ids = st.lists(st.sampled_from(PEOPLE), max_size=8)
steps = st.lists(
    st.one_of(st.tuples(st.just("add"), ids, st.booleans()), st.tuples(st.sampled_from(["seen", "left", "returned"]), ids, st.just(False)))
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=steps)
async def test_in_any_history_a_person_is_new_once(store: Store, history: list[tuple[str, list[int], bool]]) -> None:
    edges: dict[int, Follower] = {}
    order: list[int] = []
    async with rolled_back(store) as tx:
        await tx.profiles.save([profile(user_id) for user_id in PEOPLE])
        for number, (what, user_ids, baseline) in enumerate(history):
            at = NOW + number * MINUTE
            if what == "add":
                new = [user_id for user_id in dict.fromkeys(user_ids) if user_id not in edges]
                assert await tx.followers.add(user_ids, at, baseline=baseline) == new
                edges |= {user_id: Follower(profile(user_id), at, at, baseline, at) for user_id in new}
                order = new + order
            elif what == "seen":
                await tx.followers.mark_seen(user_ids, at)
            elif what == "left":
                await tx.followers.mark_unfollowed(user_ids, at)
            else:
                await tx.followers.mark_refollowed(user_ids, at)
            for user_id in edges.keys() & set(user_ids):
                edges[user_id] = after(edges[user_id], what, at)

        assert await tx.followers.known(PEOPLE) == edges.keys()
        gone = {user_id for user_id, edge in edges.items() if edge.unfollowed_at is not None}
        assert await unfollowed(tx, PEOPLE) == gone
        gained = [user_id for user_id in order if not edges[user_id].baseline and user_id not in gone]
        assert await newest(tx) == gained
        assert await tx.followers.count_new() == len(gained)
        for user_id in PEOPLE:
            assert await tx.followers.get(user_id) == edges.get(user_id)


def after(edge: Follower, what: str, at: datetime) -> Follower:
    if what == "left":
        return edge if edge.unfollowed_at else replace(edge, unfollowed_at=at, departure=Departure.LEFT)
    if what == "returned":
        return replace(edge, last_seen_at=at, followed_at=at, times_returned=edge.times_returned + 1, unfollowed_at=None, departure=None)
    return replace(edge, last_seen_at=at)
