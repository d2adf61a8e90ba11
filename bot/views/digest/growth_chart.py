"""Followers gained and lost a day, as a picture and in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.domain import DayCount
from bot.views.format.charts import format_value_axis, legend, new_figure, png, style_axes
from bot.views.format.i18n import _, ngettext
from bot.views.format.limits import ALT_TEXT
from bot.views.format.numbers import compact, day_and_month, number
from bot.views.format.palette import CHART_BLUE, CHART_FOREGROUND, CHART_GREEN, CHART_RED

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GAINED = CHART_GREEN
_LOST = CHART_RED
_FOLLOWERS = CHART_BLUE
_FEWEST_DAYS = 7
"""A chart of fewer days is drawn as if there were this many, so that one day is not one fat bar."""


def chart_png(days: Sequence[DayCount]) -> bytes:
    """Gained upwards, lost downwards, and X's own follower count as a line where it is known. Takes about a third of a second of CPU."""
    figure = new_figure(_title(days))
    axes = figure.add_subplot()
    _bars(axes, days)
    _dates(axes, days)
    style_axes(axes)
    _line(axes, days)
    legend(figure)
    return png(figure)


def chart_alt_text(days: Sequence[DayCount]) -> str:
    """What the picture shows, for those who do not see it; at most 1,024 characters."""
    if not days:
        return _("No days to show yet.")
    gained, lost = sum(day.gained for day in days), sum(day.lost for day in days)
    best = max(days, key=lambda day: day.gained)
    words = [_("{title}: {gained} gained, {lost} lost.").format(title=_title(days), gained=number(gained), lost=number(lost))]
    if len(days) > 1 and best.gained:
        message = _("Most came on {day}: {most}. On the last day {last} came.")
        words.append(message.format(day=_day(best.day), most=number(best.gained), last=number(days[-1].gained)))
    known = [day.followers for day in days if day.followers is not None]
    if len(known) > 1:
        message = ngettext(
            "{end} follower at the end, {beginning} at the beginning.",
            "{end} followers at the end, {beginning} at the beginning.",
            known[-1],
        )
        words.append(message.format(end=number(known[-1]), beginning=number(known[0])))
    elif known:
        words.append(ngettext("{end} follower at the end.", "{end} followers at the end.", known[-1]).format(end=number(known[-1])))
    return " ".join(words)[:ALT_TEXT]


def _title(days: Sequence[DayCount]) -> str:
    if len(days) < 2:
        return _("Followers gained and lost, the first day")
    message = ngettext("Followers gained and lost, last {count} day", "Followers gained and lost, last {count} days", len(days))
    return message.format(count=number(len(days)))


def _bars(axes: Axes, days: Sequence[DayCount]) -> None:
    at = [day.day.toordinal() for day in days]
    axes.bar(at, [day.gained for day in days], width=0.7, color=_GAINED, label=_("gained"))
    axes.bar(at, [-day.lost for day in days], width=0.7, color=_LOST, label=_("lost"))
    axes.axhline(0, color=CHART_FOREGROUND, linewidth=0.8)
    most = max((max(day.gained, day.lost) for day in days), default=0)
    least = -max((day.lost for day in days), default=0)
    axes.set_ylim(min(least * 1.15, -0.15 * max(most, 1)), max(most, 1) * 1.15)
    format_value_axis(axes.yaxis, lambda people: compact(abs(people)))


def _dates(axes: Axes, days: Sequence[DayCount]) -> None:
    if not days:
        axes.set_xticks([])
        return
    last = days[-1].day.toordinal()
    first = min(days[0].day.toordinal(), last - _FEWEST_DAYS + 1)
    axes.set_xlim(first - 0.6, last + 0.6)
    shown = [date.fromordinal(n) for n in range(last, first - 1, -max(1, (last - first) // 6))]
    axes.set_xticks([day.toordinal() for day in shown], [_day(day) for day in shown])


def _day(day: date) -> str:
    return day_and_month(day)


def _line(axes: Axes, days: Sequence[DayCount]) -> None:
    known = [(day.day.toordinal(), day.followers) for day in days if day.followers is not None]
    if not known:
        return
    right = axes.twinx()
    right.plot(*zip(*known, strict=True), color=_FOLLOWERS, linewidth=2, marker="o", markersize=3, label=_("followers in all"))
    format_value_axis(right.yaxis, number)
    low, high = min(count for _, count in known), max(count for _, count in known)
    room = max(2.0, (high - low) * 0.25)
    right.set_ylim(low - room, high + room)
    style_axes(right)
    right.grid(visible=False)
