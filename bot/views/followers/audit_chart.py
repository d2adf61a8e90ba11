"""The followers by verdict, as a picture and in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.domain import Share, Verdict
from bot.views.format.charts import new_figure, png, style_axes
from bot.views.format.i18n import _
from bot.views.format.limits import ALT_TEXT
from bot.views.format.numbers import tenths
from bot.views.format.palette import CHART_FOREGROUND, VERDICT_CHART_COLOURS
from bot.views.people.person import verdict_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_THICK = 0.62
_GAP_POINTS = 12
_ROOM_FOR_WORDS = 0.2
"""Part of the width, to the right of the longest bar, where the figures stand."""
_LEAST = 0.05
"""The share at which the longest bar still fills the picture: below it, bars look as short as they are."""


def audit_chart_png(shares: Mapping[Verdict, Share]) -> bytes:
    """A bar a verdict, with a whisker over the margin of error where there is one. Takes about a third of a second of CPU."""
    figure = new_figure(_("Your followers by verdict"))
    axes = figure.add_subplot()
    style_axes(axes)
    axes.grid(visible=False)
    _bars(axes, shares)
    return png(figure)


def audit_chart_alt_text(shares: Mapping[Verdict, Share]) -> str:
    """What the picture shows, for those who do not see it; at most 1,024 characters."""
    if not shares:
        return _("Nobody has been assessed yet.")
    said = [f"{verdict_name(verdict)} {format_share(shares[verdict])}" for verdict in Verdict if verdict in shares]
    return _("Your followers by verdict: {shares}.").format(shares=", ".join(said))[:ALT_TEXT]


def format_share(share: Share) -> str:
    """3.4% (2.9% to 4.1%), or the share alone where everybody was counted."""
    if share.low == share.high:
        return tenths(share.value)
    return _("{share} ({low} to {high})").format(share=tenths(share.value), low=tenths(share.low), high=tenths(share.high))


def _bars(axes: Axes, shares: Mapping[Verdict, Share]) -> None:
    shown = [verdict for verdict in Verdict if verdict in shares]
    full = max([_LEAST, *(share.high for share in shares.values())])
    axes.set_xlim(0, full * (1 + _ROOM_FOR_WORDS))
    axes.set_xticks([])
    axes.set_yticks(range(len(shown)), [verdict_name(verdict) for verdict in shown])
    axes.tick_params(axis="y", labelsize=13, pad=8)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    for row, verdict in enumerate(shown):
        _bar(axes, row, shares[verdict], VERDICT_CHART_COLOURS[verdict])


def _bar(axes: Axes, row: int, share: Share, colour: str) -> None:
    axes.barh(row, share.value, height=_THICK, color=colour)
    if share.low == share.high:
        _words(axes, row, share, tenths(share.value), lift=0, fontsize=15, weight="bold")
        return
    reach = [[max(0.0, share.value - share.low)], [max(0.0, share.high - share.value)]]
    for ink, width in ((axes.get_facecolor(), 5), (CHART_FOREGROUND, 2)):  # edged, so that it is seen on the bar as well as beside it
        axes.errorbar(share.value, row, xerr=reach, fmt="none", ecolor=ink, elinewidth=width, capsize=5 + width / 2, capthick=width)
    _words(axes, row, share, tenths(share.value), lift=9, fontsize=15, weight="bold")
    bounds = _("{low} to {high}").format(low=tenths(share.low), high=tenths(share.high))
    _words(axes, row, share, bounds, lift=-10, fontsize=10.5, alpha=0.8)


def _words(axes: Axes, row: int, share: Share, words: str, *, lift: float, **style: Any) -> None:
    """Beside the bar. lift: by how many points above its middle."""
    at = max(share.value, share.high), row
    axes.annotate(words, at, xytext=(_GAP_POINTS, lift), textcoords="offset points", va="center", color=CHART_FOREGROUND, **style)
