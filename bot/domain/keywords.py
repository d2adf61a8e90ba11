"""What the team cares about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Taste(StrEnum):
    """The two lists of words a team keeps."""

    TOPIC = "topic"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Tastes:
    """What the team cares about, in plain words. topics: bring people forward. never: keep them off the desk."""

    topics: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
