"""How much of a line a text takes on a phone, about: a screen that has to be short leaves out or cuts what would not fit.

Discord breaks lines by itself, in letters of different widths; a column is as wide as an ordinary small letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, east_asian_width

from bot.views.format.text import plain

LINE = 46
"""Columns of a card."""
BESIDE_PICTURE = 36
"""Likewise, beside somebody's picture."""
SMALL_PRINT = 54

_UNSEEN = re.compile(r"\]\([^)]*\)|\*\*|\\|^-# |\[", re.MULTILINE)
_MOMENT = re.compile(r"<t:-?\d+(?::\w)?>")
_SHOWN_MOMENT = "0" * 14
"""Such as the time of day with how long ago that was."""
_WIDE = 2.0
_BROAD, _CAPITAL = 1.8, 1.4


def columns(text: str) -> float:
    """How wide it is, without the marks of Discord's markdown."""
    shown = _UNSEEN.sub("", _MOMENT.sub(_SHOWN_MOMENT, text))
    return sum(map(_width, shown))


def rows(text: str, width: int = LINE) -> int:
    """How many lines it takes, each of so many columns; none where it is empty."""
    return -int(-columns(text) // width)


def cut(words: str, width: float) -> str:
    """Somebody's words on one line, to be read as they are written, and at most so wide; empty where there is no room."""
    limit = int(width)
    while limit > 0:
        shown = plain(words, limit)
        if (wide := columns(shown)) <= width:
            return shown
        limit -= max(1, int((wide - width) / _WIDE))
    return ""


def fitting(parts: Iterable[str], width: float) -> str:
    """As many of these as fit, from the first on and side by side."""
    line = ""
    for part in parts:
        longer = f"{line} · {part}" if line else part
        if columns(longer) > width:
            break
        line = longer
    return line


def _width(char: str) -> float:
    if combining(char):
        return 0.0
    if east_asian_width(char) in "WF":
        return _WIDE
    if char in "MW@%":
        return _BROAD
    return _CAPITAL if char.isupper() or char in "mw" else 1.0
