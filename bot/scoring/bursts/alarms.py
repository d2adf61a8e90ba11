"""What is too improbable to be chance: so many people in so short a time, or so many who are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, sqrt

from bot.scoring.bursts.baseline import UsualFollowers
from bot.scoring.bursts.creation_batches import Batch, Crowd, densest, suspicious_batch
from bot.scoring.bursts.recent_arrivals import RecentArrivals
from bot.scoring.bursts.rhythm import ArrivalModel
from bot.scoring.bursts.traits import made_on

WINDOWS = tuple(timedelta(hours=hours) for hours in (24, 12, 6, 3, 1))
"""How long a purchase may take to arrive; each is judged every time, up to the present moment."""

MIN_LOOKALIKES = 12
"""Look-alikes that make a purchase: a school class may open accounts together."""

MIN_CROWD_SHARE = 0.04
"""Look-alikes that are a smaller share of everybody who came are not why they came: in a surge of thousands, chance makes some, too."""

ALIKE_CHANCE = 1e-7
"""So many look-alikes come by chance less often than this: a purchase. Small: every minute asks again, of five windows and many spans."""

ALIKE_CHANCE_IN_SURGE = 1e-4
"""The same where the rate alone is already improbable and look-alikes make up `SHARE_OF_SURGE` of what is too many."""
SHARE_OF_SURGE = 0.5

MIN_SUSPICIOUS_SHARE = 0.03
"""An account that hardly ever saw anybody suspicious is not promised that it stays so."""

SURGE_CHANCE = 1e-5
"""So many people come by chance less often than this. A false note of this kind is cheerful and harmless, so it need not be as small."""

MIN_SURGE = 30
"""Fewer people too many are not worth a note."""


@dataclass(frozen=True, slots=True)
class Window:
    """The arrivals from `start` on. opens: when the first of them can have come at the earliest. chance: of so many."""

    start: int
    opens: datetime
    crowd: Crowd
    expected: float
    chance: float

    @property
    def too_many(self) -> float:
        return self.crowd.size - self.expected

    @property
    def surging(self) -> bool:
        return self.chance <= SURGE_CHANCE and self.too_many >= MIN_SURGE


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """The look-alikes of a window who are too many to be there by chance."""

    window: Window
    batch: Batch


_Made = Sequence[tuple[int, int, bool]]
"""The day each was made, their index and whether they are suspicious by themselves; ordered by day."""


def alarms(recent: RecentArrivals, arrival_model: ArrivalModel, usual: UsualFollowers) -> tuple[Lookalikes | None, Window | None]:
    """The most improbable cohort and the most improbable surge, of those that are improbable enough."""
    cohort: Lookalikes | None = None
    surge: Window | None = None
    made = sorted((day, index, a.suspicious) for index, a in enumerate(recent.arrivals) if (day := made_on(a)) is not None)
    for window in _windows(recent, arrival_model):
        if window.surging and (surge is None or window.chance < surge.chance):
            surge = window
        made = [one for one in made if one[1] >= window.start]
        batch = _least_likely_batch(recent, made, window, usual)
        if _is_significant(batch, window) and (cohort is None or batch.chance < cohort.batch.chance):
            cohort = Lookalikes(window, batch)
    return cohort, surge


def _windows(recent: RecentArrivals, arrival_model: ArrivalModel) -> Iterator[Window]:
    """From the longest on, each that holds other people than the one before."""
    last = -1
    for length in WINDOWS:
        start = recent.first_since(recent.now - length)
        size = len(recent.times) - start
        if start == last or size < MIN_LOOKALIKES:
            continue
        last, opens = start, recent.unobserved_since(start)
        expected = arrival_model.expected(opens, recent.now)
        usual = expected * (1 + sqrt(arrival_model.spread(opens, recent.now)))
        crowd = Crowd(size, usual, max(MIN_SUSPICIOUS_SHARE, arrival_model.usually_suspicious))
        yield Window(start, opens, crowd, expected, arrival_model.chance(size, opens, recent.now))


def _is_significant(batch: Batch, window: Window) -> bool:
    if batch.count < MIN_LOOKALIKES or batch.excess < MIN_CROWD_SHARE * window.crowd.size:
        return False
    in_a_surge = window.surging and batch.excess >= SHARE_OF_SURGE * window.too_many
    return batch.chance <= (ALIKE_CHANCE_IN_SURGE if in_a_surge else ALIKE_CHANCE)


def _least_likely_batch(recent: RecentArrivals, made: _Made, window: Window, usual: UsualFollowers) -> Batch:
    days = [day for day, _, _ in made]
    doubtful = [day for day, _, suspicious in made if suspicious]
    fewest = max(MIN_LOOKALIKES, ceil(MIN_CROWD_SHARE * window.crowd.size))
    found = [suspicious_batch(sum(a.suspicious for a in recent.arrivals[window.start :]), window.crowd)]
    for ages, suspicious in ((days, False), (doubtful, True)):
        if batch := densest(ages, window.crowd, usual, suspicious=suspicious, fewest=fewest):
            found.append(batch)
    return min(found, key=lambda batch: batch.chance)
