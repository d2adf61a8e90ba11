"""Waits double from the first to the longest."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.backoff import delay_after

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def test_they_double() -> None:
    assert [delay_after(failures, 5 * SECOND, HOUR) / SECOND for failures in range(1, 6)] == [5, 10, 20, 40, 80]


@given(st.integers(1, 10**9))
def test_however_often_it_failed_the_longest_is_not_passed_and_none_is_shorter_than_the_one_before(failures: int) -> None:
    assert delay_after(failures, SECOND, HOUR) <= delay_after(failures + 1, SECOND, HOUR) <= HOUR
