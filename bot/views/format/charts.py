"""The canvas and style of every chart. It has its own background, so that it reads the same on every theme.

matplotlib comes in when the first chart is drawn, off the event loop: otherwise it would take a third of the start-up time.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from bot.views.format.palette import CHART_BACKGROUND, CHART_FOREGROUND, CHART_GRID

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

_WIDTH_INCHES, _HEIGHT_INCHES = 8.0, 4.0
_EDGE_INCHES = 0.12
_DPI = 150
"""1200 × 600 pixels: sharp where Discord shows it, a few dozen kilobytes."""

PHONE_TEXT, PHONE_HEIGHT = 2.15, 1.6
"""text_scale and taller of a picture for phones, which show it about 300 CSS pixels wide: its text is 11 of them high there."""


def new_figure(title: str, *, taller: float = 1.0, text_scale: float = 1.0) -> Figure:
    """An empty picture with this title. taller, text_scale: than usual, by this factor; give the latter to all that has text."""
    from matplotlib import rcParams
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    rcParams["text.parse_math"] = False  # a dollar in a name or an amount is no formula
    edges = ConstrainedLayoutEngine(w_pad=_EDGE_INCHES, h_pad=_EDGE_INCHES)
    figure = Figure(figsize=(_WIDTH_INCHES, _HEIGHT_INCHES * taller), dpi=_DPI, facecolor=CHART_BACKGROUND, layout=edges)
    FigureCanvasAgg(figure)
    figure.suptitle(title, color=CHART_FOREGROUND, fontsize=13 * text_scale, x=0.02, ha="left")
    return figure


def style_axes(axes: Axes, *, text_scale: float = 1.0) -> None:
    """The colours of all charts: grid lines faint, everything else in the foreground colour."""
    axes.set_facecolor(CHART_BACKGROUND)
    axes.tick_params(colors=CHART_FOREGROUND, labelsize=10 * text_scale, length=0)
    axes.grid(axis="y", color=CHART_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)


def format_value_axis(axis: Axis, words: Callable[[int], str], *, most: int = 5, whole: bool = True) -> None:
    """Figures beside the axis. most: of them. whole: none between two whole numbers."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=most, integer=whole))
    axis.set_major_formatter(FuncFormatter(lambda value, _: words(round(value))))


def format_date_axis(axis: Axis, words: Callable[[datetime], str], timezone: tzinfo) -> None:
    """Round times below the axis, on which `date_position` places moments."""
    from matplotlib.dates import AutoDateLocator, num2date
    from matplotlib.ticker import FuncFormatter

    axis.set_major_locator(AutoDateLocator(tz=timezone, minticks=3, maxticks=8))  # type: ignore[no-untyped-call]  # not annotated
    axis.set_major_formatter(FuncFormatter(lambda at, _: words(num2date(at))))  # type: ignore[no-untyped-call]  # not annotated


def date_position(moment: datetime) -> float:
    """Where matplotlib has it, in days."""
    from matplotlib.dates import date2num

    return float(date2num(moment))  # type: ignore[no-untyped-call]  # not annotated


def legend(figure: Figure, columns: int = 3, *, text_scale: float = 1.0) -> None:
    """What the colours mean, below, where anything was drawn that has a name."""
    handles = [entry for axes in figure.axes for entry in zip(*axes.get_legend_handles_labels(), strict=True)]
    if handles:
        figure.legend(
            *zip(*handles, strict=True),
            loc="outside lower left",
            ncols=columns,
            frameon=False,
            labelcolor=CHART_FOREGROUND,
            fontsize=10 * text_scale,
            handlelength=2 / text_scale,
            handletextpad=0.8 / text_scale,
            columnspacing=2 / text_scale,
        )


def drawable(words: str) -> str:
    """What the font of the pictures has of these words: it knows neither emoji nor Chinese, and draws boxes for them."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    return " ".join("".join(character for character in words if ord(character) in known).split())


def png(figure: Figure) -> bytes:
    """The finished picture; drawing takes about a third of a second of CPU."""
    picture = io.BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()
