"""Who left, as the team sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.digests import DayCount
from bot.domain.pages import Page
from bot.domain.people import Follower
from bot.domain.verdicts import Assessment


@dataclass(frozen=True, slots=True)
class LostFollower:
    """Somebody who left, when that was found out, and what they were."""

    follower: Follower
    assessment: Assessment | None
    left_at: datetime


class NameSource(StrEnum):
    """How it is known who left, and not only how many."""

    EVENTS = "events"
    """X tells of each who unfollows."""
    SWEEPS = "sweeps"
    """All followers are read now and then."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LostNames:
    """How names are found, and what they cost this account, in micro-dollars.

    sweep_micros: reading all followers once. event_micros: being told of one person. enough: how many have to have left for a sweep.
    read: how many followers the sweep that is under way has read; None while there is none.
    """

    source: NameSource
    sweep_micros: int
    event_micros: int
    enough: int
    read: int | None = None


@dataclass(frozen=True, slots=True)
class LostPage:
    """A page of those who left, the last one first, each with the team's day on which that was found out.

    days: how many left on each of the last days, by X's count.
    unnamed: how many of those who left are not known by name; None where that is not known.
    """

    people: Page[tuple[date, LostFollower]]
    days: tuple[DayCount, ...]
    unnamed: int | None
    names: LostNames
