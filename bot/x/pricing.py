"""X's pay-per-use prices, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

AS_OF = "2026-08"
SOURCE = "https://docs.x.com/x-api/getting-started/pricing"


class Unit(StrEnum):
    """What a price is for."""

    RESOURCE = "resource"
    """Each resource returned, once per UTC day."""
    REQUEST = "request"
    """Each request that succeeded."""


@dataclass(frozen=True, slots=True)
class Price:
    """What X charges, in micro-dollars. name: as X's own price list has it."""

    name: str
    micros: int
    unit: Unit


USER_READ = Price("User: Read", 10_000, Unit.RESOURCE)
FOLLOWS_READ = Price("Following/Followers: Read", 10_000, Unit.RESOURCE)
OWNED_READ = Price("Owned: Read", 1_000, Unit.RESOURCE)
"""Lists of the authenticated user when that user also owns the developer app; `GET /2/users/me` is not among them."""
POST_READ = Price("Post: Read", 5_000, Unit.RESOURCE)
FOLLOW = Price("User Interaction: Create", 15_000, Unit.REQUEST)


def own_list(*, owns_app: bool) -> Price:
    """What each entry of the account's own followers or following costs."""
    return OWNED_READ if owns_app else FOLLOWS_READ


def own_mentions(*, owns_app: bool) -> Price:
    """What each post that mentions the account costs."""
    return OWNED_READ if owns_app else POST_READ
