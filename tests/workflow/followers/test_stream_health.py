"""The stream is relied on once it has proved itself, and no longer than polls find nobody of whom it did not tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.followers.stream_health import DISTRUSTED_FOR, MISSED_AFTER, PROVEN_AFTER, StreamHealth

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ADA, BO = 1, 2


def after(**span: float) -> datetime:
    return START + timedelta(**span)


@pytest.fixture
def stream_health() -> StreamHealth:
    """Connected, with a poll just after."""
    stream_health = StreamHealth()
    stream_health.connected(START)
    stream_health.polled({}, START)
    return stream_health


def test_a_connection_is_relied_on_once_it_has_stood_for_a_while(stream_health: StreamHealth) -> None:
    assert not stream_health.healthy(START + PROVEN_AFTER - SECOND)
    assert stream_health.healthy(START + PROVEN_AFTER)

    stream_health.disconnected()
    assert not stream_health.healthy(after(hours=1))
    stream_health.connected(after(hours=1))
    assert not stream_health.healthy(after(hours=1, minutes=1))
    assert stream_health.healthy(after(hours=1, minutes=2))


def test_whom_the_stream_told_of_is_not_missed_whoever_was_first(stream_health: StreamHealth) -> None:
    stream_health.follows_reported([ADA], START)
    stream_health.polled({ADA: after(minutes=15), BO: after(minutes=15)}, after(minutes=15))
    stream_health.follows_reported([BO], after(minutes=16))
    stream_health.polled({}, after(minutes=30))

    assert (stream_health.reported, stream_health.missed) == (2, 0)
    assert stream_health.healthy(after(minutes=30))


def test_whom_it_does_not_tell_of_in_time_is_missed_and_the_stream_distrusted_for_an_hour(stream_health: StreamHealth) -> None:
    stream_health.polled({ADA: after(minutes=15)}, after(minutes=15))

    assert stream_health.healthy(after(minutes=15) + MISSED_AFTER)
    noticed = after(minutes=15) + MISSED_AFTER + SECOND
    assert not stream_health.healthy(noticed)
    assert (stream_health.missed, stream_health.last_missed_at) == (1, noticed)
    assert not stream_health.healthy(noticed + DISTRUSTED_FOR - SECOND)
    assert stream_health.healthy(noticed + DISTRUSTED_FOR)
    stream_health.polled({}, after(hours=2))
    assert stream_health.missed == 1


def test_who_may_have_come_before_the_connection_is_not_missed() -> None:
    stream_health = StreamHealth()
    stream_health.polled({}, START)
    stream_health.connected(after(minutes=1))
    stream_health.polled({ADA: after(minutes=2)}, after(minutes=2))
    stream_health.polled({}, after(minutes=30))

    assert stream_health.missed == 0


def test_before_the_first_poll_nobody_is_missed() -> None:
    stream_health = StreamHealth()
    stream_health.connected(START)
    stream_health.polled({ADA: after(minutes=9)}, after(minutes=9))

    assert stream_health.healthy(after(minutes=30))


def test_of_whom_a_broken_connection_may_not_have_told_is_not_missed(stream_health: StreamHealth) -> None:
    stream_health.polled({ADA: after(minutes=5)}, after(minutes=5))
    stream_health.disconnected()
    stream_health.connected(after(minutes=5, seconds=30))

    assert stream_health.healthy(after(minutes=30))


def test_a_rush_is_remembered_without_end_of_memory(stream_health: StreamHealth) -> None:
    stream_health.follows_reported(range(1, 30_001), START)
    stream_health.polled({30_000: after(minutes=5)}, after(minutes=5))

    assert stream_health.healthy(after(minutes=30))
    assert stream_health.reported == 30_000


def test_polls_stay_frequent_until_x_can_be_seen_to_list_whom_it_told_of(stream_health: StreamHealth) -> None:
    stream_health.follows_reported([ADA], after(minutes=10))

    assert stream_health.healthy(after(minutes=10))
    assert not stream_health.polls_may_be_rare(after(minutes=11))
    assert stream_health.polls_may_be_rare(after(minutes=12))


steps = st.lists(st.tuples(st.sampled_from(["told", "found", "on", "off"]), st.integers(1, 5), st.integers(0, 200)), max_size=40)


@given(steps)
def test_whoever_is_missed_was_found_and_not_told_of_before(history: list[tuple[str, int, int]]) -> None:
    stream_health, now = StreamHealth(), START
    told: set[int] = set()
    found: set[int] = set()
    connected = False
    for what, person, seconds in history:
        now += timedelta(seconds=seconds)
        match what:
            case "told":
                stream_health.follows_reported([person], now)
                told.add(person)
            case "found":
                stream_health.polled({person: now} if person not in found | told else {}, now)
                found.add(person)
            case "on":
                stream_health.connected(now)
                connected = True
            case "off":
                stream_health.disconnected()
                connected = False
        assert stream_health.missed <= len(found)
        assert connected or not stream_health.healthy(now)
