"""The shape of a handle: where it has letters, digits and underscores. Vendors name accounts by recipe."""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile(r"([0-9]+)|(_+)|([^0-9_]+)")
_MAX_LENGTH = 50
"""X's handles have 15 characters at most; whatever is longer is odd enough to be cut."""
_MAX_RUNS = 4
MAX_DIGITS = 9
"""As many digits, or more."""

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
    return "".join(str(min(len(digits), MAX_DIGITS)) if digits else "_" if underscore else "a" for digits, underscore, _ in runs)


def numbered(shape: str) -> bool:
    """Whether it ends in four digits or more, as handles do that a machine made, X's own suggestions for newcomers among them."""
    return shape[-1:].isdigit() and int(shape[-1]) >= 4
