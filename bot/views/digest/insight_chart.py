"""The picture of an insight: bars over time, a line, or a bar for each part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.domain import Insight, InsightTopic
from bot.views.digest.insights import HEALTHY_RATIO, MOST_PARTS, TOPIC_NAMES, part_name, series_name
from bot.views.format.charts import PHONE_HEIGHT, PHONE_TEXT, drawable, format_value_axis, legend, new_figure, png, style_axes
from bot.views.format.i18n import _
from bot.views.format.numbers import compact, day_and_month, decimal, number, percent, short_day, short_dollars, short_duration
from bot.views.format.palette import (
    CHART_BLUE,
    CHART_BURST,
    CHART_FOREGROUND,
    CHART_GREEN,
    CHART_GREY,
    CHART_LOST,
    CHART_YELLOW,
    VERDICT_CHART_COLOURS,
)
from bot.views.format.text import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = {
    "gained": CHART_GREEN,
    "lost": CHART_LOST,
    "bought": CHART_BURST,
    "followed_back": CHART_GREEN,
    "spoke": CHART_BLUE,
    "spent": CHART_BLUE,
    **{verdict.value: colour for verdict, colour in VERDICT_CHART_COLOURS.items()},
}
_MOST_DATES, _LONGEST_NAME = 4, 24
_ROOM_FOR_WORDS = 1.7
"""How much wider than the longest bar the picture is."""
_FEWEST_STEPS = 7
"""A chart of fewer steps is drawn as if there were this many, so that one bar is no wall."""
_YEAR = 366


def insight_chart_png(insight: Insight) -> bytes:
    """Takes about a third of a second of CPU, so it is drawn in a thread."""
    return png(insight_chart(insight))


def insight_chart(insight: Insight) -> Figure:
    """The picture, not yet drawn."""
    figure = new_figure(_(TOPIC_NAMES[insight.topic]), taller=PHONE_HEIGHT, text_scale=PHONE_TEXT)
    axes = figure.add_subplot()
    style_axes(axes, text_scale=PHONE_TEXT)
    _DRAWN.get(insight.topic, _stacked)(axes, insight)
    legend(figure, text_scale=PHONE_TEXT)
    return figure


def _stacked(axes: Axes, insight: Insight) -> None:
    """Bars over time, one series upon the other; what was lost downwards."""
    above = [0.0] * len(insight.steps)
    for code, values in insight.series.items():
        heights = [value or 0.0 for value in values]
        if code == "lost":
            axes.bar(range(len(heights)), [-height for height in heights], width=0.75, color=_COLOURS[code], label=series_name(code))
        elif any(heights):
            axes.bar(range(len(heights)), heights, bottom=above, width=0.75, color=_COLOURS[code], label=series_name(code))
            above = [low + height for low, height in zip(above, heights, strict=True)]
    axes.axhline(0, color=CHART_FOREGROUND, linewidth=0.8)
    money = insight.topic is InsightTopic.SPENDING
    format_value_axis(axes.yaxis, short_dollars if money else lambda value: compact(abs(value)), most=4, whole=not money)
    _dates(axes, insight)


def _line(axes: Axes, insight: Insight) -> None:
    """The ratio over time, and what is healthy."""
    from matplotlib.ticker import FuncFormatter

    (values,) = insight.series.values()
    known = [(n, value) for n, value in enumerate(values) if value is not None]
    top = max(HEALTHY_RATIO, *(value for _n, value in known)) * 1.2
    axes.axhspan(0, HEALTHY_RATIO, color=CHART_GREEN, alpha=0.15, linewidth=0, label=_("healthy"))
    marker = "o" if len(known) <= _FEWEST_STEPS else ""
    axes.plot(*zip(*known, strict=True), color=CHART_YELLOW, linewidth=3, marker=marker, markersize=8, label=series_name("ratio"))
    axes.set_ylim(0, top)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: decimal(value, 1)))
    _dates(axes, insight)


def _origins(axes: Axes, insight: Insight) -> None:
    """Who came over time, and above each step how often the account had posted."""
    gained = [value or 0.0 for value in insight.series["gained"]]
    axes.bar(range(len(gained)), gained, width=0.75, color=CHART_GREEN, label=series_name("gained"))
    posts = [(n, value) for n, value in enumerate(insight.series["posts"]) if value]
    if posts:
        most = max(value for _n, value in posts)
        sizes = [60 + 240 * value / most for _n, value in posts]
        at = max([*gained, 1.0]) * 1.12
        axes.scatter([n for n, _value in posts], [at] * len(posts), s=sizes, color=CHART_YELLOW, label=series_name("posts"))
    format_value_axis(axes.yaxis, compact, most=4)
    _dates(axes, insight)


def _members(axes: Axes, insight: Insight) -> None:
    """How many each decided, and how soon."""
    parts = insight.parts[:MOST_PARTS]
    words = [f"{compact(int(part.figures['count']))} · {short_duration(part.figures['median_seconds'])}" for part in parts]
    _bars(axes, insight, [part.figures["count"] for part in parts], words, CHART_BLUE)


def _approvals(axes: Axes, insight: Insight) -> None:
    """How many of those suggested for a reason were approved."""
    parts = insight.parts[:MOST_PARTS]
    approved = [part.figures["approved"] for part in parts]
    decided = [part.figures["approved"] + part.figures["turned_down"] for part in parts]
    words = [percent(part / whole) for part, whole in zip(approved, decided, strict=True)]
    _bars(axes, insight, decided, words, CHART_GREY, _("turned down"))
    axes.barh(range(len(parts)), approved, height=0.7, color=CHART_GREEN, label=_("approved"))


def _bars(axes: Axes, insight: Insight, lengths: Sequence[float], words: Sequence[str], colour: str, name: str = "") -> None:
    """A bar for each part. words: beside its end."""
    parts = insight.parts[:MOST_PARTS]
    axes.barh(range(len(parts)), lengths, height=0.7, color=colour, label=name or None)
    names = [label(drawable(part_name(insight.topic, part)), _LONGEST_NAME) or number(n + 1) for n, part in enumerate(parts)]
    axes.set_yticks(range(len(parts)), names)
    axes.set_ylim(max(len(parts), 3) - 0.5, -0.5)
    axes.set_xlim(0, max([*lengths, 1]) * _ROOM_FOR_WORDS)
    axes.set_xticks([])
    axes.grid(visible=False)
    for row, (length, said) in enumerate(zip(lengths, words, strict=True)):
        place = length, row
        axes.annotate(said, place, (10, 0), textcoords="offset points", va="center", color=CHART_FOREGROUND, fontsize=10 * PHONE_TEXT)


def _dates(axes: Axes, insight: Insight) -> None:
    count = len(insight.steps)
    missing = max(0, _FEWEST_STEPS - count) / 2
    axes.set_xlim(-0.6 - missing, count - 0.4 + missing)
    shown = list(range(count - 1, -1, -max(1, -(-count // _MOST_DATES))))
    words = short_day if insight.days > _YEAR else day_and_month
    axes.set_xticks(shown, [words(insight.steps[n]) for n in shown])


_DRAWN: dict[InsightTopic, Callable[[Axes, Insight], None]] = {
    InsightTopic.RATIO: _line,
    InsightTopic.ORIGINS: _origins,
    InsightTopic.DECISIONS: _members,
    InsightTopic.REASONS: _approvals,
}
