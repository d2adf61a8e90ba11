"""Edges: nobody is new twice, and everybody keeps the moment they were first seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.model import Follower
from bot.store import Store, Tx
from tests.store.people import DAY, MINUTE, NOW, arrive, profile, undone

PEOPLE = range(1, 9)


async def newest(tx: Tx, limit: int = 50, offset: int = 0) -> list[int]:
    return [follower.profile.user_id for follower in await tx.followers.newest(limit, offset)]


async def test_those_who_came_first_are_last(store: Store) -> None:
    async with store.write() as tx:
        await arrive(tx, 12, 10, 11)
        await arrive(tx, 5, 30, at=NOW + MINUTE)

        assert await newest(tx) == [5, 30, 12, 10, 11]
        assert await newest(tx, limit=2, offset=1) == [30, 12]


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
        await arrive(tx, 1, 2, baseline=True)
        await arrive(tx, 3)

        assert await tx.followers.known([1, 2, 3, 4]) == {1, 2, 3}
        assert await tx.followers.count_new() == 1
        assert await newest(tx) == [3]


async def test_whoever_left_and_follows_again_keeps_when_they_first_came(store: Store) -> None:
    async with store.write() as tx:
        await arrive(tx, 1, 2)
        await arrive(tx, 3, at=NOW + MINUTE)
        await tx.followers.returned([1], NOW + DAY)
        await tx.followers.returned([1, 3, 9], NOW + 2 * DAY)
        await tx.followers.seen([1], NOW + 3 * DAY)

        back = Follower(profile(1), NOW, NOW + 3 * DAY, baseline=False, followed_at=NOW + 2 * DAY, times_returned=2)
        assert await tx.followers.get(1) == back
        assert await tx.followers.followed_at([1, 2, 3, 9]) == {1: NOW + 2 * DAY, 2: NOW, 3: NOW + 2 * DAY}
        assert await tx.followers.times_returned(range(3000)) == {1: 2, 3: 1}
        assert await newest(tx) == [3, 1, 2]


async def test_who_is_new_among_some(store: Store) -> None:
    async with store.write() as tx:
        await arrive(tx, 1, 2, baseline=True)
        await arrive(tx, 3, at=NOW - MINUTE)
        await arrive(tx, 4)
        await arrive(tx, 5, at=NOW - DAY)
        await tx.followers.returned([2, 5], NOW + MINUTE)

        assert await tx.followers.new_among([1, 2, 3, 4, 6]) == {3, 4}
        assert await tx.followers.new_among(range(3000), followed_since=NOW) == {4, 5}


async def test_the_newest_are_told_among_everybody(store: Store) -> None:
    async with store.write() as tx:
        await arrive(tx, 1, 2, baseline=True)
        await arrive(tx, 3, 4)

        assert [person.user_id for person in await tx.followers.newest_profiles(3)] == [3, 4, 1]


async def test_more_people_than_fit_into_one_statement(store: Store) -> None:
    everybody = list(range(33_000, 0, -1))
    async with store.write() as tx:
        await tx.profiles.save([profile(user_id) for user_id in everybody])
        assert await tx.followers.add(everybody, NOW, baseline=False) == everybody
        assert await tx.followers.known(everybody) == set(everybody)
        await tx.followers.seen(everybody, NOW + DAY)
        assert await newest(tx, limit=3) == everybody[:3]
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
steps = st.lists(st.one_of(st.tuples(st.just("add"), ids, st.booleans()), st.tuples(st.just("seen"), ids, st.just(False))))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(history=steps)
async def test_in_any_history_a_person_is_new_once(store: Store, history: list[tuple[str, list[int], bool]]) -> None:
    edges: dict[int, Follower] = {}
    order: list[int] = []
    async with undone(store) as tx:
        await tx.profiles.save([profile(user_id) for user_id in PEOPLE])
        for number, (what, user_ids, baseline) in enumerate(history):
            at = NOW + number * MINUTE
            if what == "add":
                new = [user_id for user_id in dict.fromkeys(user_ids) if user_id not in edges]
                assert await tx.followers.add(user_ids, at, baseline=baseline) == new
                edges |= {user_id: Follower(profile(user_id), at, at, baseline, at) for user_id in new}
                order = new + order
            else:
                await tx.followers.seen(user_ids, at)
            edges |= {user_id: replace(edges[user_id], last_seen_at=at) for user_id in edges.keys() & set(user_ids)}

        assert await tx.followers.known(PEOPLE) == edges.keys()
        gained = [user_id for user_id in order if not edges[user_id].baseline]
        assert await newest(tx) == gained
        assert await tx.followers.count_new() == len(gained)
        for user_id in PEOPLE:
            assert await tx.followers.get(user_id) == edges.get(user_id)
