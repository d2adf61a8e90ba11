"""Who left: what became of them, and the sweeps that find out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Departure(StrEnum):
    """What became of somebody who no longer follows."""

    LEFT = "left"
    """They are on X, and do not follow any more."""
    SUSPENDED = "suspended"
    """X has suspended their account."""
    DELETED = "deleted"
    """X has no such account any more."""
    UNKNOWN = "unknown"
    """They are missing from the list; X was not asked about them."""

    @property
    def gone_from_x(self) -> bool:
        return self in (Departure.SUSPENDED, Departure.DELETED)


@dataclass(frozen=True, slots=True)
class Sweep:
    """A reading of the whole list of followers: whoever was known when it began and is not seen in it has left.

    followers: X's own count of `counted_at`, as it stood at the beginning. page_token: where it resumes, None at the top.
    read: entries read in this pass. passes: how often the list is read; more than once where what is missing could not be explained.
    resume_at: before which this pass does not begin. read_at: when it came to the end of the list, None before.
    """

    id: int
    begun_at: datetime
    followers: int
    counted_at: datetime
    page_token: str | None = None
    read: int = 0
    passes: int = 1
    resume_at: datetime | None = None
    read_at: datetime | None = None
