"""What the two budgets for X allow, and when the team is told. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from bot.domain import MICROS, DaySpending, Funds, Priority, Purpose
from bot.planning.shortage import next_month, tomorrow
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

    def sentence(self, purpose: Purpose, micros: int, zone: tzinfo) -> str:
        """Why this call is refused, and when it will not be."""
        daily = self.period == "day"
        option = f"{'DAILY' if daily else 'MONTHLY'}_BUDGET_USD"
        if micros > self._share(purpose.priority):
            return f"{option} ({_dollars(self.micros)}) is too small for {purpose.words}: one call may cost {_dollars(micros)}."
        again = f"at {self.until.astimezone(zone):%H:%M}" if daily else f"on {self.until.day} {self.until:%B}"
        whose = "Today's" if daily else "This month's"
        return f"{whose} budget for X ({option}, {_dollars(self.micros)}) is used up for {purpose.words}; it renews {again}."

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
    return OverBudget(last.sentence(purpose, micros, zone), last.until)


def all_reserved(now: datetime) -> OverBudget:
    """The refusal of a call for which there would be money if calls under way cost less than they may, as they mostly do."""
    return OverBudget("What is left of the budget for X is reserved for calls in flight; Mutuals retries in a moment.", now + CALL_TIMEOUT)


def _dollars(micros: int) -> str:
    """To the cent, or as exactly as it is."""
    dollars, rest = divmod(micros, MICROS)
    return f"${dollars:,}.{f'{rest:06}'.rstrip('0').ljust(2, '0')}"
