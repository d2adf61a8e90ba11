"""Amounts of money."""

from __future__ import annotations

from enum import Enum, auto

MICROS = 1_000_000
"""Micro-dollars in a dollar: money is always a whole number of these."""


class Coverage(Enum):
    """What an answer says about what an earlier asking of the same question may have cost that was never answered."""

    NOTHING = auto()
    """It may have brought anything."""
    AS_ASKED = auto()
    """It brought the same, as far as no more was asked for."""
    TOP = auto()
    """As AS_ASKED, of a list whose newest come first: what is new since has pushed as much off the end."""
    WHOLE = auto()
    """It brought no more than this, for there is no more."""
