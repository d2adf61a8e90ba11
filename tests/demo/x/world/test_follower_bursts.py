"""Bursts of followers: bought followers look alike, readers of a post do not, and either can be large."""

from __future__ import annotations

import re
import time
from collections import Counter
from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Person, Persona, SimulatedX
from bot.demo.x.world.sample_texts import FOLLOW_BACK_BIOS
from tests.demo.x.conftest import Caller, usernames

SIZE = 400
SHAPES = (re.compile(r"[A-Za-z]+[0-9]{5}"), re.compile(r"[a-z]{8}"))


def populated_x(clock: SimulatedClock, seed: int = 7) -> SimulatedX:
    return SimulatedX(clock, seed=seed, population=200)


def busiest_six_weeks(people: list[Person]) -> float:
    """The largest share that was made within 42 days."""
    days = sorted(person.created_at for person in people)
    return max(sum(first <= day <= first + timedelta(days=42) for day in days) for first in days) / len(days)


def imbalanced(person: Person) -> bool:
    return person.following >= 20 * max(person.followers, 1)


@pytest.mark.parametrize("seed", range(8))
def test_bought_followers_are_made_after_one_pattern(clock: SimulatedClock, seed: int) -> None:
    batch = populated_x(clock, seed).gains_bought_followers(SIZE)

    assert max(sum(bool(shape.fullmatch(person.username)) for person in batch) for shape in SHAPES) == SIZE
    made = {person.created_at.date() for person in batch}
    assert len(made) <= 2 * 17
    assert max(person.created_at for person in batch) < clock.now() - timedelta(days=7)
    assert all(person.bought and person.posts < 150 and person.likes < 300 for person in batch)
    assert all(person.last_post_at is None or person.created_at <= person.last_post_at <= clock.now() for person in batch)


@pytest.mark.parametrize("seed", range(8))
def test_about_a_quarter_of_them_looks_fine_alone(clock: SimulatedClock, seed: int) -> None:
    batch = populated_x(clock, seed).gains_bought_followers(SIZE)
    suspicious, inconspicuous = [person for person in batch if imbalanced(person)], [person for person in batch if not imbalanced(person)]

    assert 0.15 < len(inconspicuous) / SIZE < 0.35
    assert all(0.5 < person.following / person.followers < 2 and person.posts >= 12 for person in inconspicuous)
    assert all(person.followers < 30 and person.posts < 20 and 400 < person.following < 3_500 for person in suspicious)
    assert max(person.following for person in suspicious) <= 2.5 * min(person.following for person in suspicious)


def test_vendors_differ(clock: SimulatedClock) -> None:
    batches = [populated_x(clock, seed).gains_bought_followers(60) for seed in range(24)]

    lettered = sum(bool(SHAPES[1].fullmatch(batch[0].username)) for batch in batches)
    assert 0 < lettered < 12
    in_one_go = sum(busiest_six_weeks(batch) == 1 for batch in batches)
    assert 12 <= in_one_go < 24


@pytest.mark.parametrize("seed", range(4))
def test_the_readers_of_a_post_are_ordinary_people(clock: SimulatedClock, seed: int) -> None:
    readers = populated_x(clock, seed).goes_viral(SIZE)
    kinds = Counter(person.persona for person in readers)

    assert set(kinds) == set(Persona)
    assert kinds[Persona.ORDINARY] + kinds[Persona.ENGAGED] + kinds[Persona.QUIET] > 0.8 * SIZE
    assert 0 < kinds[Persona.SUSPICIOUS] < 0.1 * SIZE
    assert busiest_six_weeks(readers) < 0.2
    recent = [person for person in readers if person.created_at > clock.now() - timedelta(days=60) and not imbalanced(person)]
    assert 0 < len(recent) < 0.12 * SIZE
    assert not any(person.bought for person in readers)


def test_bios_tell_what_people_care_about(clock: SimulatedClock) -> None:
    x = populated_x(clock)
    bios = [person.bio for person in x.goes_viral(1_000)]

    for topic in ("coffee", "design", "crypto", "photography"):
        assert sum(topic in bio.lower() for bio in bios) >= 10
    assert 20 <= sum(any(word in bio for word in FOLLOW_BACK_BIOS) for bio in bios) <= 120
    known = {person.username for person in x.following}
    named = {handle for bio in bios for handle in re.findall(r"@(\w+)\.$", bio)}
    assert named
    assert named <= known


@pytest.mark.parametrize("make", [SimulatedX.bought_accounts, SimulatedX.readers])
def test_a_burst_may_wait_before_it_follows(clock: SimulatedClock, make: object) -> None:
    x = populated_x(clock)
    assert callable(make)
    people: list[Person] = make(x, 10)
    assert not set(people) & set(x.followers)
    assert all(x.find_id(person.id) is person for person in people)

    x.all_follow(people)

    assert list(reversed(x.followers[:10])) == people
    assert x.account.followers == 210


def test_the_same_seed_makes_the_same_crowd(clock: SimulatedClock) -> None:
    names = [[person.username for person in populated_x(clock, seed).gains_bought_followers(30)] for seed in (7, 7, 8)]

    assert names[0] == names[1] != names[2]


async def test_five_thousand_more_are_served_as_quickly(clock: SimulatedClock, call: Caller) -> None:
    x = SimulatedX(clock, population=2_400)
    changes = 0

    def count() -> None:
        nonlocal changes
        changes += 1

    x.on_change(count)
    began = time.process_time()
    batch = x.gains_bought_followers(5_000)
    assert time.process_time() - began < 3
    assert changes == 1
    await x.start()
    reply = await Caller(x, call.session).followers(max_results=1_000)
    await x.stop()
    assert usernames(reply) == [person.username for person in reversed(batch[-1_000:])]
