"""What every use case is given."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain import Policy
from bot.domain.changes import Change, Changes
from bot.runtime.clock import Clock
from bot.store import Store
from bot.x.billing.pricing import PriceList


@dataclass(frozen=True, slots=True)
class Context:
    """Store, time, the team's limits, and what X charges."""

    store: Store
    clock: Clock
    policy: Policy
    prices: PriceList = field(default_factory=PriceList)

    def publish(self, change: Change) -> None:
        """Tell whoever has to go on of a change outside the database; the others are told of by the transaction that makes them."""
        self.store.changes.publish(Changes(change))
