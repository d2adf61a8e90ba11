"""What rests while money is short, and where the month is heading, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain import MICROS, Priority, Shortage
from bot.planning.forecast import Forecast
from bot.views.money.spending import forecast_sentence, held_back, of_budget, shortage_lines

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


def test_everything_that_stops_has_a_sentence_the_least_important_first() -> None:
    sentences = held_back(reversed(Priority))

    assert len(set(sentences)) == len(Priority)
    assert sentences[0].startswith("Audits")
    assert held_back([Priority.REPLY, Priority.REPLY]) == ["Mentions are not read."]


def test_a_shortage_says_until_when_it_lasts_and_none_says_nothing() -> None:
    assert shortage_lines(Shortage()) == []
    slowed = shortage_lines(Shortage((), True, DECEMBER))

    assert slowed[0].startswith("X is polled less often")
    assert slowed[-1] == "The budget renews <t:1796083200:R>, or when you raise it."


@pytest.mark.parametrize(
    ("forecast", "words"),
    [
        (Forecast(0, None, None), "The forecast for the month comes after a full day."),
        (Forecast(1 * MICROS, 2 * MICROS, 5 * MICROS), "November will cost about $2.00 (likely $1.00 to $5.00), within your budget."),
        (Forecast(1 * MICROS, 2 * MICROS, 11 * MICROS), "Should it exceed your budget, Mutuals keeps to the budget"),
        (Forecast(1 * MICROS, 12 * MICROS, 15 * MICROS), "without a limit. Mutuals stays within your budget"),
    ],
)
def test_where_the_month_is_heading_stands_beside_its_budget(forecast: Forecast, words: str) -> None:
    assert words in forecast_sentence(forecast, 10 * MICROS, DECEMBER)


def test_an_amount_of_a_budget() -> None:
    assert of_budget(4_020_000, 50 * MICROS) == "$4.02 of $50.00"
