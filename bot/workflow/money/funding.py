"""Whether there is money for a call, by what the ledger says at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain import Funds, Policy, Purpose, Snapshot
from bot.store import Tx
from bot.workflow.money.budgets import Budget, all_reserved, budgets, charged_only, over_budget
from bot.x.errors import OverBudget


@dataclass(frozen=True, slots=True)
class Shortfall:
    """There is none. used_up: the budgets that what X has charged leaves too little of; none where it is only reserved."""

    error: OverBudget
    used_up: Sequence[Budget]


async def shortfall(tx: Tx, policy: Policy, purpose: Purpose, micros: int, now: datetime, funds: Funds | None = None) -> Shortfall | None:
    """Why a call that may cost so much has to wait; None when there is money for it. funds: as they were read in this transaction."""
    funds = funds or await funds_of(tx, policy, now)
    if not any(budget.refuses(micros, purpose.priority) for budget in budgets(funds, now)):
        return None
    used_up = [budget for budget in budgets(await charged(tx, funds, now), now) if budget.refuses(micros, purpose.priority)]
    return Shortfall(over_budget(used_up, purpose, micros, policy.timezone) if used_up else all_reserved(now), used_up)


async def snapshot_of(tx: Tx, policy: Policy, now: datetime) -> Snapshot:
    """The account with its permissions, the limits that are used up, and the two budgets."""
    return await tx.snapshots.take(policy.daily_budget, policy.monthly_budget, now)


async def funds_of(tx: Tx, policy: Policy, now: datetime) -> Funds:
    """The two budgets, and what of them is spent or reserved."""
    return await tx.ledger.funds(policy.daily_budget, policy.monthly_budget, now)


async def charged(tx: Tx, funds: Funds, now: datetime) -> Funds:
    """The same without what is merely reserved."""
    return charged_only(funds, await tx.ledger.by_day(now.astimezone(UTC).date().replace(day=1)), now)
