"""People who come many at once: followers whom somebody bought, and those whom a post brings that is passed around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.demo.x.people import Kind, Person
from bot.demo.x.population import Casting
from bot.demo.x.traits import Handles, Traits

_SHAPES: Final = (Handles.NUMBERED, Handles.NUMBERED, Handles.NUMBERED, Handles.LETTERS)
_BATCHES: Final = (1, 1, 2)
_BATCH_DAYS: Final = 16
"""In so many days a vendor makes a batch of accounts."""
_MADE: Final = (30, 110)
_BETWEEN_BATCHES: Final = (60, 200)
"""Days: how long ago the latest batch was begun, and how long before it the one before."""
_FOLLOWING: Final = (700, 2_200)
"""Where between these the accounts of one vendor lie; each of them is up to a third below it or half above it."""
_FINE_ALONE: Final = 0.25
"""Of those bought, who would pass for ordinary people if they came by themselves."""

_HOLLOW: Final = Traits((2, 26), (1, 16), (1, 13), (1, 1), (4, 60), 0.25, verified=0.0, shouts=True)
_PRESENTABLE: Final = Traits((45, 190), (12, 140), (10, 260), (1, 1), (1, 20), 0.5, balance=(0.8, 1.5), verified=0.0)

_NEWCOMER: Final = Traits((5, 90), (5, 120), (10, 400), (3, 60), (0.05, 6), 0.6, balance=(0.8, 3.5), verified=0.0, collects=0.1)
_RECENT_SHARE: Final = 0.06
_READERS: Final = {Kind.ORDINARY: 55, Kind.ENGAGED: 18, Kind.QUIET: 15, Kind.PROTECTED: 5, Kind.SUSPICIOUS: 4, Kind.BIG: 3}
"""Of a hundred whom a post brings and who have been on X for a while."""
_DECK: Final = tuple(kind for kind, share in _READERS.items() for _ in range(share))


def bought(casting: Casting, size: int, now: datetime) -> Iterator[Person]:
    """`size` accounts of one vendor: made in one or two batches within a few weeks each, under handles of one shape, alike in size.

    About a quarter of them give nothing away but the weeks and the handle.
    """
    handles = casting.any_of(_SHAPES)
    middle = casting.between(_FOLLOWING)
    hollow = replace(_HOLLOW, handles=handles, following=(middle / 1.5, middle * 1.5))
    presentable = replace(_PRESENTABLE, handles=handles)
    batches = [now - timedelta(days=casting.between(_MADE))]
    for _ in range(casting.any_of(_BATCHES) - 1):
        batches.append(batches[-1] - timedelta(days=casting.between(_BETWEEN_BATCHES)))
    for _ in range(size):
        made = casting.any_of(batches) + timedelta(seconds=casting.any_of(range(_BATCH_DAYS * 86_400)))
        traits, kind = (presentable, Kind.ORDINARY) if casting.chance(_FINE_ALONE) else (hollow, Kind.SUSPICIOUS)
        person = casting.cast(traits, kind, now, created_at=made)
        person.sold = True
        yield person


def readers(casting: Casting, size: int, now: datetime) -> Iterator[Person]:
    """`size` people whom a post brings: the usual mix, some with reach, some who are new on X themselves."""
    for _ in range(size):
        if casting.chance(_RECENT_SHARE):
            yield casting.cast(_NEWCOMER, Kind.ORDINARY, now)
        else:
            yield casting.person(casting.any_of(_DECK), now)
