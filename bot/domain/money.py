"""Amounts of money."""

from __future__ import annotations

from enum import Enum, auto

MICROS = 1_000_000
"""Micro-dollars in a dollar: money is always a whole number of these."""


class Coverage(Enum):
    """What an answer says about what an earlier read with the same query may have cost that was never answered."""

    NONE = auto()
    """Nothing: it may have returned anything."""
    SAME_REQUEST = auto()
    """It returned the same, up to the page size that was requested."""
    NEWEST_PAGE = auto()
    """As SAME_REQUEST, of a list with the newest first: what is new since has displaced as much at the end."""
    COMPLETE = auto()
    """This is all there is, so it returned no more."""
