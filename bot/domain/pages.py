"""Lists that are read a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Row_co = TypeVar("Row_co", covariant=True)

Key = tuple[int, ...]
"""Where a row stands in its list: the numbers that order it, the last of which names the row."""


class Side(StrEnum):
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Place:
    """The page just below or above the row with this key. It stays the right one whatever comes on top meanwhile, and the
    hundred-thousandth page is found as soon as the first."""

    side: Side
    key: Key


@dataclass(frozen=True, slots=True)
class Page(Generic[Row_co]):
    """Some rows of a list. above, below: the pages before and after it; None where nothing is."""

    rows: tuple[Row_co, ...] = ()
    above: Place | None = None
    below: Place | None = None
