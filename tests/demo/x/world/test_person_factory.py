from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Person, Persona, SimulatedX
from bot.demo.x.world.sample_texts import HOSTILE_BIOS
from tests.demo.x.conftest import Caller


def facts(person: Person) -> tuple[object, ...]:
    return tuple(getattr(person, name) for name in Person.__dataclass_fields__)


def figures(person: Person) -> tuple[int, ...]:
    return person.followers, person.following, person.posts, person.likes


@pytest.fixture
def populated_x(clock: SimulatedClock) -> SimulatedX:
    return SimulatedX(clock, population=2_400)


def test_the_same_seed_makes_the_same_people(clock: SimulatedClock, populated_x: SimulatedX) -> None:
    again = SimulatedX(clock, population=2_400)
    assert [facts(person) for person in populated_x.followers] == [facts(person) for person in again.followers]
    assert facts(populated_x.gains_follower()) == facts(again.gains_follower())
    other = SimulatedX(clock, seed=8, population=2_400)
    assert [person.username for person in populated_x.followers] != [person.username for person in other.followers]


def test_everybody_is_somebody_and_nobody_is_twice(populated_x: SimulatedX) -> None:
    people = populated_x.followers
    assert len({person.id for person in people}) == len({person.username.lower() for person in people}) == 2_400
    assert all(re.fullmatch(r"[A-Za-z0-9_]{1,15}", person.username) for person in people)
    assert all(0 < person.id < 1 << 63 for person in people)
    assert {person.persona for person in people} == set(Persona)
    assert len({figures(person) for person in people}) > 2_390


def test_times_are_possible(populated_x: SimulatedX) -> None:
    now = populated_x.clock.now()
    for person in populated_x.followers:
        assert person.created_at < now
        assert person.last_post_at is None or person.created_at <= person.last_post_at <= now
        assert (person.last_post_at is None) == (person.posts == 0)


@pytest.mark.parametrize(
    ("kind", "looks"),
    [
        (Persona.ENGAGED, lambda p: p.posts >= 800 and 0.3 < p.following / p.followers < 1.5),
        (Persona.ORDINARY, lambda p: 60 <= p.followers <= 900),
        (Persona.QUIET, lambda p: p.posts < 50 and 0.5 < p.following / p.followers < 3),
        (Persona.SUSPICIOUS, lambda p: p.following > 1_000 and p.following >= 10 * p.followers),
        (Persona.PROTECTED, lambda p: p.protected),
        (Persona.BIG, lambda p: p.followers >= 20_000),
    ],
)
def test_a_kind_looks_like_itself(populated_x: SimulatedX, kind: Persona, looks: Callable[[Person], bool]) -> None:
    people = [person for person in populated_x.followers if person.persona is kind]
    assert people
    assert all(looks(person) for person in people)


def test_some_profiles_try_to_break_things(populated_x: SimulatedX) -> None:
    hostile = [person for person in populated_x.followers if person.bio in HOSTILE_BIOS]
    assert 20 <= len(hostile) <= 100
    assert any("@everyone" in person.bio for person in hostile)


def test_the_account_is_believable(populated_x: SimulatedX) -> None:
    account = populated_x.account
    assert (account.followers, account.following) == (2_400, len(populated_x.following))
    assert 50 <= account.following <= 400
    assert all(not person.protected and person.persona is not Persona.SUSPICIOUS for person in populated_x.following)
    assert populated_x.clock.now() - account.created_at > timedelta(days=365)


async def test_the_account_has_spoken_before(clock: SimulatedClock, call: Caller, x: SimulatedX) -> None:
    populated_x = SimulatedX(clock, population=10)
    await populated_x.start()
    reply = await Caller(populated_x, call.session)("GET", f"/2/users/{populated_x.account.id}/tweets", query={"max_results": 5})
    await populated_x.stop()
    assert reply.body["meta"]["result_count"] == 5


def test_facts_go_before_what_was_drawn(x: SimulatedX) -> None:
    day = x.clock.now() - timedelta(days=3)
    ada = x.joins("ada", Persona.SUSPICIOUS, followers=9, following=4_871, bio="Hi", created_at=day, posts=0, name="Ada A.")
    assert figures(ada)[:3] == (9, 4_871, 0)
    assert (ada.bio, ada.created_at, ada.name, ada.last_post_at) == ("Hi", day, "Ada A.", None)
    assert x.person("ADA") is ada
    assert ada not in x.followers


@pytest.mark.parametrize("username", ["ada", "ADA", "much_too_long_a_name", "ä", ""])
def test_a_handle_is_unique_and_well_formed(x: SimulatedX, username: str) -> None:
    x.joins("ada")
    if username:
        with pytest.raises(ValueError, match="@"):
            x.joins(username)
    else:
        assert x.joins(username).username


def test_what_is_not_a_fact_is_refused(x: SimulatedX) -> None:
    with pytest.raises(TypeError, match="shoe_size"):
        x.joins("ada", shoe_size=43)  # type: ignore[call-arg]  # the mistake under test


def test_an_unknown_handle_is_nobody(x: SimulatedX) -> None:
    with pytest.raises(KeyError):
        x.person("nobody")


async def test_a_hundred_thousand_followers_can_be_served(clock: SimulatedClock, call: Caller, x: SimulatedX) -> None:
    city = SimulatedX(clock, population=100_000, pagination="offset")
    await city.start()
    caller = Caller(city, call.session)
    first = await caller.followers(max_results=1_000)
    second = await caller.followers(max_results=1_000, pagination_token=first.body["meta"]["next_token"])
    city.unfollows(city.followers[50_000])
    me = await caller("GET", "/2/users/me", query={"user.fields": "public_metrics"})
    await city.stop()
    seen = {user["id"] for page in (first, second) for user in page.body["data"]}
    assert len(seen) == 2_000
    assert me.body["data"]["public_metrics"]["followers_count"] == 99_999
