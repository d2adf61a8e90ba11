"""What people of each persona look like, in ranges and shares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bot.demo.x.world.models import Persona

Range = tuple[float, float]


class Handles(Enum):
    """How handles are formed."""

    CHOSEN = auto()
    NUMBERED = auto()
    """A name and five digits."""
    LETTERS = auto()
    """Eight random letters."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What people of one persona look like: ranges that figures are drawn from (evenly over their logarithm) and shares from 0 to 1.

    balance: following for each follower; following, where given, takes precedence. age, silence: days.
    asks_follow_back: the share of those with a bio that asks to be followed back.
    """

    followers: Range
    posts: Range
    likes: Range
    age: Range
    silence: Range
    bio: float
    balance: Range = (0.5, 2.0)
    following: Range | None = None
    verified: float = 0.02
    spam_bio: bool = False
    asks_follow_back: float = 0.0
    handles: Handles = Handles.CHOSEN


TRAITS = {
    Persona.ENGAGED: Traits(
        (300, 6_000),
        (800, 12_000),
        (1_500, 25_000),
        (400, 5_000),
        (0.01, 2),
        0.98,
        balance=(0.4, 1.4),
        verified=0.15,
        asks_follow_back=0.05,
    ),
    Persona.ORDINARY: Traits(
        (60, 900), (120, 4_000), (200, 9_000), (200, 5_000), (0.2, 21), 0.85, balance=(0.6, 2.2), asks_follow_back=0.08
    ),
    Persona.QUIET: Traits((15, 250), (1, 31), (1, 400), (300, 5_000), (60, 1_500), 0.45, balance=(0.7, 2.5)),
    Persona.SUSPICIOUS: Traits(
        *((1, 39), (1, 61), (1, 41), (20, 240), (5, 150), 0.4),
        following=(1_400, 4_990),
        verified=0.0,
        spam_bio=True,
        handles=Handles.NUMBERED,
    ),
    Persona.PROTECTED: Traits((30, 600), (50, 3_000), (100, 5_000), (300, 5_000), (0.2, 30), 0.75, balance=(0.7, 1.8)),
    Persona.BIG: Traits(
        (20_000, 900_000), (4_000, 60_000), (2_000, 60_000), (900, 5_000), (0.01, 1), 1.0, balance=(0.002, 0.06), verified=0.85
    ),
}

MIX = {Persona.ENGAGED: 18, Persona.ORDINARY: 45, Persona.QUIET: 22, Persona.SUSPICIOUS: 8, Persona.PROTECTED: 6, Persona.BIG: 1}
"""Of a hundred followers of a small, honest account."""
