"""A spend guard on a store of its own, without X."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.demo.clock import SimulatedClock
from bot.domain import MICROS, Account, Announcement, AnnouncementKind, Policy, Purpose, RateLimit
from bot.domain.jobs import Job
from bot.store import Store
from bot.workflow.context import Context
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.x.errors import OverBudget

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
AMPLE_BUDGET = Policy(
    BERLIN, time(9), daily_budget=10 * MICROS, monthly_budget=50 * MICROS, follow_backs_per_hour=10_000, follow_backs_per_day=10_000
)


@dataclass
class SpendGuardWorld:
    """A spend guard on a store. woken: the jobs it woke."""

    store: Store
    clock: SimulatedClock
    woken: list[Job]
    spend_guard: LedgerSpendGuard

    def set_budgets(self, *, daily: float = 10_000, monthly: float = 10_000) -> None:
        """In dollars, from now on."""
        policy = replace(AMPLE_BUDGET, daily_budget=round(daily * MICROS), monthly_budget=round(monthly * MICROS))
        self.spend_guard = LedgerSpendGuard(Context(self.store, self.clock, policy))

    def set_policy(self, **changes: object) -> None:
        """The team's own limits, from now on."""
        policy = replace(AMPLE_BUDGET, **changes)  # type: ignore[arg-type]  # its own fields
        self.spend_guard = LedgerSpendGuard(Context(self.store, self.clock, policy))

    async def reserve(self, dollars: float = 0.0, purpose: Purpose = Purpose.FOLLOW_BACK, *, write: bool = False) -> int:
        return await self.spend_guard.reserve(purpose=purpose, endpoint="GET /", micros=round(dollars * MICROS), write=write)

    async def spend(self, dollars: float, purpose: Purpose = Purpose.FOLLOW_BACK) -> None:
        reservation = await self.reserve(dollars, purpose, write=True)
        await self.spend_guard.settle_request(reservation, micros=round(dollars * MICROS), status=200, limit=None)

    async def settle_read(self, reservation: int, limit: RateLimit | None = None) -> int:
        """Settle a read that returned two people; returns its cost."""
        return await self.spend_guard.settle(
            reservation, price="User: Read", resource_ids=["7", "8"], unit_micros=10_000, status=200, limit=limit
        )

    async def refusal(self, dollars: float, purpose: Purpose) -> OverBudget:
        with pytest.raises(OverBudget) as caught:
            await self.reserve(dollars, purpose)
        return caught.value

    async def spent(self) -> int:
        async with self.store.read() as tx:
            return await tx.ledger.spent()

    async def account(self) -> Account:
        async with self.store.read() as tx:
            return await tx.accounts.get()

    async def announcements(self, kind: AnnouncementKind = AnnouncementKind.BUDGET) -> list[Announcement]:
        async with self.store.read() as tx:
            return [told for told in await tx.announcements.unposted(100) if told.kind is kind]

    async def announced_levels(self) -> list[str]:
        """The keys of what the team was told about the budgets, in order."""
        return [told.key for told in await self.announcements()]
