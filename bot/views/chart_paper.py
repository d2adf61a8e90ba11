"""What every chart of ours is drawn on. It brings its own background, so that it reads the same on every theme."""

from __future__ import annotations

import io

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

LONGEST_DESCRIPTION = 1_024
"""Characters that Discord takes as a picture's description."""

INK = "#e6e8ef"
_PAPER = "#1e1f2b"
_FAINT = "#3a3d50"

_WIDTH_INCHES, _HEIGHT_INCHES = 8.0, 4.0
_EDGE_INCHES = 0.12
_DPI = 150
"""1200 × 600 pixels: sharp where Discord shows it, a few dozen kilobytes."""


def paper(title: str, *, taller: float = 1.0) -> Figure:
    """An empty picture with this title. taller: than usual, by this factor."""
    edges = ConstrainedLayoutEngine(w_pad=_EDGE_INCHES, h_pad=_EDGE_INCHES)
    figure = Figure(figsize=(_WIDTH_INCHES, _HEIGHT_INCHES * taller), dpi=_DPI, facecolor=_PAPER, layout=edges)
    FigureCanvasAgg(figure)
    figure.suptitle(title, color=INK, fontsize=13, x=0.02, ha="left")
    return figure


def dress(axes: Axes) -> None:
    """In the colours of the house: the figures' lines faint, everything else ink."""
    axes.set_facecolor(_PAPER)
    axes.tick_params(colors=INK, labelsize=10, length=0)
    axes.grid(axis="y", color=_FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)


def legend(figure: Figure, columns: int = 3) -> None:
    """What the colours mean, below, where anything was drawn that has a name."""
    handles = [entry for axes in figure.axes for entry in zip(*axes.get_legend_handles_labels(), strict=True)]
    if handles:
        figure.legend(*zip(*handles, strict=True), loc="outside lower left", ncols=columns, frameon=False, labelcolor=INK, fontsize=10)


def png(figure: Figure) -> bytes:
    """The finished picture; drawing takes about a third of a second of CPU."""
    picture = io.BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()
