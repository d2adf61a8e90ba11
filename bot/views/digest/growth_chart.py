"""Followers gained and lost a day, and what is left of the two, as a picture and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.domain import DayCount, Verdict
from bot.views.format.charts import PHONE_HEIGHT, PHONE_TEXT, format_value_axis, legend, new_figure, png, style_axes
from bot.views.format.i18n import _, ngettext
from bot.views.format.limits import ALT_TEXT
from bot.views.format.numbers import compact, day_and_month, number, signed
from bot.views.format.palette import CHART_BACKGROUND, CHART_BURST, CHART_FOREGROUND, CHART_LOST, VERDICT_CHART_COLOURS
from bot.views.people.person import verdict_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDEST_BAR, _FEWEST_DAYS_OF_THAT = 0.7, 7
"""Of a day; fewer days have thinner bars, so that one is not a wall."""
_MOST_DATES, _MOST_MARKED = 5, 10
_TALLEST = 3
"""A day with a purchase is shown up to so many times as high as the best ordinary one."""


def chart_png(days: Sequence[DayCount]) -> bytes:
    """Takes about a third of a second of CPU."""
    return png(growth_chart(days))


def growth_chart(days: Sequence[DayCount]) -> Figure:
    """Gained upwards, by verdict, lost downwards, and the net as a line; not yet drawn."""
    figure = new_figure(_title(days), taller=PHONE_HEIGHT, text_scale=PHONE_TEXT)
    axes = figure.add_subplot()
    _bars(axes, days)
    _dates(axes, days)
    style_axes(axes, text_scale=PHONE_TEXT)
    legend(figure, text_scale=PHONE_TEXT)
    return figure


def chart_alt_text(days: Sequence[DayCount]) -> str:
    """What the picture shows, for those who do not see it; at most 1,024 characters."""
    if not days:
        return _("No days to show yet.")
    gained, lost = sum(day.gained for day in days), sum(day.lost for day in days)
    words = [
        _("{title}: {gained} gained, {lost} lost, net {net}.").format(
            title=_title(days), gained=number(gained), lost=number(lost), net=signed(gained - lost)
        )
    ]
    if told := _verdicts(days):
        words.append(_("Gained by verdict: {verdicts}.").format(verdicts=told))
    best = max(days, key=lambda day: day.gained)
    if len(days) > 1 and best.gained:
        message = _("Most came on {day}: {most}. On the last day {last} came.")
        words.append(message.format(day=day_and_month(best.day), most=number(best.gained), last=number(days[-1].gained)))
    return " ".join(words)[:ALT_TEXT]


def _verdicts(days: Sequence[DayCount]) -> str:
    told = [(name, sum(counts)) for name, _colour, counts in _stacks(days)]
    return ", ".join(f"{number(count)} {name}" for name, count in told if count)


def _title(days: Sequence[DayCount]) -> str:
    if len(days) < 2:
        return _("Followers, the first day")
    return ngettext("Followers, last {count} day", "Followers, last {count} days", len(days)).format(count=number(len(days)))


def _stacks(days: Sequence[DayCount]) -> list[tuple[str, str, list[int]]]:
    """What a day's bar is made of, from below: its name, its colour, and how many on each day. Digests of old versions knew no verdicts."""
    stacks = [
        (verdict_name(verdict), VERDICT_CHART_COLOURS[verdict], [day.by_verdict.get(verdict.value, 0) for day in days])
        for verdict in Verdict
    ]
    bought = [day.bought for day in days]
    others = [max(0, day.gained - day.bought - sum(day.by_verdict.values())) for day in days]
    return [*stacks, (_("gained"), CHART_FOREGROUND, others), (_("bought"), CHART_BURST, bought)]


def _bars(axes: Axes, days: Sequence[DayCount]) -> None:
    from matplotlib.patheffects import Normal, Stroke

    at = range(len(days))
    width = _WIDEST_BAR * min(1, max(len(days), 3) / _FEWEST_DAYS_OF_THAT)
    below = [0] * len(days)
    for name, colour, counts in _stacks(days):
        if any(counts):
            axes.bar(at, counts, bottom=below, width=width, color=colour, label=name, edgecolor=CHART_BACKGROUND, linewidth=0.6)
            below = [under + count for under, count in zip(below, counts, strict=True)]
    if any(day.lost for day in days):
        axes.bar(at, [-day.lost for day in days], width=width, color=CHART_LOST, label=_("lost"), hatch="///", edgecolor=CHART_BACKGROUND)
    outlined = [Stroke(linewidth=5, foreground=CHART_BACKGROUND), Normal()]  # so that it stands out from bright bars
    net = [day.net for day in days]
    marker = "o" if len(days) <= _MOST_MARKED else ""
    axes.plot(at, net, color=CHART_FOREGROUND, linewidth=2, marker=marker, markersize=5, label=_("net"), path_effects=outlined)
    axes.axhline(0, color=CHART_FOREGROUND, linewidth=0.8)
    top, least = _top(days), -max((day.lost for day in days), default=0)
    axes.set_ylim(least * 1.15 or -0.08 * top, top)
    for n, day in enumerate(days):
        if day.gained > top:
            side, offset = ("right", -18) if n > len(days) / 2 else ("left", 18)
            said, size = f"{compact(day.gained)} ↑", 10 * PHONE_TEXT
            axes.annotate(
                said, (n, top), (offset, -3), textcoords="offset points", ha=side, va="top", color=CHART_FOREGROUND, fontsize=size
            )
    format_value_axis(axes.yaxis, lambda people: compact(abs(people)), most=4)


def _top(days: Sequence[DayCount]) -> float:
    """Where the picture ends: a purchase that would flatten all other days is cut off there, and its figure written beside it."""
    most, ordinary = (max(counts, default=0) for counts in ([day.gained for day in days], [day.gained - day.bought for day in days]))
    return ordinary * 2 if most > _TALLEST * ordinary > 0 else max(most, 1) * 1.15


def _dates(axes: Axes, days: Sequence[DayCount]) -> None:
    if not days:
        axes.set_xticks([])
        return
    last = len(days) - 1
    axes.set_xlim(-0.6, last + 0.6)
    shown = list(range(last, -1, -max(1, -(-len(days) // _MOST_DATES))))
    axes.set_xticks(shown, [day_and_month(days[n].day) for n in shown])
