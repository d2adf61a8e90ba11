"""The figures of every insight as a file: exact, and no cell is a formula."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Insight, InsightTopic
from bot.views.digest.insights_file import insights_csv
from tests.views.digest.test_insights import insight, insights, members


def rows(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def test_a_row_for_each_figure() -> None:
    found = rows(insights_csv([insight(InsightTopic.DECISIONS, {"count": 5, "sampled": 5}, *members(("=Maya", 5, 60)), days=7)]))

    assert [(row["topic"], row["from"], row["until"]) for row in found] == [("decisions", "2026-03-25", "2026-03-31")] * 4
    assert [(row["of"], row["figure"], row["value"]) for row in found] == [
        ("", "count", "5"),
        ("", "sampled", "5"),
        ("'=Maya", "count", "5"),
        ("'=Maya", "median_seconds", "60"),
    ]


def test_a_series_has_a_row_for_each_step_that_is_known() -> None:
    found = rows(insights_csv([insight(InsightTopic.REACH, {}, days=2)]))
    assert [(row["of"], row["figure"], row["value"]) for row in found][-2:] == [("2026-03-30", "spoke", "1"), ("2026-03-31", "spoke", "1")]


def test_money_is_in_dollars() -> None:
    found = rows(insights_csv([insight(InsightTopic.SPENDING, {"spent": 3_180_000}, days=1)]))
    assert [row["value"] for row in found if row["figure"] == "spent"] == ["3.18", "0.000001"]


def test_the_best_day_is_a_date() -> None:
    found = rows(insights_csv([insight(InsightTopic.ORIGINS, {"gained": 9, "best_day": 2}, days=7)]))
    assert [row["value"] for row in found if row["figure"] == "best_day"] == ["2026-03-27"]


@given(st.lists(insights(), max_size=3))
def test_no_cell_is_a_formula(shown: list[Insight]) -> None:
    cells = [cell for row in rows(insights_csv(shown)) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
