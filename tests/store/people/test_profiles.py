"""Snapshots of X users: kept whole, found by handle and by name."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import Profile
from bot.store import Store
from tests.support.store import DAY, NOW, profile

FULL = Profile(
    user_id=2**63 - 1,
    username="Ada_L",
    name="Ada 🌸 Lovelace",
    fetched_at=NOW,
    bio="‮@everyone\n**bold**",
    location="London",
    url="https://example.com",
    avatar_url="https://pbs.twimg.com/a.jpg",
    protected=True,
    verified=True,
    followers=10_000_000,
    following=0,
    posts=1,
    listed=2,
    likes=3,
    created_at=NOW - 4000 * DAY,
    last_post_at=NOW - DAY,
    followed_by_us=True,
    follow_requested=True,
)


async def handles(store: Store, prefix: str, limit: int = 25) -> list[str]:
    async with store.read() as tx:
        return [found.username for found in await tx.profiles.handles(prefix, limit)]


async def save(store: Store, *people: Profile) -> None:
    async with store.write() as tx:
        await tx.profiles.save(people)


@pytest.mark.parametrize("person", [FULL, profile(1)], ids=["every figure", "no figure"])
async def test_a_snapshot_comes_back_as_it_was(store: Store, person: Profile) -> None:
    await save(store, person)

    async with store.read() as tx:
        assert await tx.profiles.get(person.user_id) == person
        assert await tx.profiles.get(2) is None


async def test_a_newer_snapshot_replaces_an_older_one_whatever_the_order(store: Store) -> None:
    old, new = profile(1, bio="old", followers=5), profile(1, bio="new", fetched_at=NOW + DAY)

    await save(store, old)
    await save(store, new)
    await save(store, old)

    async with store.read() as tx:
        assert await tx.profiles.get(1) == new


async def test_one_odd_name_does_not_stop_a_page(store: Store) -> None:
    await save(store, profile(1), profile(2, "lone\ud800", name="nul\x00"), profile(3))

    async with store.read() as tx:
        odd = await tx.profiles.get(2)
        assert await tx.profiles.get(3) == profile(3)
    assert odd is not None
    assert (odd.username, odd.name) == ("lone\N{REPLACEMENT CHARACTER}", "nul\N{REPLACEMENT CHARACTER}")


async def test_several_people_at_once_in_the_order_they_were_asked_for(store: Store) -> None:
    await save(store, *(profile(user_id) for user_id in range(1, 2001)))

    async with store.read() as tx:
        assert list(await tx.profiles.get_many([5, 3, 9999, 4])) == [5, 3, 4]
        everybody = await tx.profiles.get_many(range(2000, 0, -1))
    assert list(everybody) == list(range(2000, 0, -1))
    assert everybody[7] == profile(7)


async def test_which_handles_belong_to_people_the_account_follows(store: Store) -> None:
    await save(store, profile(1, "Ada_L", followed_by_us=True), profile(2, "bob"), profile(3, "CY", followed_by_us=True))

    async with store.read() as tx:
        assert await tx.profiles.followed_among(["ada_l", "BOB", "@cy", "zoe"]) == {"ada_l", "cy"}
        assert await tx.profiles.followed_among([]) == set()


async def test_a_handle_is_found_in_any_case_and_with_its_sign(store: Store) -> None:
    await save(store, profile(1, "Ada_L"))

    async with store.read() as tx:
        for handle in ("ada_l", "@ADA_L", " Ada_L "):
            found = await tx.profiles.by_username(handle)
            assert found is not None
            assert found.user_id == 1
        assert await tx.profiles.by_username("adaXl") is None


async def test_a_handle_that_moved_belongs_to_whoever_had_it_last(store: Store) -> None:
    await save(store, profile(1, "ada", fetched_at=NOW), profile(2, "ADA", fetched_at=NOW + DAY), profile(3, "ada", fetched_at=NOW - DAY))

    async with store.read() as tx:
        found = await tx.profiles.by_username("ada")
    assert found is not None
    assert found.user_id == 2


async def test_handles_that_begin_so_come_first_then_names_of_which_a_word_does(store: Store) -> None:
    await save(
        store,
        profile(1, "zoe", name="Adam's sister"),
        profile(2, "Adam", name="A"),
        profile(3, "ada_l", name="Ada"),
        profile(4, "ad", name="Zed"),
        profile(5, "bob", name="ÄDA"),
        profile(6, "cy", name="Nevada"),
        profile(7, "dee", name="Countess (Ada) Lovelace"),
    )

    assert await handles(store, "ada") == ["ada_l", "Adam", "bob", "dee", "zoe"]
    assert await handles(store, "@ADA") == ["ada_l", "Adam"]
    assert await handles(store, "byron") == []
    assert await handles(store, "ada", limit=3) == ["ada_l", "Adam", "bob"]
    assert await handles(store, "countess (ada) love") == await handles(store, "lovelace") == ["dee"]
    assert await handles(store, "", limit=2) == ["ad", "ada_l"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("José Müller", "jose mul"),
        ("Jose Muller", "JOSÉ MÜL"),
        ("𝓜aya", "maya"),
        ("山田太郎", "太"),
        ("🎉 Party  people", "party p"),
        ("🎉 Party", "🎉"),
        ("O'Neill-Brandt", "brandt"),
        ("Straße", "strasse"),
        ("A very long name that goes on and on", "A very long name that goes on and off"),
    ],
)
async def test_a_name_is_found_however_it_is_spelt(store: Store, name: str, typed: str) -> None:
    await save(store, profile(1, "a", name=name), profile(2, "b", name="Somebody else"))

    assert await handles(store, typed) == ["a"]


async def test_a_name_is_found_as_it_was_last_seen(store: Store) -> None:
    await save(store, profile(1, "a", name="Ada Lovelace"))
    await save(store, profile(1, "a", name="Countess", fetched_at=NOW + DAY))
    await save(store, profile(1, "a", name="Ada Byron"))

    assert [await handles(store, typed) for typed in ("countess", "ada", "love", "byron")] == [["a"], [], [], []]


async def test_somebody_with_a_name_of_many_alike_words_is_offered_once(store: Store) -> None:
    await save(store, profile(1, "a", name="go " * 20), profile(2, "b", name="Go go"), profile(3, "c", name="Gone"))

    assert await handles(store, "go", limit=3) == ["b", "a", "c"]


async def test_wildcards_are_taken_literally(store: Store) -> None:
    await save(store, profile(1, "a_b", name="100 % real"), profile(2, "axb", name="100 x"))

    assert await handles(store, "a_") == ["a_b"]
    assert await handles(store, "%") == ["a_b"]
    assert await handles(store, "a%") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=8))
async def test_whatever_is_typed_gives_an_answer(store: Store, typed: str) -> None:
    await save(store, profile(1, "ada"))

    assert set(await handles(store, typed)) <= {"ada"}


async def test_a_thousand_at_once_are_quick(store: Store) -> None:
    people = [profile(user_id, bio="x" * 160) for user_id in range(1000)]

    started = time.process_time()
    await save(store, *people)
    await save(store, *people)

    assert time.process_time() - started < 1.5
    async with store.read() as tx:
        assert await tx.profiles.get(999) == people[999]
