"""One call to X, and what it may cost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.domain import Purpose
from bot.x.billing.pricing import Price, Unit
from bot.x.http.refusals import RefusalRule
from bot.x.http.transport import Answer

Json = dict[str, Any]
Request = Callable[[], Awaitable[Answer]]
"""Sends one request when called."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What an answer carries along because the call asked for it: charged like anything else that is returned.

    keys: where it is in the answer's `includes`, in either dialect. each: the most of it that one unit can bring.
    """

    price: Price
    keys: tuple[str, ...]
    each: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """One read or write.

    units: the most resources that can come back, or 1 for a write.
    query: what is asked of the endpoint, apart from how much of it.
    newest_first: whether it asks for the top of a list that grows there, so that later less of the same stands on it.
    expanded: what else the answer carries along; None when nothing was asked for.
    as_app: whether the app asks for itself, with its bearer token.
    no_effect: whether it is a write that X never carries out, so that it cannot have cost anything unless X says so.
    meaning: what X's errors mean at this endpoint in particular; None where they mean what they mean everywhere.
    """

    endpoint: str
    purpose: Purpose
    price: Price
    units: int = 1
    query: str = ""
    expanded: Expansion | None = None
    as_app: bool = False
    no_effect: bool = False
    meaning: RefusalRule | None = None
    newest_first: bool = False

    @property
    def write(self) -> bool:
        return self.price.unit is Unit.REQUEST

    @property
    def prices(self) -> tuple[Price, ...]:
        """Each once: what is carried along may cost the same as what was asked for."""
        return tuple(dict.fromkeys([self.price, *([self.expanded.price] if self.expanded else [])]))

    def max_units(self, price: Price) -> int:
        """The most that can be charged at this one of its prices."""
        carried = self.units * self.expanded.each if self.expanded and self.expanded.price == price else 0
        return carried + (self.units if price == self.price else 0)

    def max_micros(self, price: Price) -> int:
        """The most it can cost at this one of its prices, in micro-dollars."""
        return self.max_units(price) * price.micros
