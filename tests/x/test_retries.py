"""What X did not do is tried again, each kind of failure after waits of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Blocker, Note
from bot.x.errors import Locked, OutOfCredits, OverBudget, RateLimited, Unreachable, XError
from bot.x.retries import (
    FIRST_DELAY,
    FIRST_RECONNECT,
    LONGEST_WAIT,
    MAX_DELAY,
    MAX_RECONNECT,
    WORKED,
    Reconnects,
    after_too_many,
    job_again_at,
)

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@given(st.lists(st.floats(0, 600), min_size=1, max_size=30), st.integers())
def test_rests_grow_from_seconds_to_minutes_until_a_connection_has_stood(lasted: list[float], seed: int) -> None:
    reconnects, short = Reconnects(Random(seed)), 0
    for seconds in lasted:
        short = 0 if seconds >= WORKED.total_seconds() else short
        longest = min(MAX_RECONNECT, FIRST_RECONNECT * 2**short)
        assert longest / 2 <= reconnects.next_delay(timedelta(seconds=seconds)) <= longest
        short += 1


def test_a_reset_that_x_names_is_trusted_once() -> None:
    told = NOW + 7 * MINUTE

    assert after_too_many(1, told, NOW) == told
    assert after_too_many(2, told, told) == told + 2 * MINUTE


def test_where_x_names_no_reset_the_waits_double_up_to_its_window() -> None:
    waits = [after_too_many(refusals, NOW - MINUTE, NOW) - NOW for refusals in range(1, 8)]

    assert waits[:3] == [MINUTE, 2 * MINUTE, 4 * MINUTE]
    assert waits[-1] == LONGEST_WAIT


@pytest.mark.parametrize("error", [RateLimited(NOW + 3 * MINUTE), OverBudget(Note(Blocker.BUDGET_RESERVED), NOW + 3 * MINUTE)])
def test_a_job_goes_on_when_what_holds_it_up_ends_by_itself_however_often_it_was_refused(error: XError) -> None:
    assert [job_again_at(error, times, NOW) for times in (1, 50)] == [NOW + 3 * MINUTE] * 2


def test_what_is_over_already_is_tried_a_moment_later() -> None:
    assert NOW < job_again_at(RateLimited(NOW - MINUTE), 1, NOW) < NOW + MINUTE


def test_a_job_that_x_does_not_answer_waits_ever_longer_and_what_somebody_has_to_fix_is_looked_at_now_and_then() -> None:
    waits = [job_again_at(Unreachable(), times, NOW) - NOW for times in range(1, 12)]

    assert waits[:3] == [FIRST_DELAY, 2 * FIRST_DELAY, 4 * FIRST_DELAY]
    assert waits[-1] == MAX_DELAY
    assert [job_again_at(error, 1, NOW) - NOW for error in (Locked(), OutOfCredits())] == [MAX_DELAY] * 2
