"""Every insight's figures as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from bot.domain import MICROS, Insight
from bot.drafting.spreadsheet import csv_bytes

_COLUMNS = ("topic", "from", "until", "of", "figure", "value")


def insights_csv(insights: Iterable[Insight]) -> bytes:
    """A row for each figure, exact: money in dollars, times in seconds.

    of: the day on which a step begins, or a member, a reason, a purpose; empty for the whole range.
    """
    return csv_bytes(_COLUMNS, (row for insight in insights for row in _rows(insight)))


def _rows(insight: Insight) -> Iterator[tuple[object, ...]]:
    head = insight.topic.value, insight.first.isoformat(), insight.last.isoformat()
    for figure, value in insight.figures.items():
        yield *head, "", figure, _cell(insight, figure, value)
    for part in insight.parts:
        for figure, value in part.figures.items():
            yield *head, part.name, figure, _cell(insight, figure, value)
    for figure, values in insight.series.items():
        for step, known in zip(insight.steps, values, strict=True):
            if known is not None:
                yield *head, step.isoformat(), figure, _cell(insight, figure, known)


def _cell(insight: Insight, figure: str, value: float) -> str:
    """Days as dates, money in dollars, and whole numbers without a point."""
    if figure == "best_day":
        return (insight.first + timedelta(days=value)).isoformat()
    if figure == "spent":
        return str(Decimal(int(value)) / MICROS)
    return str(int(value) if float(value).is_integer() else value)
