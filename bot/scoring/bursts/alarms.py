"""What is too improbable to be chance: so many people in so short a time, or so many who are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, sqrt

from bot.scoring.bursts.baseline import Usual
from bot.scoring.bursts.creation_batches import Batch, Crowd, densest, suspicious_batch
from bot.scoring.bursts.recent_arrivals import Recent
from bot.scoring.bursts.rhythm import Rhythm
from bot.scoring.bursts.traits import made_on

WINDOWS = tuple(timedelta(hours=hours) for hours in (24, 12, 6, 3, 1))
"""How long a purchase may take to arrive; each is judged every time, up to the present moment."""

FEWEST = 12
"""Look-alikes that make a purchase: a school class may open accounts together."""

OF_THE_CROWD = 0.04
"""Look-alikes that are a smaller share of everybody who came are not why they came: in a rush of thousands, chance has company, too."""

ALIKE_CHANCE = 1e-7
"""So many look-alikes come by chance less often than this: a purchase. Small: every minute asks again, of five windows and many spans."""

ALIKE_IN_A_RUSH = 1e-4
"""The same where the rate alone is already improbable and look-alikes make up `OF_THE_RUSH` of what is too many."""
OF_THE_RUSH = 0.5

LEAST_SUSPICIOUS = 0.03
"""An account that hardly ever saw anybody suspicious is not promised that it stays so."""

RUSH_CHANCE = 1e-5
"""So many people come by chance less often than this. A false note of this kind is cheerful and harmless, so it need not be as small."""

RUSH_FROM = 30
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
    def rushing(self) -> bool:
        return self.chance <= RUSH_CHANCE and self.too_many >= RUSH_FROM


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """The look-alikes of a window who are too many to be there by chance."""

    window: Window
    batch: Batch


_Made = Sequence[tuple[int, int, bool]]
"""The day each was made, their index and whether they are suspicious by themselves; ordered by day."""


def alarms(recent: Recent, rhythm: Rhythm, usual: Usual) -> tuple[LookAlikes | None, Window | None]:
    """The most improbable company and the most improbable rush, of those that are improbable enough."""
    company: LookAlikes | None = None
    rush: Window | None = None
    made = sorted((day, index, a.suspicious) for index, a in enumerate(recent.arrivals) if (day := made_on(a)) is not None)
    for window in _windows(recent, rhythm):
        if window.rushing and (rush is None or window.chance < rush.chance):
            rush = window
        made = [one for one in made if one[1] >= window.start]
        batch = _unlikeliest(recent, made, window, usual)
        if _tells(batch, window) and (company is None or batch.chance < company.batch.chance):
            company = LookAlikes(window, batch)
    return company, rush


def _windows(recent: Recent, rhythm: Rhythm) -> Iterator[Window]:
    """From the longest on, each that holds other people than the one before."""
    last = -1
    for length in WINDOWS:
        start = recent.first_since(recent.now - length)
        size = len(recent.times) - start
        if start == last or size < FEWEST:
            continue
        last, opens = start, recent.silent_since(start)
        expected = rhythm.expected(opens, recent.now)
        usual = expected * (1 + sqrt(rhythm.spread(opens, recent.now)))
        crowd = Crowd(size, usual, max(LEAST_SUSPICIOUS, rhythm.usually_suspicious))
        yield Window(start, opens, crowd, expected, rhythm.chance(size, opens, recent.now))


def _tells(batch: Batch, window: Window) -> bool:
    if batch.count < FEWEST or batch.excess < OF_THE_CROWD * window.crowd.size:
        return False
    in_a_rush = window.rushing and batch.excess >= OF_THE_RUSH * window.too_many
    return batch.chance <= (ALIKE_IN_A_RUSH if in_a_rush else ALIKE_CHANCE)


def _unlikeliest(recent: Recent, made: _Made, window: Window, usual: Usual) -> Batch:
    days = [day for day, _, _ in made]
    doubtful = [day for day, _, suspicious in made if suspicious]
    fewest = max(FEWEST, ceil(OF_THE_CROWD * window.crowd.size))
    found = [suspicious_batch(sum(a.suspicious for a in recent.arrivals[window.start :]), window.crowd)]
    for ages, suspicious in ((days, False), (doubtful, True)):
        if batch := densest(ages, window.crowd, usual, suspicious=suspicious, fewest=fewest):
            found.append(batch)
    return min(found, key=lambda batch: batch.chance)
