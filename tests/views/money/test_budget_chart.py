"""The picture of the month's money, and the same in words."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from matplotlib.image import imread

from bot.domain import MICROS, Funds
from bot.planning.forecast import Forecast
from bot.planning.spending_overview import SHOWN_DAYS, BudgetOverview, SpendingGroup
from bot.views.money.budget_chart import BUDGET, COLOURS, CUMULATIVE, RANGE, budget_chart_alt_text, budget_chart_png
from tests.support.pytest_plugins.examples import one_in
from tests.views.money.test_budget import days, overview, overviews


@settings(max_examples=one_in(4))
@given(overviews())
def test_any_overview_can_be_drawn(shown: BudgetOverview) -> None:
    assert budget_chart_png(shown).startswith(b"\x89PNG")


def test_the_picture_in_words() -> None:
    shown = overview(days=days({SpendingGroup.FOLLOWERS: 400_000, SpendingGroup.OTHER: 2 * MICROS}, {SpendingGroup.FOLLOWERS: 300_000}))
    assert budget_chart_alt_text(shown) == (
        "What X cost a day in the last 30 days: $2.70 in all. By purpose: other $2.00, followers $0.70. "
        "The most expensive day was 21 Nov with $2.40. This month so far $13.20 of $15.00. "
        "November will cost about $18.00 (likely $16.00 to $22.00) without a limit. "
        "Mutuals stays within your budget, so what matters least will be paused."
    )
    assert budget_chart_alt_text(overview(days=days())).startswith("What X cost a day in the last 30 days: $0 in all. This month")


def coloured(shown: BudgetOverview) -> dict[str, int]:
    """How many pixels are (nearly) of each colour that stands for something."""
    picture = imread(io.BytesIO(budget_chart_png(shown)), format="png")
    assert picture.shape[:2] == (840, 1200)
    assert (picture[[0, 0, -1, -1], [0, -1, 0, -1], 3] == 1).all()
    wanted = {colour: tuple(bytes.fromhex(colour[1:])) for colour in (*COLOURS.values(), BUDGET, CUMULATIVE)}
    return {colour: int((abs(picture[:, :, :3] * 255 - rgb).max(axis=2) < 2).sum()) for colour, rgb in wanted.items()}


def test_every_group_is_a_part_of_the_bars_as_high_as_it_was_dear() -> None:
    shown = overview(
        days=days(
            *[{SpendingGroup.MENTIONS: 600_000, SpendingGroup.CONFIRMATIONS: 200_000, SpendingGroup.FOLLOW_BACKS: 200_000}] * SHOWN_DAYS
        )
    )
    found = coloured(shown)

    assert found[COLOURS[SpendingGroup.MENTIONS]] == pytest.approx(3 * found[COLOURS[SpendingGroup.CONFIRMATIONS]], rel=0.1)
    assert found[COLOURS[SpendingGroup.CONFIRMATIONS]] == pytest.approx(found[COLOURS[SpendingGroup.FOLLOW_BACKS]], rel=0.1)
    assert found[COLOURS[SpendingGroup.OTHER]] == 0


def test_budgets_are_lines_where_they_are_in_sight_and_words_where_not() -> None:
    near = coloured(overview())[BUDGET]
    far = coloured(overview(funds=Funds(600_000, 13_200_000, 100 * MICROS, 1_000 * MICROS)))[BUDGET]

    line = 1_000
    assert near > far + 2 * line
    assert far > 0


def test_the_forecast_is_a_band_that_is_as_wide_as_it_is_unsure() -> None:
    def band(low: int, high: int) -> int:
        shown = overview(forecast=Forecast(low * MICROS, 18 * MICROS, high * MICROS))
        picture = imread(io.BytesIO(budget_chart_png(shown)), format="png")[:, :, :3] * 255
        paper, over = (tuple(bytes.fromhex(colour[1:])) for colour in ("#1e1f2b", RANGE))
        blend = [0.65 * below + 0.35 * above for below, above in zip(paper, over, strict=True)]
        return int((abs(picture - blend).max(axis=2) < 3).sum())

    narrow, wide, none = band(17, 20), band(15, 21), band(18, 18)
    assert wide == pytest.approx(2 * narrow, rel=0.15)
    assert none < narrow / 5
