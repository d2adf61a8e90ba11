"""Followers who arrive in bursts: bought ones, and the readers of a viral post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.demo.x.world.models import Person, Persona
from bot.demo.x.world.person_factory import PersonFactory
from bot.demo.x.world.personas import Handles, Traits

_SHAPES: Final = (Handles.NUMBERED, Handles.NUMBERED, Handles.NUMBERED, Handles.LETTERS)
_BATCHES: Final = (1, 1, 2)
_BATCH_DAYS: Final = 16
"""In so many days a vendor makes a batch of accounts."""
_MADE: Final = (30, 110)
_BETWEEN_BATCHES: Final = (60, 200)
"""Days: how long ago the latest batch was begun, and how long before it the one before."""
_FOLLOWING: Final = (700, 2_200)
"""The range of a vendor's typical figure; each account is up to a third below or half above it."""
_INCONSPICUOUS_SHARE: Final = 0.25
"""The share of bought followers who would pass for ordinary people on their own."""

_SUSPICIOUS: Final = Traits((2, 26), (1, 16), (1, 13), (1, 1), (4, 60), 0.25, verified=0.0, spam_bio=True)
_INCONSPICUOUS: Final = Traits((45, 190), (12, 140), (10, 260), (1, 1), (1, 20), 0.5, balance=(0.8, 1.5), verified=0.0)

_NEWCOMER: Final = Traits((5, 90), (5, 120), (10, 400), (3, 60), (0.05, 6), 0.6, balance=(0.8, 3.5), verified=0.0, asks_follow_back=0.1)
_RECENT_SHARE: Final = 0.06
_READERS: Final = {
    Persona.ORDINARY: 55,
    Persona.ENGAGED: 18,
    Persona.QUIET: 15,
    Persona.PROTECTED: 5,
    Persona.SUSPICIOUS: 4,
    Persona.BIG: 3,
}
"""Of a hundred readers who have been on X for a while."""
_WEIGHTED: Final = tuple(persona for persona, share in _READERS.items() for _ in range(share))


def bought_followers(factory: PersonFactory, size: int, now: datetime) -> Iterator[Person]:
    """`size` accounts of one vendor: created in one or two batches of a few weeks each, with handles of the same form and similar figures.

    About a quarter of them look ordinary apart from their creation date and handle.
    """
    handles = factory.choice(_SHAPES)
    middle = factory.between(_FOLLOWING)
    suspicious = replace(_SUSPICIOUS, handles=handles, following=(middle / 1.5, middle * 1.5))
    inconspicuous = replace(_INCONSPICUOUS, handles=handles)
    batches = [now - timedelta(days=factory.between(_MADE))]
    for _ in range(factory.choice(_BATCHES) - 1):
        batches.append(batches[-1] - timedelta(days=factory.between(_BETWEEN_BATCHES)))
    for _ in range(size):
        made = factory.choice(batches) + timedelta(seconds=factory.choice(range(_BATCH_DAYS * 86_400)))
        traits, persona = (inconspicuous, Persona.ORDINARY) if factory.chance(_INCONSPICUOUS_SHARE) else (suspicious, Persona.SUSPICIOUS)
        person = factory.make(traits, persona, now, created_at=made)
        person.bought = True
        yield person


def viral_readers(factory: PersonFactory, size: int, now: datetime) -> Iterator[Person]:
    """`size` readers of a post: the usual mix, some with reach, some who are new to X."""
    for _ in range(size):
        if factory.chance(_RECENT_SHARE):
            yield factory.make(_NEWCOMER, Persona.ORDINARY, now)
        else:
            yield factory.person(factory.choice(_WEIGHTED), now)
