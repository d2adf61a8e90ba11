"""The stream is relied on once it has proved itself, and no longer than looks find nobody of whom it did not tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.followers.stream_health import DISTRUSTED_FOR, LATE, PROVEN_AFTER, Agreement
from bot.workflow.team.backoff import FIRST_REST, LONGEST_REST, WORKED, Patience

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ADA, BO = 1, 2


def after(**span: float) -> datetime:
    return START + timedelta(**span)


@pytest.fixture
def agreement() -> Agreement:
    """Connected, with a look just after."""
    agreement = Agreement()
    agreement.connected(START)
    agreement.polled({}, START)
    return agreement


def test_a_connection_is_relied_on_once_it_has_stood_for_a_while(agreement: Agreement) -> None:
    assert not agreement.healthy(START + PROVEN_AFTER - SECOND)
    assert agreement.healthy(START + PROVEN_AFTER)

    agreement.disconnected()
    assert not agreement.healthy(after(hours=1))
    agreement.connected(after(hours=1))
    assert not agreement.healthy(after(hours=1, minutes=1))
    assert agreement.healthy(after(hours=1, minutes=2))


def test_whom_the_stream_told_of_is_not_missed_whoever_was_first(agreement: Agreement) -> None:
    agreement.told_of([ADA], START)
    agreement.polled({ADA: after(minutes=15), BO: after(minutes=15)}, after(minutes=15))
    agreement.told_of([BO], after(minutes=16))
    agreement.polled({}, after(minutes=30))

    assert (agreement.told, agreement.missed) == (2, 0)
    assert agreement.healthy(after(minutes=30))


def test_whom_it_does_not_tell_of_in_time_is_missed_and_the_stream_distrusted_for_an_hour(agreement: Agreement) -> None:
    agreement.polled({ADA: after(minutes=15)}, after(minutes=15))

    assert agreement.healthy(after(minutes=15) + LATE)
    noticed = after(minutes=15) + LATE + SECOND
    assert not agreement.healthy(noticed)
    assert (agreement.missed, agreement.last_missed_at) == (1, noticed)
    assert not agreement.healthy(noticed + DISTRUSTED_FOR - SECOND)
    assert agreement.healthy(noticed + DISTRUSTED_FOR)
    agreement.polled({}, after(hours=2))
    assert agreement.missed == 1


def test_who_may_have_come_before_the_connection_is_not_missed() -> None:
    agreement = Agreement()
    agreement.polled({}, START)
    agreement.connected(after(minutes=1))
    agreement.polled({ADA: after(minutes=2)}, after(minutes=2))
    agreement.polled({}, after(minutes=30))

    assert agreement.missed == 0


def test_before_the_first_look_nobody_is_missed() -> None:
    agreement = Agreement()
    agreement.connected(START)
    agreement.polled({ADA: after(minutes=9)}, after(minutes=9))

    assert agreement.healthy(after(minutes=30))


def test_of_whom_a_broken_connection_may_not_have_told_is_not_missed(agreement: Agreement) -> None:
    agreement.polled({ADA: after(minutes=5)}, after(minutes=5))
    agreement.disconnected()
    agreement.connected(after(minutes=5, seconds=30))

    assert agreement.healthy(after(minutes=30))


def test_a_rush_is_remembered_without_end_of_memory(agreement: Agreement) -> None:
    agreement.told_of(range(1, 30_001), START)
    agreement.polled({30_000: after(minutes=5)}, after(minutes=5))

    assert agreement.healthy(after(minutes=30))
    assert agreement.told == 30_000


def test_looks_stay_frequent_until_x_can_be_seen_to_list_whom_it_told_of(agreement: Agreement) -> None:
    agreement.told_of([ADA], after(minutes=10))

    assert agreement.healthy(after(minutes=10))
    assert not agreement.nothing_to_look_for(after(minutes=11))
    assert agreement.nothing_to_look_for(after(minutes=12))


steps = st.lists(st.tuples(st.sampled_from(["told", "found", "on", "off"]), st.integers(1, 5), st.integers(0, 200)), max_size=40)


@given(steps)
def test_whoever_is_missed_was_found_and_not_told_of_before(history: list[tuple[str, int, int]]) -> None:
    agreement, now = Agreement(), START
    told: set[int] = set()
    found: set[int] = set()
    connected = False
    for what, person, seconds in history:
        now += timedelta(seconds=seconds)
        match what:
            case "told":
                agreement.told_of([person], now)
                told.add(person)
            case "found":
                agreement.polled({person: now} if person not in found | told else {}, now)
                found.add(person)
            case "on":
                agreement.connected(now)
                connected = True
            case "off":
                agreement.disconnected()
                connected = False
        assert agreement.missed <= len(found)
        assert connected or not agreement.healthy(now)


@given(st.lists(st.floats(0, 600), min_size=1, max_size=30), st.integers())
def test_rests_grow_from_seconds_to_minutes_until_a_connection_has_stood(lasted: list[float], seed: int) -> None:
    patience, short = Patience(Random(seed)), 0
    for seconds in lasted:
        short = 0 if seconds >= WORKED.total_seconds() else short
        longest = min(LONGEST_REST, FIRST_REST * 2**short)
        assert longest / 2 <= patience.rest(timedelta(seconds=seconds)) <= longest
        short += 1
