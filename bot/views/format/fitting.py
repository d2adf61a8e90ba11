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
_ROWS = (("### ", 44), ("-# ", 56))
"""The same in a heading and in small print."""


Versions: TypeAlias = Sequence[tuple[int, str]]
"""A line, the fullest version first, each with its rank: what has a lower one is shown before anything else takes its room."""


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
    """These lines in their order, each in the fullest version for which there is room in so many rows and words, if in any."""
    ranked = sorted((rank, n, version) for n, versions in enumerate(lines) for rank, version in versions if version)
    shown: dict[int, str] = {}
    for _rank, n, version in ranked:
        tried = shown | {n: version}
        if sum(map(row_count, tried.values())) <= rows and sum(map(word_count, tried.values())) <= words:
            shown = tried
    return [shown[n] for n in sorted(shown)]
