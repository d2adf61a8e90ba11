"""The present followers by verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import Profile
from bot.domain.team import Member
from bot.domain.verdicts import Assessment, Verdict


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the followers, 0 to 1.

    low, high: between which the true share lies in 95 of 100 cases; equal to value where everyone was counted.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The present followers by verdict.

    assessed: how many are stored; followers: X's own count, or None when X did not say. by_verdict: of those assessed.
    suspicious, neglected: the biggest suspicious ones, and the most worthwhile whom nobody was ever asked about.
    """

    made_at: datetime
    assessed: int
    followers: int | None
    by_verdict: dict[Verdict, int]
    shares: dict[Verdict, Share]
    suspicious: tuple[tuple[Profile, Assessment], ...] = ()
    neglected: tuple[tuple[Profile, Assessment], ...] = ()

    @property
    def never_assessed(self) -> int:
        return max(0, (self.followers or 0) - self.assessed)


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit of older followers that a member approved, to complete what is known of them.

    max_profiles: how many profiles at most; read: so far.
    """

    id: int
    requested_at: datetime
    requested_by: Member
    max_profiles: int
    read: int
    finished_at: datetime | None = None
