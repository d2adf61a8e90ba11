"""What X cost each day, and where the month is heading, as a picture and in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from bot.planning.spending_overview import BudgetOverview, SpendingGroup
from bot.views.format.charts import format_value_axis, legend, new_figure, png, style_axes
from bot.views.format.facts import paragraph
from bot.views.format.i18n import _, ngettext
from bot.views.format.limits import ALT_TEXT
from bot.views.format.numbers import day_and_month, dollars, month_name, number, short_dollars
from bot.views.format.palette import (
    CHART_BLUE,
    CHART_FOREGROUND,
    CHART_GREEN,
    CHART_GREY,
    CHART_PINK,
    CHART_RANGE,
    CHART_RED,
    CHART_VIOLET,
    CHART_YELLOW,
)
from bot.views.money.spending import forecast_sentence, of_budget
from bot.views.words.purposes import group_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {
    SpendingGroup.FOLLOWERS: CHART_BLUE,
    SpendingGroup.MENTIONS: CHART_GREEN,
    SpendingGroup.CONFIRMATIONS: CHART_YELLOW,
    SpendingGroup.FOLLOW_BACKS: CHART_VIOLET,
    SpendingGroup.REPLIES: CHART_PINK,
    SpendingGroup.OTHER: CHART_GREY,
}
BUDGET = CHART_RED
CUMULATIVE = CHART_BLUE
RANGE = CHART_RANGE

_IN_SIGHT = 1.8
"""A budget that many times as high as anything else in the picture would press the rest flat: it is named instead of drawn."""
_CENT = 10_000
_DAY = timedelta(days=1)


def budget_chart_png(overview: BudgetOverview) -> bytes:
    """The month's total so far with its forecast; below, bars a day by what the money went on. Takes about a fifth of a second of CPU."""
    figure = new_figure(_("What X costs"), taller=1.4)
    month, days = figure.subplots(2, 1)
    for axes in (month, days):
        style_axes(axes)
        format_value_axis(axes.yaxis, short_dollars, most=4, whole=False)
    _month(month, overview)
    _days(days, overview)
    legend(figure, columns=len(SpendingGroup))
    return png(figure)


def budget_chart_alt_text(overview: BudgetOverview) -> str:
    """What the picture shows, for those who do not see it; at most 1,024 characters."""
    in_all: dict[SpendingGroup, int] = {}
    for day in overview.days:
        for group, micros in day.by_group.items():
            in_all[group] = in_all.get(group, 0) + micros
    dearest = max(overview.days, key=lambda day: day.total, default=None)
    a_day = ngettext(
        "What X cost on the last day: {total} in all.", "What X cost a day in the last {count} days: {total} in all.", len(overview.days)
    )
    words = [a_day.format(count=number(len(overview.days)), total=dollars(sum(in_all.values())))]
    if in_all:
        parts = [f"{group_name(group)} {dollars(micros)}" for group, micros in sorted(in_all.items(), key=lambda part: -part[1])]
        words.append(_("By purpose: {parts}.").format(parts=", ".join(parts)))
    if dearest is not None and dearest.total:
        message = _("The most expensive day was {day} with {amount}.")
        words.append(message.format(day=day_and_month(dearest.day), amount=dollars(dearest.total)))
    funds = overview.funds
    words.append(_("This month so far {amount}.").format(amount=of_budget(funds.this_month, funds.monthly_budget)))
    words.append(forecast_sentence(overview.forecast, funds.monthly_budget, overview.month_ends))
    return paragraph(*words)[:ALT_TEXT]


def _month(axes: Axes, overview: BudgetOverview) -> None:
    """The sum day by day, and from now on where it goes, with the range."""
    last_day = overview.month_ends - _DAY
    now, end = (overview.now - last_day.replace(day=1)) / _DAY, last_day.day
    spent, forecast = overview.funds.this_month, overview.forecast
    cumulative = [*range(len(overview.cumulative)), now], [0, *overview.cumulative[:-1], spent]
    axes.plot(*cumulative, color=CUMULATIVE, linewidth=2.5)
    axes.fill_between(*cumulative, color=CUMULATIVE, alpha=0.25, linewidth=0)
    top = spent
    if forecast.expected is not None and forecast.high is not None:
        top = forecast.high
        axes.fill_between([now, end], [spent, forecast.low], [spent, top], color=RANGE, alpha=0.35, linewidth=0)
        axes.plot([now, end], [spent, forecast.expected], color=CHART_FOREGROUND, linewidth=2, linestyle=(0, (4, 3)))
        heading = _("heading for {expected} ({low} to {high})")
        sums = {"expected": dollars(forecast.expected), "low": dollars(forecast.low), "high": dollars(top)}
        _title(axes, "right", heading.format(**sums), CHART_FOREGROUND)
    _title(axes, "left", _("{month} so far: {amount}").format(month=month_name(last_day), amount=dollars(spent)), CUMULATIVE)
    axes.set_xlim(0, end)
    ticks = range(1, end + 1, 6)
    axes.set_xticks([day - 0.5 for day in ticks], [day_and_month(last_day.replace(day=day)) for day in ticks])
    _budget(axes, overview.funds.monthly_budget, top, _("monthly budget {amount}"))


def _days(axes: Axes, overview: BudgetOverview) -> None:
    """Stacked bars, and the daily budget where it is in sight."""
    at = [day.day.toordinal() for day in overview.days]
    tops = [0] * len(at)
    for group in SpendingGroup:
        heights = [day.by_group.get(group, 0) for day in overview.days]
        if any(heights):
            axes.bar(at, heights, bottom=tops, width=0.75, color=COLOURS[group], label=group_name(group))
            tops = [low + height for low, height in zip(tops, heights, strict=True)]
    each = ngettext("The last day (UTC)", "Each of the last {count} days (UTC)", len(at)).format(count=number(len(at)))
    _title(axes, "left", each, CHART_FOREGROUND)
    axes.set_xlim(at[0] - 0.6, at[-1] + 0.6)
    shown = [date.fromordinal(day) for day in range(at[-1], at[0] - 1, -6)]
    axes.set_xticks([day.toordinal() for day in shown], [day_and_month(day) for day in shown])
    _budget(axes, overview.funds.daily_budget, max(tops), _("daily budget {amount}"))


def _budget(axes: Axes, budget: int, highest: int, name: str) -> None:
    """A line where it can be seen beside the rest, words at the upper edge where not. name: of the budget, {amount}."""
    highest = max(highest, _CENT)
    in_sight = budget <= highest * _IN_SIGHT
    axes.set_ylim(0, max(highest, budget if in_sight else 0) * 1.25)
    if in_sight:
        axes.axhline(budget, color=BUDGET, linewidth=1.8)
    place: dict[str, Any] = {"xycoords": axes.get_yaxis_transform(), "textcoords": "offset points"}
    at = (0.008, budget if in_sight else axes.get_ylim()[1])
    words = ("" if in_sight else "↑ ") + name.format(amount=dollars(budget))
    behind = {"facecolor": axes.get_facecolor(), "edgecolor": "none", "pad": 1.5}  # so that no line crosses the words
    axes.annotate(words, at, xytext=(0, 6 if in_sight else -12), **place, color=BUDGET, fontsize=11, bbox=behind)


def _title(axes: Axes, side: Literal["left", "right"], words: str, colour: str) -> None:
    axes.set_title(words, color=colour, fontsize=12, loc=side)
