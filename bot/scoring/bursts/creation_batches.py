"""Finds accounts made at the same time: the span of days in which many more arrivals were made than chance would have it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from bot.scoring.bursts.baseline import UsualFollowers
from bot.scoring.bursts.probability import at_least

WIDTHS = (2, 7, 21, 42)
"""Days. Vendors make accounts in batches of days to weeks; 84 % of the labelled sets' bought followers were made within one month."""

SPREAD = 0.1
"""Squared relative variation of how many look-alikes come by chance: kinds of people vary from day to day, too."""

SUSPICIOUS_VARIES = 1.3
VIRAL_SUSPICIOUS = 0.25
"""Share of suspicious people that a viral day may bring: this, or twice the account's usual share."""

_MAX_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody who came in a window. usual: how many of them an ordinary day at its upper end would have brought."""

    size: int
    usual: float
    suspicious_share: float

    def by_chance(self, alike: int, share: float, share_when_viral: float) -> float:
        """How many look-alikes would be there by chance, judged from those who do not look alike."""
        others = self.size - alike + 1
        usual = min(others, self.usual)
        share, share_when_viral = min(share, _MAX_SHARE), min(share_when_viral, _MAX_SHARE)
        return usual * share / (1 - share) + (others - usual) * share_when_viral / (1 - share_when_viral)

    def chance(self, alike: int, by_chance: float) -> float:
        return at_least(alike, by_chance, SPREAD + 1 / (self.size - alike + 1))


@dataclass(frozen=True, slots=True)
class Batch:
    """Look-alikes. first, last: ordinals of the days between which they were made; None when made at any time.

    suspicious: only those who are suspicious by themselves are counted. by_chance: how many there would have been anyway.
    """

    count: int
    by_chance: float
    chance: float
    suspicious: bool
    first: int | None = None
    last: int | None = None

    @property
    def excess(self) -> float:
        return max(0.0, self.count - self.by_chance)

    def holds(self, made: int | None, suspicious: bool) -> bool:
        if self.suspicious and not suspicious:
            return False
        return self.first is None or self.last is None or (made is not None and self.first <= made <= self.last)


def suspicious_batch(count: int, crowd: Crowd) -> Batch:
    """Everybody suspicious, whenever they were made."""
    share = crowd.suspicious_share
    by_chance = crowd.by_chance(count, SUSPICIOUS_VARIES * share, max(VIRAL_SUSPICIOUS, 2 * share))
    return Batch(count, by_chance, crowd.chance(count, by_chance), suspicious=True)


def densest(made: Sequence[int], crowd: Crowd, usual: UsualFollowers, *, suspicious: bool, fewest: int) -> Batch | None:
    """The most improbable batch of at least `fewest` accounts.

    made: days as ordinals, ascending, of those in the crowd whose age is known (and who are suspicious, if that is asked).
    """
    best: Batch | None = None
    for width in WIDTHS:
        found = _densest(made, width, crowd, usual, suspicious, fewest)
        if found is not None and (best is None or found.chance < best.chance):
            best = found
    return best


def _densest(made: Sequence[int], width: int, crowd: Crowd, usual: UsualFollowers, suspicious: bool, fewest: int) -> Batch | None:
    best_score, best = 0.0, None
    for end, (low, day) in enumerate(zip(made, made[fewest - 1 :], strict=False), fewest - 1):
        if day - low >= width:
            continue
        start = bisect_left(made, day - width + 1)
        if end + 1 < len(made) and made[end + 1] < made[start] + width:
            continue
        count = end - start + 1
        by_chance = _by_chance(count, made[start], day, crowd, usual, suspicious)
        if count > by_chance and (score := count * log(count / by_chance) - count + by_chance) > best_score:
            best_score, best = score, (count, by_chance, made[start], day)
    if best is None:
        return None
    count, by_chance, first, last = best
    return Batch(count, by_chance, crowd.chance(count, by_chance), suspicious, first, last)


def _by_chance(count: int, first: int, last: int, crowd: Crowd, usual: UsualFollowers, suspicious: bool) -> float:
    share, viral = usual.made_at_most(first, last, suspicious=suspicious)
    if suspicious:
        share *= crowd.suspicious_share
        viral *= max(VIRAL_SUSPICIOUS, 2 * crowd.suspicious_share)
    return crowd.by_chance(count, share, viral)
