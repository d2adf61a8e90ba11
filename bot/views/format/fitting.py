"""Keeps a screen as short as its reader has time for: what matters least is shortened, and then left out."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TypeAlias

# What it is replaced by is what is seen; of a moment, something of that length.
_MARKUP = (
    (re.compile(r"<t:\d+:R>"), "00 00000 000"),
    (re.compile(r"<t:\d+:t>"), "00:00 00"),
    (re.compile(r"<t:\d+:\w>"), "00 00000 0000 00:00"),
    (re.compile(r"(?<!\\)\[((?:[^\]\\]|\\.)*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"^(?:#{1,3}|-#|-) "), ""),
    (re.compile(r"\*\*|(?<!\\)`"), ""),
    (re.compile(r"\\(.)"), r"\1"),
)
_ROW = 45
"""Characters that fit side by side on a phone, 390 CSS pixels wide."""
_ROWS = (("### ", 42), ("-# ", 52))
"""The same in a heading and in small print."""


Versions: TypeAlias = Sequence[tuple[int, str]]
"""A line, the fullest version first. The number says how early each gives way to the next, and the last one to nothing: 0 at last."""


def visible(line: str) -> str:
    """What is seen of a line of Discord's markdown; moments by an example."""
    for markup, seen in _MARKUP:
        line = markup.sub(seen, line)
    return line


def word_count(line: str) -> int:
    """A mark that stands alone is none."""
    return sum(any(character.isalnum() for character in word) for word in visible(line).split())


def row_count(line: str) -> int:
    """How many rows it takes on a phone."""
    room = next((room for mark, room in _ROWS if line.startswith(mark)), _ROW)
    return math.ceil(len(visible(line)) / room)


def fit(lines: Sequence[Versions], *, rows: int, words: int) -> list[str]:
    """These lines in their order, in no more than so many rows and words. Of what gives way equally early, the last line does first."""
    left = [[version for version in versions if version[1]] for versions in lines]

    def shown() -> list[str]:
        return [versions[0][1] for versions in left if versions]

    while sum(map(row_count, shown())) > rows or sum(map(word_count, shown())) > words:
        first = max((n for n, versions in enumerate(left) if versions), key=lambda n: (left[n][0][0], n))
        left[first].pop(0)
    return shown()
