"""The team's keywords."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Keyword(StrEnum):
    """The two lists of keywords that a team keeps."""

    TOPIC = "topic"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Keywords:
    """The team's keywords. topics: rank people higher. muted: suppress them."""

    topics: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()
