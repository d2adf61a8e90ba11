"""X's rate limits are kept, and a wrong header never holds us up for more than 15 minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.x.errors import RateLimited
from bot.x.limits import LONGEST_WAIT, Limit, RateLimits

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
FOLLOWERS = "GET /2/users/:id/followers"


def headers(limit: object, remaining: object, reset: object) -> dict[str, str]:
    return {"x-rate-limit-limit": str(limit), "x-rate-limit-remaining": str(remaining), "x-rate-limit-reset": str(reset)}


def in_minutes(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def at(moment: datetime) -> int:
    return int(moment.timestamp())


def held_until(limits: RateLimits, now: datetime = NOW) -> datetime | None:
    try:
        limits.check(FOLLOWERS, now)
    except RateLimited as error:
        return error.until
    return None


def test_nothing_is_held_back_before_x_has_said_anything() -> None:
    assert held_until(RateLimits()) is None
    assert RateLimits().snapshot() == []


def test_a_used_up_window_holds_back_until_it_ends() -> None:
    limits = RateLimits()

    limits.record(FOLLOWERS, headers(300, 1, at(in_minutes(10))), NOW)
    assert held_until(limits) is None
    limits.record(FOLLOWERS, headers(300, 0, at(in_minutes(10))), NOW)

    assert held_until(limits) == in_minutes(10)
    assert held_until(limits, in_minutes(10)) is None
    assert limits.snapshot() == [Limit(FOLLOWERS, 300, 0, in_minutes(10))]


def test_one_endpoint_does_not_hold_back_another() -> None:
    limits = RateLimits()

    limits.record("POST /2/users/:id/following", headers(50, 0, at(in_minutes(10))), NOW)

    assert held_until(limits) is None


def test_headers_that_are_missing_change_nothing() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(300, 0, at(in_minutes(10))), NOW)

    limits.record(FOLLOWERS, {}, NOW)

    assert held_until(limits) == in_minutes(10)


def test_a_refusal_with_a_reset_waits_for_it() -> None:
    limits = RateLimits()

    assert limits.refused(FOLLOWERS, headers(300, 0, at(in_minutes(3))), NOW) == in_minutes(3)
    assert held_until(limits) == in_minutes(3)


def test_refusals_without_a_reset_wait_longer_each_time_up_to_15_minutes() -> None:
    limits = RateLimits()

    assert [limits.refused(FOLLOWERS, {}, NOW) for _ in range(7)] == [in_minutes(minutes) for minutes in (1, 2, 4, 8, 15, 15, 15)]
    assert limits.snapshot() == [Limit(FOLLOWERS, None, 0, in_minutes(15))]


def test_an_answer_in_between_ends_the_growing() -> None:
    limits = RateLimits()
    limits.refused(FOLLOWERS, {}, NOW)
    limits.refused(FOLLOWERS, {}, NOW)

    limits.record(FOLLOWERS, {}, in_minutes(2))

    assert limits.refused(FOLLOWERS, {}, in_minutes(2)) == in_minutes(3)


def test_a_reset_in_the_past_counts_as_none() -> None:
    assert RateLimits().refused(FOLLOWERS, headers(300, 0, at(in_minutes(-1))), NOW) == in_minutes(1)


def test_x_that_refuses_again_right_after_its_own_reset_is_asked_less_and_less() -> None:
    limits, now, waits = RateLimits(), NOW, []

    for _ in range(5):
        until = limits.refused(FOLLOWERS, headers(300, 0, at(now) + 1), now)
        waits.append(until - now)
        now = until

    assert waits == [timedelta(seconds=1), *(timedelta(minutes=minutes) for minutes in (2, 4, 8, 15))]


@pytest.mark.parametrize("reset", ["", "soon", "-1", "1e9", "9" * 15, "9" * 400, "٣"])
def test_odd_resets_never_raise(reset: str) -> None:
    limits = RateLimits()

    limits.record(FOLLOWERS, headers(300, 0, reset), NOW)
    limits.refused(FOLLOWERS, headers(300, 0, reset), NOW)


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.text(max_size=16) | st.integers(0, 10**15).map(str), st.integers(0, 5)), max_size=20))
def test_whatever_the_headers_say_no_wait_exceeds_15_minutes(answers: list[tuple[bool, str, int]]) -> None:
    limits = RateLimits()
    for refused, reset, remaining in answers:
        if refused:
            assert NOW < limits.refused(FOLLOWERS, headers(300, remaining, reset), NOW) <= NOW + LONGEST_WAIT
        else:
            limits.record(FOLLOWERS, headers(300, remaining, reset), NOW)
    assert (held_until(limits) or NOW) <= NOW + LONGEST_WAIT


def test_a_clock_that_was_put_back_does_not_stretch_the_wait() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(300, 0, at(in_minutes(10))), NOW)

    assert held_until(limits, in_minutes(-600)) == in_minutes(-585)
