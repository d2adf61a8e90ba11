"""An unusual number of arrivals, as a picture and in words: look-alikes on top of everybody else, beside what is usual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from bot.views.format.charts import (
    date_position,
    format_date_axis,
    format_value_axis,
    legend,
    new_figure,
    png,
    style_axes,
)
from bot.views.format.facts import paragraph
from bot.views.format.i18n import _, ngettext
from bot.views.format.limits import ALT_TEXT
from bot.views.format.numbers import about, clock, compact, day_and_month, number
from bot.views.format.palette import CHART_BLUE, CHART_FOREGROUND, CHART_ORANGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Bar: TypeAlias = tuple[datetime, int, int]
"""When its time begins; how many came in it; how many of these are look-alikes."""

_OTHERS = CHART_BLUE
_LOOK_ALIKES = CHART_ORANGE
_USUAL = CHART_FOREGROUND
_FEWEST_BARS = 12
"""A chart of fewer bars is drawn as if there were this many, so that one bar does not fill it."""
_ONE_BAR = timedelta(minutes=15)
"""How long a bar lasts where it stands alone, so that nothing else tells."""


def burst_chart_png(bars: Sequence[Bar], expected_per_bar: float, *, timezone: tzinfo) -> bytes:
    """The bars in order of time, with a dashed line at what is usual. Times are the team's."""
    figure = new_figure(_title(bars, timezone))
    axes = figure.add_subplot()
    _draw(axes, bars, expected_per_bar)
    style_axes(axes)
    _times(axes, bars, timezone)
    legend(figure)
    return png(figure)


def burst_chart_alt_text(bars: Sequence[Bar], expected_per_bar: float, *, timezone: tzinfo) -> str:
    """What the picture shows, for those who do not see it; at most 1,024 characters."""
    if not bars:
        return _("No arrivals to show yet.")
    arrived, alike = sum(bar[1] for bar in bars), sum(bar[2] for bar in bars)
    start, most, __ = max(bars, key=lambda bar: bar[1])
    all_of_them = ngettext(
        "{title}: {count} person followed, {alike} of them look-alikes.",
        "{title}: {count} people followed, {alike} of them look-alikes.",
        arrived,
    ).format(title=_title(bars, timezone), count=number(arrived), alike=number(alike))
    busiest = _("Most came from {time} on {day}: {most} in {span}; {usual} would be usual.").format(
        time=_clock(start, timezone),
        day=_day(start, timezone),
        most=number(most),
        span=_span(_step(bars)),
        usual=about(expected_per_bar),
    )
    return paragraph(all_of_them, busiest)[:ALT_TEXT]


def _title(bars: Sequence[Bar], timezone: tzinfo) -> str:
    if not bars:
        return _("New followers")
    first, last = bars[0][0], bars[-1][0] + _step(bars)
    days = [_day(first, timezone), _day(last - timedelta(seconds=1), timezone)]
    when = days[0] if days[0] == days[1] else _("{first} to {last}").format(first=days[0], last=days[1])
    hours, minutes = _hours_or_minutes(_step(bars))
    message = (
        ngettext("New followers per hour, {when} ({timezone})", "New followers per {count} hours, {when} ({timezone})", hours)
        if hours
        else ngettext("New followers per minute, {when} ({timezone})", "New followers per {count} minutes, {when} ({timezone})", minutes)
    )
    return message.format(count=number(hours or minutes), when=when, timezone=timezone)


def _draw(axes: Axes, bars: Sequence[Bar], expected_per_bar: float) -> None:
    if not bars:
        return
    width = _step(bars) / timedelta(days=1)
    at = [date_position(bar[0]) for bar in bars]
    others = [arrived - alike for __, arrived, alike in bars]
    alike = [alike for _, _, alike in bars]
    axes.bar(at, others, width=width * 0.85, align="edge", color=_OTHERS, label=_("others"))
    if any(alike):
        axes.bar(at, alike, width=width * 0.85, align="edge", bottom=others, color=_LOOK_ALIKES, label=_("look-alikes"))
    usual = _("usual: {usual}").format(usual=about(expected_per_bar))
    axes.axhline(expected_per_bar, color=_USUAL, linewidth=1.5, linestyle="--", label=usual)
    axes.set_ylim(0, max([expected_per_bar, 1.0, *(float(bar[1]) for bar in bars)]) * 1.1)
    missing = max(0.0, _FEWEST_BARS - (at[-1] - at[0]) / width)
    axes.set_xlim(at[0] - (0.15 + missing / 2) * width, at[-1] + (1 + missing / 2) * width)
    format_value_axis(axes.yaxis, compact)


def _times(axes: Axes, bars: Sequence[Bar], timezone: tzinfo) -> None:
    if not bars:
        axes.set_xticks([])
        axes.set_yticks([])
        return
    format_date_axis(axes.xaxis, lambda moment: _tick(moment, timezone), timezone)


def _tick(moment: datetime, timezone: tzinfo) -> str:
    time = _clock(moment, timezone)
    return _day(moment, timezone) if time == "00:00" else time


def _step(bars: Sequence[Bar]) -> timedelta:
    starts = [bar[0] for bar in bars]
    return min((later - earlier for earlier, later in pairwise(starts)), default=_ONE_BAR)


def _hours_or_minutes(step: timedelta) -> tuple[int, int]:
    """The hours where there are whole ones, and else the minutes; the other is 0."""
    minutes = round(step / timedelta(minutes=1))
    return (minutes // 60, 0) if minutes % 60 == 0 else (0, minutes)


def _span(step: timedelta) -> str:
    hours, minutes = _hours_or_minutes(step)
    message = ngettext("{count} hour", "{count} hours", hours) if hours else ngettext("{count} minute", "{count} minutes", minutes)
    return message.format(count=number(hours or minutes))


def _clock(moment: datetime, timezone: tzinfo) -> str:
    return clock(moment.astimezone(timezone))


def _day(moment: datetime, timezone: tzinfo) -> str:
    return day_and_month(moment.astimezone(timezone))
