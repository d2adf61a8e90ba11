"""The team's picture of its network: topics, ranges, and the figures of one topic over one range. What they mean is said in the views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class InsightTopic(StrEnum):
    GROWTH = "growth"
    """Series: gained, lost. Figures: gained, lost, followers; gained_before, lost_before: in as many days before, where they are known."""
    VERDICTS = "verdicts"
    """Series: newcomers by verdict, and bought. Figures: the same in all."""
    RATIO = "ratio"
    """Series: ratio, of following to followers. Figures: following, followers; ratio_before: at the beginning of the range."""
    DECISIONS = "decisions"
    """Parts: members, with count and median_seconds. Figures: count; sampled: the newest of each member, whose time was looked at."""
    REASONS = "reasons"
    """Parts: codes of reasons, with approved and turned_down. Figures: the same together; count; sampled: of how many, the newest."""
    REACH = "reach"
    """Series: followed_back, spoke: the followers of those who were followed back and stayed, and of those who spoke to the account, of
    each person once. Figures: the same in all, and how many people each are."""
    ORIGINS = "origins"
    """Series: gained, posts of the account that are no answers. Figures: gained, usual: a day's median; best_day (days since `first`),
    best. Where posts are known, which are kept for 90 days: best_posts; posted_days and silent_days, since the first post that is known,
    with_posts and without_posts: who came on them."""
    SPENDING = "spending"
    """Series: spent, in micro-dollars, by X's days. Parts: purposes, with spent. Figures: spent, and by kind of suggestion how many were
    done."""


class InsightRange(StrEnum):
    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    YEAR = "365"
    ALL = "all"

    @property
    def days(self) -> int | None:
        """None for all there are."""
        return None if self is InsightRange.ALL else int(self)


@dataclass(frozen=True, slots=True)
class InsightPart:
    """One of what a topic is divided into. name: a member's, or a code."""

    name: str
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Insight:
    """One topic over a range of local days, `first` to `last`, both included.

    steps: the first day of each step of the series. series: a value for each step, None where it is not known.
    """

    topic: InsightTopic
    range: InsightRange
    first: date
    last: date
    steps: tuple[date, ...] = ()
    series: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)
    parts: tuple[InsightPart, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1
