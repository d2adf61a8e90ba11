"""What the two budgets for X allow, and when the team is told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from bot.domain import SWEEP_SHARE, Blocker, DaySpending, Figure, Funds, Note, Policy, Priority, Purpose, Snapshot
from bot.planning.shortage import next_month, tomorrow
from bot.store import Tx
from bot.workflow.context import Context
from bot.x.billing.pricing import Price
from bot.x.errors import OverBudget

LEVELS = (50, 80, 100)
"""Percent of a budget at which the team is told."""

CALL_TIMEOUT = timedelta(seconds=15)
"""Longer than a call to X takes."""


@dataclass(frozen=True, slots=True)
class Budget:
    """One of the two, in its present period. spent: micro-dollars spent or reserved, of `micros`. until: when the next period begins."""

    period: str
    day: str
    """What identifies the period."""
    spent: int
    micros: int
    until: datetime

    @property
    def level(self) -> int:
        """The highest of the levels that is reached, 0 for none. Of a budget of nothing nothing can be spent."""
        return max((level for level in LEVELS if self.spent and self.spent * 100 >= self.micros * level), default=0)

    def refuses(self, micros: int, priority: Priority) -> bool:
        return micros > max(0, self._share(priority) - self.spent)

    def refusal(self, purpose: Purpose, micros: int, zone: tzinfo) -> Note:
        """Why this call is refused, and when it will not be."""
        daily = self.period == "day"
        option = f"{'DAILY' if daily else 'MONTHLY'}_BUDGET_USD"
        figures: dict[str, Figure] = {"option": option, "budget": self.micros, "purpose": purpose.value}
        if micros > self._share(purpose.priority):
            return Note(Blocker.BUDGET_TOO_SMALL, figures | {"call": micros})
        if daily:
            return Note(Blocker.DAILY_BUDGET_USED, figures | {"until": self.until.astimezone(zone)})
        return Note(Blocker.MONTHLY_BUDGET_USED, figures | {"until": self.until})

    def _share(self, priority: Priority) -> int:
        return int(self.micros * priority.share)


def budgets(funds: Funds, now: datetime) -> tuple[Budget, Budget]:
    """Today's and this month's."""
    today = now.astimezone(UTC).date()
    return (
        Budget("day", today.isoformat(), funds.today, funds.daily_budget, tomorrow(now)),
        Budget("month", f"{today:%Y-%m}", funds.this_month, funds.monthly_budget, next_month(now)),
    )


def charged_only(funds: Funds, days: Iterable[DaySpending], now: datetime) -> Funds:
    """The same without what is merely reserved. days: those of this month."""
    days, today = list(days), now.astimezone(UTC).date()
    return replace(funds, today=sum(day.charged for day in days if day.day == today), this_month=sum(day.charged for day in days))


def over_budget(refusing: Iterable[Budget], purpose: Purpose, micros: int, zone: tzinfo) -> OverBudget:
    """The refusal of this call by these budgets, one or both: until there is money in all of them."""
    last = max(refusing, key=lambda budget: budget.until)
    return OverBudget(last.refusal(purpose, micros, zone), last.until)


def all_reserved(now: datetime) -> OverBudget:
    """The refusal of a call for which there would be money if calls under way cost less than they may, as they mostly do."""
    return OverBudget(Note(Blocker.BUDGET_RESERVED), now + CALL_TIMEOUT)


@dataclass(frozen=True, slots=True)
class SweepFunds:
    """What sweeps may still cost, in micro-dollars: this month, of LEAVERS_BUDGET_USD; and today, which is never more."""

    this_month: int
    today: int


async def sweep_funds(tx: Tx, policy: Policy, now: datetime, funds: Funds | None = None) -> SweepFunds:
    """Of a day sweeps take SWEEP_SHARE of what optional calls may. funds: as they were read in this transaction."""
    funds, today = funds or await funds_of(tx, policy, now), now.astimezone(UTC).date()
    sweeps = [day for day in await tx.ledger.by_day(today.replace(day=1)) if day.purpose is Purpose.SWEEP]
    this_month = max(0, policy.leavers_budget - sum(day.charged + day.reserved for day in sweeps))
    of_today = int(policy.daily_budget * Purpose.SWEEP.priority.share * SWEEP_SHARE)
    of_today -= sum(day.charged + day.reserved for day in sweeps if day.day == today)
    return SweepFunds(this_month, max(0, min(this_month, of_today, funds.left_for(Purpose.SWEEP.priority))))


@dataclass(frozen=True, slots=True)
class Shortfall:
    """There is none. used_up: the budgets that what X has charged leaves too little of; none where it is only reserved."""

    error: OverBudget
    used_up: Sequence[Budget]


async def shortfall(tx: Tx, policy: Policy, purpose: Purpose, micros: int, now: datetime, funds: Funds | None = None) -> Shortfall | None:
    """Why a call that may cost so much has to wait; None when there is money for it. funds: as they were read in this transaction."""
    funds = funds or await funds_of(tx, policy, now)
    if purpose is Purpose.SWEEP and (refusal := _over_sweep_funds(await sweep_funds(tx, policy, now, funds), policy, micros, now)):
        return Shortfall(refusal, ())
    if not any(budget.refuses(micros, purpose.priority) for budget in budgets(funds, now)):
        return None
    used_up = [budget for budget in budgets(await charged(tx, funds, now), now) if budget.refuses(micros, purpose.priority)]
    return Shortfall(over_budget(used_up, purpose, micros, policy.timezone) if used_up else all_reserved(now), used_up)


def _over_sweep_funds(left: SweepFunds, policy: Policy, micros: int, now: datetime) -> OverBudget | None:
    """Why this call of a sweep has to wait."""
    if micros <= left.today:
        return None
    of_month = micros > left.this_month
    figures: dict[str, Figure] = {"option": "LEAVERS_BUDGET_USD", "budget": policy.leavers_budget, "purpose": Purpose.SWEEP.value}
    if of_month:
        return OverBudget(Note(Blocker.MONTHLY_BUDGET_USED, figures | {"until": next_month(now)}), next_month(now))
    figures |= {"option": "DAILY_BUDGET_USD", "budget": policy.daily_budget, "until": tomorrow(now).astimezone(policy.timezone)}
    return OverBudget(Note(Blocker.DAILY_BUDGET_USED, figures), tomorrow(now))


async def snapshot_of(tx: Tx, policy: Policy, now: datetime) -> Snapshot:
    """The account with its permissions, the limits that are used up, and the two budgets."""
    return await tx.snapshots.take(policy.daily_budget, policy.monthly_budget, now)


async def funds_of(tx: Tx, policy: Policy, now: datetime) -> Funds:
    """The two budgets, and what of them is spent or reserved."""
    return await tx.ledger.funds(policy.daily_budget, policy.monthly_budget, now)


async def charged(tx: Tx, funds: Funds, now: datetime) -> Funds:
    """The same without what is merely reserved."""
    return charged_only(funds, await tx.ledger.by_day(now.astimezone(UTC).date().replace(day=1)), now)


async def affordable(context: Context, purpose: Purpose, price: Price | int, *, most: int, least: int = 1) -> int:
    """How many to ask for: `most`, or as many as the budgets leave money for, and never fewer than `least`.

    price: of one of them, or in micro-dollars the most that one may cost with whatever X charges along with it.
    """
    each = price.micros if isinstance(price, Price) else price
    funds = (await context.account_cache.now()).funds
    return max(least, min(most, funds.left_for(purpose.priority) // each)) if each else most
