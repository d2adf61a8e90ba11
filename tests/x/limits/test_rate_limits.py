"""X's rate limits are kept, whatever anybody's clock shows; only a day's limit that X has dated holds us up for more than 15 minutes."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import RateLimit, RateLimitWindow
from bot.x.errors import RateLimited
from bot.x.limits.rate_limits import RateLimits
from bot.x.retries import LONGEST_WAIT

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
FOLLOWERS = "GET /2/users/:id/followers"
FOLLOW = "POST /2/users/:id/following"


def headers(limit: object, remaining: object, reset: object, date: datetime | None = None) -> dict[str, str]:
    """date: X's own time of the answer."""
    told = {"x-rate-limit-limit": str(limit), "x-rate-limit-remaining": str(remaining), "x-rate-limit-reset": str(reset)}
    return told if date is None else told | {"Date": format_datetime(date, usegmt=True)}


def day_headers(remaining: object, reset: object, *, of: str = "user", limit: object = 17) -> dict[str, str]:
    """What X says of its windows of 24 hours. of: "user" or "app"."""
    told = {"limit": limit, "remaining": remaining, "reset": reset}
    return {f"x-{of}-limit-24hour-{name}": str(value) for name, value in told.items()}


def in_minutes(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def at(moment: datetime) -> int:
    return int(moment.timestamp())


def held_until(limits: RateLimits, now: datetime = NOW) -> datetime | None:
    try:
        with limits.slot(FOLLOWERS, now):
            return None
    except RateLimited as error:
        return error.until


def let_out(limits: RateLimits, in_flight: ExitStack, times: int, now: datetime = NOW) -> int:
    """How many of so many calls are let out; they stay under way."""
    out = 0
    for _ in range(times):
        try:
            in_flight.enter_context(limits.slot(FOLLOWERS, now))
        except RateLimited:
            continue
        out += 1
    return out


def left(limits: RateLimits) -> int:
    """What X has last said is left."""
    known = limits.known(FOLLOWERS)
    assert known is not None
    return known.remaining


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
    assert limits.snapshot() == [limits.known(FOLLOWERS)] == [RateLimit(FOLLOWERS, 300, 0, in_minutes(10))]


def test_one_endpoint_does_not_hold_back_another() -> None:
    limits = RateLimits()

    limits.record(FOLLOW, headers(50, 0, at(in_minutes(10))), NOW)

    assert held_until(limits) is None


def test_a_call_holds_its_place_from_when_it_is_let_out() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(300, 3, at(in_minutes(10))), NOW)

    with ExitStack() as in_flight:
        assert let_out(limits, in_flight, 50) == 3
        assert held_until(limits) == in_minutes(10)
    assert held_until(limits) is None, "none of them was sent after all"


def test_a_new_window_has_as_many_places_as_the_limit() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(50, 0, at(in_minutes(5))), NOW)

    with ExitStack() as in_flight:
        assert let_out(limits, in_flight, 70, in_minutes(5)) == 50
        assert held_until(limits, in_minutes(5)) == in_minutes(5) + timedelta(seconds=15), "until those are answered"


def test_after_a_refusal_that_did_not_tell_the_limit_one_call_finds_out_alone() -> None:
    limits = RateLimits()
    until = limits.refused(FOLLOWERS, {}, NOW)

    with ExitStack() as in_flight:
        assert let_out(limits, in_flight, 50, until) == 1
        limits.record(FOLLOWERS, {}, until)
    assert limits.snapshot() == [], "X tells this endpoint's limit to nobody"


def test_answers_that_overtake_each_other_give_nothing_back() -> None:
    limits = RateLimits()
    with ExitStack() as in_flight:
        let_out(limits, in_flight, 3)
        for remaining in (297, 299, 298):
            limits.record(FOLLOWERS, headers(300, remaining, at(in_minutes(10))), NOW)
            assert left(limits) == 297


def test_an_answer_of_the_window_before_says_nothing_about_this_one() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(300, 20, at(in_minutes(15))), NOW)

    limits.record(FOLLOWERS, headers(300, 0, at(NOW)), NOW)
    limits.record(FOLLOWERS, headers(300, 300, at(NOW)), NOW)

    assert left(limits) == 20


def test_a_window_that_began_earlier_than_we_thought_counts_at_once() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(300, 1, at(in_minutes(2))), NOW)

    limits.record(FOLLOWERS, headers(300, 299, at(in_minutes(16))), in_minutes(1))

    assert left(limits) == 299


def test_what_another_tool_of_the_team_uses_up_is_gone() -> None:
    limits = RateLimits()
    for remaining in (290, 120, 2):
        limits.record(FOLLOWERS, headers(300, remaining, at(in_minutes(10))), NOW)

    with ExitStack() as in_flight:
        assert let_out(limits, in_flight, 5) == 2


def test_a_429_that_came_early_because_of_another_tool_stands_whatever_is_answered_after_it() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(300, 100, at(in_minutes(10))), NOW)

    limits.refused(FOLLOWERS, headers(300, 0, at(in_minutes(10))), NOW)
    limits.record(FOLLOWERS, headers(300, 99, at(in_minutes(10))), NOW)
    limits.record(FOLLOWERS, {}, NOW)

    assert held_until(limits) == in_minutes(10)


def test_an_answer_that_says_nothing_and_no_answer_at_all_may_have_counted() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(300, 3, at(in_minutes(10))), NOW)

    limits.record(FOLLOWERS, {}, NOW)
    limits.not_answered(FOLLOWERS, NOW)
    assert left(limits) == 1
    for _ in range(3):
        limits.not_answered(FOLLOWERS, NOW)

    assert (left(limits), held_until(limits)) == (0, in_minutes(10))


def test_nothing_is_learnt_from_silence_where_nothing_is_known() -> None:
    limits = RateLimits()

    limits.record(FOLLOWERS, {}, NOW)
    limits.not_answered(FOLLOWERS, NOW)

    assert limits.snapshot() == []


def test_a_refusal_with_a_reset_waits_for_it() -> None:
    limits = RateLimits()

    assert limits.refused(FOLLOWERS, headers(300, 0, at(in_minutes(3))), NOW) == in_minutes(3)
    assert held_until(limits) == in_minutes(3)


def refused_again_and_again(limits: RateLimits, times: int, told: dict[str, str]) -> list[timedelta]:
    """How long each wait is when X refuses the first call after each."""
    now, waits = NOW, []
    for _ in range(times):
        until = limits.refused(FOLLOWERS, told, now)
        waits.append(until - now)
        now = until
    return waits


def test_refusals_without_a_reset_wait_longer_each_time_up_to_15_minutes() -> None:
    waits = refused_again_and_again(RateLimits(), 7, {})

    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 15, 15)]


def test_calls_that_were_sent_together_and_refused_together_are_one_refusal() -> None:
    limits = RateLimits()

    assert {limits.refused(FOLLOWERS, {}, NOW) for _ in range(50)} == {in_minutes(1)}
    assert limits.refused(FOLLOWERS, headers(300, 0, at(in_minutes(9))), NOW) == in_minutes(9), "one of them tells when it ends"
    assert limits.refused(FOLLOWERS, {}, NOW) == in_minutes(9)


def test_an_answer_in_between_ends_the_growing() -> None:
    limits = RateLimits()
    refused_again_and_again(limits, 2, {})

    limits.record(FOLLOWERS, {}, in_minutes(3))

    assert limits.refused(FOLLOWERS, {}, in_minutes(3)) == in_minutes(4)


def test_the_limit_is_remembered_when_a_refusal_does_not_tell_it() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(300, 100, at(in_minutes(10))), NOW)

    until = limits.refused(FOLLOWERS, {}, NOW)

    assert limits.known(FOLLOWERS) == RateLimit(FOLLOWERS, 300, 0, until)


def test_a_reset_in_the_past_counts_as_none() -> None:
    assert RateLimits().refused(FOLLOWERS, headers(300, 0, at(in_minutes(-1))), NOW) == in_minutes(1)


def test_x_that_refuses_again_right_after_its_own_reset_is_asked_less_and_less() -> None:
    limits, now, waits = RateLimits(), NOW, []

    for _ in range(5):
        until = limits.refused(FOLLOWERS, headers(300, 0, at(now) + 1), now)
        waits.append(until - now)
        now = until

    assert waits == [timedelta(seconds=1), *(timedelta(minutes=minutes) for minutes in (2, 4, 8, 15))]


@pytest.mark.parametrize("wrong_by", [timedelta(hours=-7), timedelta(), timedelta(minutes=4), timedelta(days=400)])
def test_our_clock_may_be_wrong_by_any_amount(wrong_by: timedelta) -> None:
    ours, limits = NOW + wrong_by, RateLimits()

    limits.record(FOLLOWERS, headers(300, 0, at(in_minutes(10)), date=NOW), ours)
    assert held_until(limits, ours) == ours + timedelta(minutes=10)
    assert held_until(limits, ours + timedelta(minutes=10)) is None

    assert RateLimits().refused(FOLLOWERS, headers(300, 0, at(in_minutes(3)), date=NOW), ours) == ours + timedelta(minutes=3)


def test_the_same_window_is_known_by_x_s_own_time_however_slow_its_answers_are() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(300, 5, at(in_minutes(10)), date=NOW), NOW)

    limits.record(FOLLOWERS, headers(300, 250, at(in_minutes(10)), date=NOW), in_minutes(4))

    assert left(limits) == 5


def test_a_clock_that_was_put_back_does_not_stretch_the_wait() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(300, 0, at(in_minutes(10))), NOW)

    assert held_until(limits, in_minutes(-600)) == in_minutes(-585)
    assert held_until(limits, in_minutes(-590)) == in_minutes(-585)
    assert held_until(limits, in_minutes(-585)) is None


def test_what_was_kept_of_an_earlier_run_holds_back_and_goes_behind_what_x_says_now() -> None:
    limits = RateLimits()
    limits.record(FOLLOW, headers(50, 7, at(in_minutes(10))), NOW)

    limits.load([RateLimit(FOLLOWERS, 300, 0, in_minutes(4)), RateLimit(FOLLOW, 50, 0, in_minutes(4))])

    assert held_until(limits) == in_minutes(4)
    assert [limit.remaining for limit in limits.snapshot()] == [0, 7]


def test_the_first_answer_after_a_restart_tells_what_is_left() -> None:
    limits = RateLimits()
    limits.load([RateLimit(FOLLOWERS, 300, 3, in_minutes(4))])

    limits.record(FOLLOWERS, headers(300, 200, at(in_minutes(10))), NOW)

    assert left(limits) == 200


@pytest.mark.parametrize("of", ["user", "app"])
def test_a_day_that_is_used_up_holds_back_until_it_ends_however_much_the_quarter_of_an_hour_has_left(of: str) -> None:
    limits, told = RateLimits(), headers(100, 99, at(in_minutes(15))) | day_headers(0, at(in_minutes(600)), of=of)

    limits.record(FOLLOWERS, told, NOW)
    assert held_until(limits) == in_minutes(600)

    refused = RateLimits()
    assert refused.refused(FOLLOWERS, told, NOW) == in_minutes(600)
    for minutes in (0, 16, 599):
        assert held_until(refused, in_minutes(minutes)) == in_minutes(600)
    assert held_until(refused, in_minutes(600)) is None
    assert [(limit.window.value, limit.limit, limit.remaining) for limit in refused.snapshot()] == [
        ("quarter_hour", 100, 99),
        (f"{of}_day", 17, 0),
    ]


def test_of_several_windows_that_are_used_up_the_last_to_end_decides() -> None:
    limits = RateLimits()
    told = headers(100, 0, at(in_minutes(15))) | day_headers(0, at(in_minutes(90))) | day_headers(0, at(in_minutes(300)), of="app")

    assert limits.refused(FOLLOWERS, told, NOW) == in_minutes(300)
    assert held_until(limits, in_minutes(100)) == in_minutes(300)


def test_a_day_is_counted_along_like_the_quarter_of_an_hour() -> None:
    limits = RateLimits()
    limits.record(FOLLOWERS, headers(100, 99, at(in_minutes(15))) | day_headers(3, at(in_minutes(600))), NOW)

    with ExitStack() as in_flight:
        assert let_out(limits, in_flight, 9) == 3
    limits.not_answered(FOLLOWERS, NOW)
    with ExitStack() as in_flight:
        assert let_out(limits, in_flight, 9, in_minutes(16)) == 2


def test_a_used_up_day_is_kept_over_a_restart() -> None:
    limits, again = RateLimits(), RateLimits()
    limits.refused(FOLLOWERS, headers(100, 99, at(in_minutes(15))) | day_headers(0, at(in_minutes(600))), NOW)

    again.load(limits.snapshot())

    assert held_until(again, in_minutes(20)) == in_minutes(600)
    known = again.known(FOLLOWERS)
    assert known is not None
    assert [limit.window for limit in known.each] == [RateLimitWindow.QUARTER_HOUR, RateLimitWindow.USER_DAY]


@pytest.mark.parametrize("reset", [at(in_minutes(-1)), at(in_minutes(60 * 24 * 400)), "soon", ""])
def test_a_day_that_does_not_say_properly_when_it_ends_holds_back_for_a_day_at_most(reset: object) -> None:
    limits = RateLimits()

    assert limits.refused(FOLLOWERS, headers(100, 99, at(in_minutes(15))) | day_headers(0, reset), NOW) <= in_minutes(24 * 60)
    assert held_until(limits, in_minutes(24 * 60)) is None


ODD = ["", "soon", "-1", "1e9", "9" * 15, "9" * 400, "٣"]


@pytest.mark.parametrize("reset", ODD)
@pytest.mark.parametrize(
    "date", [*ODD, "Tue, 99 Sep 2026 12:00:00 GMT", "Tue, 01 Sep 0001 12:00:00 +2359", "Tue, 01 Sep 2026 12:00:00 -0000"]
)
def test_odd_headers_never_raise(reset: str, date: str) -> None:
    limits = RateLimits()

    for told in (headers(300, 0, reset), headers(300, 5, at(NOW))):
        limits.record(FOLLOWERS, told | {"Date": date}, NOW)
        limits.refused(FOLLOWERS, told | {"Date": date}, NOW)

    assert (held_until(limits) or NOW) <= NOW + LONGEST_WAIT


RESETS = st.text(max_size=16) | st.integers(0, 10**15).map(str) | st.integers(-2_000, 2_000).map(lambda seconds: str(at(NOW) + seconds))
DATES = st.text(max_size=40) | st.datetimes(timezones=st.just(UTC)).map(lambda date: format_datetime(date, usegmt=True))


@given(st.lists(st.tuples(st.booleans(), RESETS, DATES, st.integers(0, 5)), max_size=20), st.integers(-(10**6), 10**6))
def test_whatever_the_headers_say_no_wait_exceeds_15_minutes(answers: list[tuple[bool, str, str, int]], clock_jump: int) -> None:
    limits = RateLimits()
    for refused, reset, date, remaining in answers:
        told = headers(300, remaining, reset) | {"Date": date}
        if refused:
            assert NOW < limits.refused(FOLLOWERS, told, NOW) <= NOW + LONGEST_WAIT
        else:
            limits.record(FOLLOWERS, told, NOW)

    now = NOW + timedelta(seconds=clock_jump)
    assert (held_until(limits, now) or now) <= now + LONGEST_WAIT
    assert held_until(limits, now + LONGEST_WAIT) is None


@given(st.data())
def test_a_limit_that_is_counted_along_is_never_passed(data: st.DataObject) -> None:
    """Against an X that counts, with answers in any order, other tools taking their share, and answers that get lost."""
    remaining, limits, in_flight = data.draw(st.integers(1, 6)), RateLimits(), ExitStack()
    limits.record(FOLLOWERS, headers(300, remaining, at(in_minutes(10))), NOW)
    answers: list[tuple[ExitStack, int]] = []
    for step in data.draw(st.lists(st.sampled_from(["call", "call", "answer", "loss", "others"]), max_size=40)):
        if step == "call":
            place = in_flight.enter_context(ExitStack())
            try:
                place.enter_context(limits.slot(FOLLOWERS, NOW))
            except RateLimited:
                continue
            assert remaining > 0, "this call would be refused"
            remaining -= 1
            answers.append((place, remaining))
        elif step == "others" and data.draw(st.booleans()) and remaining > len(answers) + 1:
            remaining -= 1
            limits.record(FOLLOWERS, headers(300, remaining, at(in_minutes(10))), NOW)
        elif step in {"answer", "loss"} and answers:
            place, told = answers.pop(data.draw(st.integers(0, len(answers) - 1)))
            if step == "loss":
                limits.not_answered(FOLLOWERS, NOW)
            else:
                limits.record(FOLLOWERS, headers(300, told, at(in_minutes(10))), NOW)
            place.close()
    in_flight.close()
