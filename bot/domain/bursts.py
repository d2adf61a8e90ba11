"""Bursts: unusual numbers of new followers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class BurstKind(StrEnum):
    """What an unusual number of arrivals looks like."""

    PURCHASE = "purchase"
    """Many who look alike: followers sold in bulk come at once."""
    VIRAL = "viral"
    """Many ordinary people."""


class BurstState(StrEnum):
    """What a member said about the prompts for a burst's members."""

    OPEN = "open"
    """Nobody has said anything: prompts for a purchase's members are held back."""
    FINE = "fine"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who followed, with what tells whether they resemble the others who came then. A figure X did not give is None."""

    user_id: int
    at: datetime
    username: str
    created_at: datetime | None
    followers: int | None
    following: int | None
    posts: int | None
    suspicious: bool


@dataclass(frozen=True, slots=True)
class Cohort:
    """What those who came in a burst have in common.

    arrived: everybody who came between `since` and `until`; expected: how many the arrival model would have brought.
    members: how many of them belong to the burst. The shares, 0 to 1, are of the members.
    same_weeks: made within the same few weeks, which began on `made_from` and ended on `made_until`.
    alike: of nearly the same size and imbalance. pattern: with handles of the commonest shape, which is `shape`.
    suspicious: suspicious by their profile alone; usually_suspicious: the same share among this account's ordinary arrivals.
    """

    arrived: int
    expected: float
    members: int
    same_weeks: float
    made_from: date | None
    made_until: date | None
    alike: float
    pattern: float
    shape: str
    suspicious: float
    usually_suspicious: float


@dataclass(frozen=True, slots=True)
class Burst:
    """An unusual number of arrivals.

    until: when its newest member came. version: grows with every change worth showing.
    """

    id: int
    kind: BurstKind
    state: BurstState
    since: datetime
    until: datetime
    detected_at: datetime
    cohort: Cohort
    version: int
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CohortMembership:
    """The cohort of look-alikes in which somebody arrived. size: how many they are."""

    burst_id: int
    size: int
    state: BurstState
