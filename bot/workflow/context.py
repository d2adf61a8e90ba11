"""What every use case is given."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain import Policy
from bot.domain.changes import Change, Changes
from bot.runtime.clock import Clock
from bot.store import Store
from bot.workflow.account_cache import AccountCache
from bot.x.billing.pricing import PriceList


@dataclass(slots=True, eq=False)
class Context:
    """Store, time, the team's limits, and what X charges. account_cache: what a job goes by in one run.

    policy: as it is now. Nobody keeps it, because it may be another one the next time.
    """

    store: Store
    clock: Clock
    policy: Policy
    prices: PriceList = field(default_factory=PriceList)
    account_cache: AccountCache = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.account_cache = AccountCache(self.store, self.clock, lambda: self.policy)

    def publish(self, change: Change) -> None:
        """Tell whoever has to go on of a change outside the database; the others are told of by the transaction that makes them."""
        self.store.changes.publish(Changes(change))
