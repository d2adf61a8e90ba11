"""Whoever came lately stands in order, once, with the silences in which they may have come."""

from __future__ import annotations

from datetime import timedelta

from bot.scoring.bursts.recent_arrivals import LOOKBACK, RecentArrivals
from tests.support.samples.arrivals import HOUR, MINUTE, NOW, ArrivalFactory

LONG_AGO = NOW - timedelta(days=9)


def test_they_are_ordered_and_each_person_counts_once() -> None:
    factory = ArrivalFactory()
    early, late = factory.ordinary(NOW - 2 * HOUR), factory.ordinary(NOW - HOUR)
    recent = RecentArrivals.of([late, early, late], known=(), before=LONG_AGO, now=NOW)

    assert recent.arrivals == [early, late]
    assert recent.times == [early.at, late.at]


def test_whoever_is_known_came_too_long_ago_or_comes_later_is_left_out_and_what_was_seen_of_them_counts() -> None:
    factory = ArrivalFactory()
    old, known = factory.ordinary(NOW - LOOKBACK - HOUR), factory.ordinary(NOW - 3 * HOUR)
    new, later = factory.ordinary(NOW - HOUR), factory.ordinary(NOW + HOUR)
    recent = RecentArrivals.of([old, known, new, later], known={known.user_id}, before=LONG_AGO, now=NOW)

    assert recent.arrivals == [new]
    assert recent.seen == [known.at, new.at]
    assert recent.before == old.at


def test_somebody_may_have_come_at_any_time_since_somebody_was_last_seen() -> None:
    factory = ArrivalFactory()
    times = [NOW - 3 * HOUR, NOW - 3 * HOUR + MINUTE, NOW - MINUTE]
    recent = RecentArrivals.of([factory.ordinary(at) for at in times], known=(), before=NOW - 9 * HOUR, now=NOW)

    assert [recent.unobserved_since(index) for index in range(3)] == [NOW - 9 * HOUR, times[0], times[1]]
    assert [recent.first_since(moment) for moment in (LONG_AGO, times[1], NOW)] == [0, 1, 3]


def test_some_can_be_left_out_without_anything_being_forgotten_that_was_seen() -> None:
    factory = ArrivalFactory()
    first, second = factory.ordinary(NOW - 2 * HOUR), factory.ordinary(NOW - HOUR)
    recent = RecentArrivals.of([first, second], known=(), before=LONG_AGO, now=NOW)
    rest = recent.without({first.user_id})

    assert (rest.arrivals, rest.times, rest.seen) == ([second], [second.at], recent.seen)
