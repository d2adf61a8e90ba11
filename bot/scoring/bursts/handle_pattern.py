"""The shape of a handle: where it has letters, digits and underscores. Vendors name accounts by recipe."""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile(r"([0-9]+)|(_+)|([^0-9_]+)")
_MAX_LENGTH = 50
"""X's handles have 15 characters at most; whatever is longer is odd enough to be cut."""
_MAX_RUNS = 4
_MAX_DIGITS = 9

MIXED = "*"
"""The shape of a handle with so many runs of letters and digits that their order says nothing."""


LETTERS = "a"
"""The shape of most people's handles."""


@lru_cache(maxsize=1 << 15)
def shape_of(username: str) -> str:
    """A short code: a for letters, _ for underscores, a number for that many digits ("ada_1999" → "a_4"); empty for no handle."""
    runs = _RUN.findall(username[:_MAX_LENGTH])
    if len(runs) > _MAX_RUNS:
        return MIXED
    return "".join(str(min(len(digits), _MAX_DIGITS)) if digits else "_" if underscore else "a" for digits, underscore, _ in runs)


def numbered(shape: str) -> bool:
    """Whether it ends in four digits or more, as handles do that a machine made, X's own suggestions for newcomers among them."""
    return shape[-1:].isdigit() and int(shape[-1]) >= 4


def in_words(shape: str) -> str:
    """The shape as a member would say it: "letters and 5 digits"; empty for no handle."""
    if shape == MIXED:
        return "letters and digits in turn"
    if shape == LETTERS:
        return "letters only"
    parts = [_WORDS.get(mark) or _digits(int(mark)) for mark in shape]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _digits(count: int) -> str:
    if count >= _MAX_DIGITS:
        return f"{_MAX_DIGITS} or more digits"
    return "1 digit" if count == 1 else f"{count} digits"


_WORDS = {"a": "letters", "_": "an underscore"}
