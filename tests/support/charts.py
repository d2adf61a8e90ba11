"""How large the words of a picture are where a phone shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.text import Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN_WIDTH = 300
"""CSS pixels: of a picture in a message, on a phone of 390."""
LEAST_TEXT = 11.0

_POINTS_AN_INCH = 72


def smallest_text(figure: Figure) -> float:
    """The size of the smallest words that are seen, in CSS pixels."""
    figure.canvas.draw()
    seen = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    shown = SHOWN_WIDTH / (figure.get_figwidth() * _POINTS_AN_INCH)
    return min(float(text.get_fontsize()) for text in seen) * shown
