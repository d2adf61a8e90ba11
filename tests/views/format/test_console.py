"""Figures as whoever runs Mutuals reads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.views.format.console import at_and_in, counted, span
from bot.views.format.i18n import language, speaking


def test_numbers_and_what_they_count() -> None:
    with speaking(language("de")):
        assert [counted(n, "post") for n in (0, 1, 2, 1_234)] == ["0 posts", "1 post", "2 posts", "1,234 posts"]


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        *((0.2, "1 s"), (59.0, "59 s"), (60.0, "1 min"), (61.0, "2 min"), (3_599.0, "1 h"), (3_600.0, "1 h"), (7_260.0, "2 h 1 min")),
        *((86_399.0, "1 day"), (86_400.0, "1 day"), (90_000.0, "1 day 1 h"), (200_000.0, "2 days 8 h")),
    ],
)
def test_how_long(seconds: float, shown: str) -> None:
    assert span(seconds) == shown


def test_a_moment_ahead_names_its_day_where_that_is_another() -> None:
    now = datetime(2026, 3, 2, 22, tzinfo=UTC)

    assert at_and_in(3_600, now) == "at 23:00 UTC (in 1 h)"
    assert at_and_in(7_200, now) == "at 00:00 UTC on 03 March (in 2 h)"
