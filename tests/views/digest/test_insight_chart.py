"""The picture of every insight: readable on a phone, whatever its figures are."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from matplotlib.image import imread

from bot.domain import Insight, InsightTopic
from bot.views.digest.insight_chart import insight_chart, insight_chart_png
from bot.views.digest.insights import has_chart
from tests.support.charts import LEAST_TEXT, smallest_text
from tests.support.pytest_plugins.examples import one_in
from tests.views.digest.test_insights import insight, insights, members, reasons


@settings(max_examples=one_in(2))
@given(insights().filter(has_chart))
def test_every_insight_that_has_something_to_draw_is_a_picture(shown: Insight) -> None:
    assert imread(io.BytesIO(insight_chart_png(shown)), format="png").shape[:2] == (960, 1200)


@pytest.mark.parametrize("topic", InsightTopic)
def test_its_words_are_read_on_a_phone(topic: InsightTopic) -> None:
    parts = {InsightTopic.DECISIONS: members(("Maya", 5, 60)), InsightTopic.REASONS: reasons(("spoke", 5, 1))}
    assert smallest_text(insight_chart(insight(topic, {}, *parts.get(topic, [])))) >= LEAST_TEXT


@pytest.mark.parametrize("name", ["$\\frac{$", "$5 and $6", "\\$", "Zoë 🐙"])
def test_a_members_name_is_no_formula(name: str) -> None:
    assert insight_chart_png(insight(InsightTopic.DECISIONS, {"count": 5}, *members((name, 5, 60))))
