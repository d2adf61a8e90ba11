"""Spans of time as people say them."""

from __future__ import annotations

import pytest

from bot.planning.duration import duration


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (2.5, "2.5 seconds"),
        (60, "60 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (150, "2.5 minutes"),
        (3_600, "60 minutes"),
        (15_000, "4.2 hours"),
        (43_200, "12 hours"),
        (150_000, "41.7 hours"),
        (300_000, "3.5 days"),
    ],
)
def test_the_largest_unit_of_which_there_are_two(seconds: float, words: str) -> None:
    assert duration(seconds) == words
