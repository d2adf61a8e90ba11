"""One question or act, and what it may cost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.model import Purpose
from bot.x.pricing import Price, Unit
from bot.x.transport import Answer

Json = dict[str, Any]
Request = Callable[[], Awaitable[Answer]]
"""Sends one request when called."""


@dataclass(frozen=True, slots=True)
class Call:
    """One question or act.

    units: the most resources that can come back, or 1 for a write.
    question: tells apart what is asked of the same endpoint.
    expanded: what each person costs whom the answer carries along, at most one a unit; None when none was asked for.
    as_app: whether the app asks for itself, with its bearer token.
    idle: whether it is a write that X never carries out, so that it cannot have cost anything unless X says so.
    """

    endpoint: str
    purpose: Purpose
    price: Price
    units: int = 1
    question: str = ""
    expanded: Price | None = None
    as_app: bool = False
    idle: bool = False

    @property
    def write(self) -> bool:
        return self.price.unit is Unit.REQUEST

    @property
    def prices(self) -> tuple[Price, ...]:
        return (self.price,) if self.expanded is None else (self.price, self.expanded)

    def most(self, price: Price) -> int:
        """The most it can cost at this one of its prices, in micro-dollars."""
        return self.units * price.micros
