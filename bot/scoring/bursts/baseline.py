"""How ordinary followers of the account features: what is true of most accounts, and what its own followers have shown."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from math import exp

from bot.domain import Arrival
from bot.scoring.bursts.handle_pattern import numbered
from bot.scoring.bursts.traits import ArrivalFeatures, ShapeKey, Size, SizeKey, Sort, features_of

MAX_AGE_DAYS = 8000
"""Days; X has existed for less."""

_Knots = Sequence[tuple[int, float]]
"""Age in days → share of people who are younger, in straight lines between."""

ORDINARY: _Knots = ((0, 0.0), (14, 0.03), (60, 0.08), (365, 0.22), (MAX_AGE_DAYS, 1.0))
SUSPICIOUS: _Knots = ((0, 0.0), (14, 0.12), (60, 0.30), (365, 0.55), (MAX_AGE_DAYS, 1.0))
"""A guess: ordinary followers are spread over X's years, some more of them recent; the suspicious ones are younger."""

ORDINARY_AT_MOST: _Knots = ((0, 0.0), (14, 0.06), (60, 0.16), (365, 0.44), (MAX_AGE_DAYS, 4.3))
SUSPICIOUS_AT_MOST: _Knots = ((0, 0.0), (14, 0.24), (60, 0.55), (365, 0.90), (MAX_AGE_DAYS, 4.7))
"""What any span between two ages holds at most on a usual day, which is why these pass 1: 1.5 % a month beyond the first year. Months in
which X grew fast hold several times the average: of the labelled sets' genuine people, made over five years or so, at most 6 % in one."""

VIRAL_AT_MOST: _Knots = ((0, 0.0), (14, 0.20), (30, 0.36), (60, 0.50), (365, 0.80), (MAX_AGE_DAYS, 8.2))
VIRAL_SUSPICIOUS_AT_MOST: _Knots = ((0, 0.0), (14, 0.35), (30, 0.55), (60, 0.75), (365, 1.10), (MAX_AGE_DAYS, 8.7))
"""The same of those whom a viral day brings. A post travels among people alike, and a wave of newcomers to X is not a purchase."""

MAX_CLUMPING = 2.0
"""A span in which this account's own followers were made holds at most this many times what was seen of it."""

PRIOR_WEIGHT = 100.0
"""The guesses count as much as this many people seen."""

_YEAR = 365
_UNKNOWN = 0.02
"""Of people, those whose age or size X does not tell."""


def _ages(knots: _Knots) -> tuple[float, ...]:
    """Share of people younger than each age in days."""
    ages = [age for age, _ in knots]
    table = []
    for age in range(MAX_AGE_DAYS + 1):
        at = min(len(knots) - 1, bisect_right(ages, age))
        (low, below), (high, above) = knots[at - 1], knots[at]
        table.append(below + (above - below) * (age - low) / (high - low))
    return tuple(table)


_GUESSED = {False: _ages(ORDINARY), True: _ages(SUSPICIOUS)}
_AT_MOST = {False: _ages(ORDINARY_AT_MOST), True: _ages(SUSPICIOUS_AT_MOST)}
_VIRAL_AT_MOST = {False: _ages(VIRAL_AT_MOST), True: _ages(VIRAL_SUSPICIOUS_AT_MOST)}


@dataclass(frozen=True, slots=True)
class UsualFollowers:
    """What the account's ordinary followers look like.

    today: ordinal of the day it was learnt. younger: share of people, and (True) of suspicious people, younger than each age in days.
    sizes: how many were seen of each sort and size. shapes: how many newcomers to X (True) and others had a handle of this shape.
    """

    today: int
    younger: dict[bool, tuple[float, ...]]
    sizes: Counter[SizeKey]
    shapes: Counter[ShapeKey]

    @classmethod
    def learn(cls, arrivals: Iterable[Arrival], now: datetime) -> UsualFollowers:
        """Learn from people who came before, without those known to have been bought. A few hundred are enough; none at all works, too."""
        feature_rows = [features_of(arrival) for arrival in arrivals]
        today = now.toordinal()
        younger = {
            False: _blended(_GUESSED[False], feature_rows, today),
            True: _blended(_GUESSED[True], [features for features in feature_rows if features.suspicious], today),
        }
        sizes = Counter(features.size for features in feature_rows)
        shapes = Counter(features.shape for features in feature_rows)
        return cls(today, younger, sizes, shapes)

    def made_between(self, first: int, last: int, *, suspicious: bool) -> float:
        """Share of people (or of suspicious people) made on these days, first and last included, given as ordinals."""
        table = self.younger[suspicious]
        return table[self._age(first - 1)] - table[self._age(last)]

    def made_at_most(self, first: int, last: int, *, suspicious: bool) -> tuple[float, float]:
        """The share that is still ordinary: on a usual day, and on a viral day."""
        oldest, youngest = self._age(first - 1), self._age(last)
        usual, viral, seen = _AT_MOST[suspicious], _VIRAL_AT_MOST[suspicious], self.younger[suspicious]
        own = MAX_CLUMPING * (seen[oldest] - seen[youngest])
        return max(usual[oldest] - usual[youngest], own), max(viral[oldest] - viral[youngest], own)

    def _age(self, made: int) -> int:
        return min(MAX_AGE_DAYS, max(0, self.today - made))


def _blended(guess: Sequence[float], feature_rows: Sequence[ArrivalFeatures], today: int) -> tuple[float, ...]:
    """Who was young on arrival counts as young today; who was old, by the day they were made, in case a community began together."""
    counts = [0] * (MAX_AGE_DAYS + 1)
    for features in feature_rows:
        if features.made is not None and features.age is not None:
            age = features.age if features.age < _YEAR else today - features.made
            counts[min(MAX_AGE_DAYS, max(0, age) + 1)] += 1
    worth = PRIOR_WEIGHT + sum(counts)
    return tuple((PRIOR_WEIGHT * share + seen) / worth for share, seen in zip(guess, accumulate(counts), strict=True))


def size_share(sort: Sort, size: Size | None) -> float:
    """Roughly how common a size is among people of this sort, before anything has been seen: bells over its powers of two."""
    if size is None:
        return _UNKNOWN
    followers, following = size
    (middle, width), (other, other_width) = _BELLS[sort]
    return _bell(followers, middle, width) * _bell(following, other, other_width)


_BELLS: dict[Sort, tuple[tuple[float, float], tuple[float, float]]] = {
    "suspicious": ((4.0, 2.2), (9.5, 2.0)),
    "young": ((3.5, 2.5), (6.0, 2.0)),
    "old": ((8.0, 2.5), (8.3, 1.8)),
}


def _bell(at: float, middle: float, width: float) -> float:
    return 0.4 / width * exp(-(((at - middle) / width) ** 2) / 2) + 1e-3


def shape_share(shape: str, *, young: bool) -> float:
    """Roughly how common a shape of handle is: six in ten are letters alone, and X proposes numbers to newcomers."""
    if shape == "a":
        return 0.35 if young else 0.6
    if numbered(shape):
        return 0.08 if young else 0.02
    return 0.05
