"""Text as a reader sees it: without anything that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MAX_TEXT_LENGTH = 800
"""Characters of a text that somebody writes for X. X's 280 can be more only where long links count 23 each."""

MAX_READ = 8_000
"""Characters of one line that are looked at at all; X allows half as many in its longest field of a profile."""

MAX_MARKS = 4
"""Combining marks that one character keeps: living scripts need no more, "Zalgo" text stacks dozens."""

JOINERS = "\u200c\u200d"
_NOTHING_TO_JOIN = JOINERS + " "
_BLANK_LETTERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters that show nothing: they make names look empty."""


_FLAG_TAGS = frozenset(map(chr, (*range(0xE0030, 0xE003A), *range(0xE0061, 0xE007B), 0xE007F)))
"""They spell out behind a black flag whose it is."""
_FLAG = "\U0001f3f4"


def visible_line(text: str) -> str:
    """One line without anything invisible: no controls, no reordering marks, no blank letters, no pile-ups of combining marks."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text[:MAX_READ]):
        if char.isspace() or char in _BLANK_LETTERS:
            kept.append(" ")
            marks = 0
        elif char in JOINERS:
            kept += [char] if kept and kept[-1] not in _NOTHING_TO_JOIN else []
        elif is_mark(char):
            marks += 1
            kept += [char] if kept and kept[-1] != " " and marks <= MAX_MARKS else []
        elif char in _FLAG_TAGS:
            kept += [char] if kept and (kept[-1] == _FLAG or kept[-1] in _FLAG_TAGS) else []
        elif _is_visible(char):
            kept.append(char)
            marks = 0
    return " ".join("".join(kept).split()).strip(JOINERS)


def visible_text(text: str) -> str:
    """What somebody wrote, with its lines, as every reader sees it: what is approved is then exactly what is shown."""
    lines = [visible_line(line) for line in text.splitlines()]
    kept = [line for line, before in zip(lines, [None, *lines], strict=False) if line or before]
    return "\n".join(kept).strip()


def one_line(text: str, longest: int) -> str:
    """Text from outside as the log can take it."""
    return "".join(character if character.isprintable() else " " for character in text[:longest])


def limit_combining_marks(text: str) -> str:
    """The text with piles of combining marks cut short: to normalise them takes a time that grows with the square of their height."""
    return text if text.isascii() else _excess_marks().sub(r"\1", text)


@cache
def _excess_marks() -> re.Pattern[str]:
    """More marks on one another than any script needs. All of them stand in Unicode's first two planes."""
    marks = "".join(re.escape(chr(code)) for code in range(0x300, 0x20000) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+")


def is_mark(char: str) -> bool:
    """Whether it stands on the character before it."""
    return unicodedata.category(char)[0] == "M"


def _is_visible(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cn":
        # Emoji newer than this Python's tables; everything else that is not assigned shows nothing sensible.
        return 0x1F000 <= ord(char) <= 0x1FBFF
    return category[0] != "C"
