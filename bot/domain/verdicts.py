"""What is said about a follower, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.notes import Note


class Verdict(StrEnum):
    """What the observable facts say about a follower."""

    ENGAGED = "engaged"
    QUIET = "quiet"
    UNSURE = "unsure"
    SUSPICIOUS = "suspicious"


class OverrideKind(StrEnum):
    """How a member overrides a verdict; it wins over what the facts say."""

    FINE = "fine"
    NOT_FOR_US = "not_for_us"


@dataclass(frozen=True, slots=True)
class Reason:
    """One observable fact about a profile, and what it is worth.

    points: towards suspicion; the table in `scoring.scorecard` says where each figure comes from. 0 for a fact that is merely good to know,
    below 0 for one that keeps a profile at doubt.
    """

    fact: Note
    points: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """What scoring says about a profile.

    suspicion: 0 (none) to 100. worth: what a follow-back would bring, in points that only order suggestions.
    why: the strongest points for suggesting this person.
    suppressed: why this person is not suggested; None when they may be.
    """

    verdict: Verdict
    suspicion: int
    reasons: tuple[Reason, ...]
    worth: int
    why: tuple[Note, ...] = ()
    suppressed: Note | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A member's override of a verdict."""

    kind: OverrideKind
    member_id: int
    member_name: str
    at: datetime
