"""The account and what the budgets leave, kept in memory: what a job goes by in one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.domain import Account, Funds, Policy
from bot.domain.changes import AccountChanged, Changes, SettingsChanged, SpendingChanged
from bot.runtime.clock import Clock
from bot.store import Store


@dataclass(frozen=True, slots=True)
class AccountState:
    """day: the UTC day for which the funds hold."""

    account: Account
    funds: Funds
    day: date

    def spent(self, day: date, micros: int) -> AccountState:
        """The same after so much was spent or reserved on this UTC day."""
        today = micros if day == self.day else 0
        this_month = micros if (day.year, day.month) == (self.day.year, self.day.month) else 0
        return replace(self, funds=replace(self.funds, today=self.funds.today + today, this_month=self.funds.this_month + this_month))


class AccountCache:
    """Reads both when the first job asks for them, and then keeps them in step with what transactions say they have changed.

    Whoever reserves money reads both again, in the transaction that reserves it.
    """

    def __init__(self, store: Store, clock: Clock, policy: Callable[[], Policy]) -> None:
        self._store, self._clock, self._policy = store, clock, policy
        self._kept: AccountState | None = None
        self._commits = 0
        store.changes.subscribe(self._follow)

    async def now(self) -> AccountState:
        """The account and the funds at this moment."""
        now = self._clock.now()
        if self._kept is not None and self._kept.day == _utc_day(now):
            return self._kept
        commits, writing, policy = self._commits, self._store.is_writing, self._policy()
        async with self._store.read() as tx:
            read = await tx.snapshots.take(policy.daily_budget, policy.monthly_budget, now)
        state = AccountState(read.account, read.funds, _utc_day(now))
        if commits == self._commits and not (writing or self._store.is_writing):
            self._kept = state  # or it may say already, or not yet, what is heard of next
        return state

    def _follow(self, changes: Changes) -> None:
        self._commits += 1
        if (kept := self._kept) is None:
            return
        for change in changes:
            if isinstance(change, SettingsChanged):
                self._kept = None  # the budgets may be others
                return
            if isinstance(change, AccountChanged):
                kept = replace(kept, account=change.account)
            elif isinstance(change, SpendingChanged):
                kept = kept.spent(change.day, change.micros)
        self._kept = kept


def _utc_day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
