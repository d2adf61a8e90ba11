"""What every use case is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain import Policy
from bot.domain.jobs import Job as Job
from bot.runtime.clock import Clock
from bot.store import Store
from bot.x.billing.pricing import PriceList


@dataclass(frozen=True, slots=True)
class Context:
    """Store, time, the team's limits, how to wake a job, and what X charges."""

    store: Store
    clock: Clock
    policy: Policy
    wake: Callable[[Job], None]
    prices: PriceList = field(default_factory=PriceList)
