"""A spend guard on a store of its own, without X."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import pytest

from bot.domain import MICROS, AnnouncementKind, Purpose, RateLimit
from bot.workflow.context import Context
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.x.errors import OverBudget
from tests.support.store import StoreWorld

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


class SpendGuardWorld(StoreWorld):
    """A spend guard on a store. Its budgets, and the team's own limits, are ample."""

    def __init__(self, folder: Path) -> None:
        limits: dict[str, Any] = {"daily_budget": 10 * MICROS, "monthly_budget": 50 * MICROS}
        limits |= {"follow_backs_per_hour": 10_000, "follow_backs_per_day": 10_000}
        super().__init__(folder, at=NOON, timezone=BERLIN, **limits)

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.spend_guard = LedgerSpendGuard(self.context)
        return self

    def set_budgets(self, *, daily: float = 10_000, monthly: float = 10_000) -> None:
        """In dollars, from now on."""
        self.set_policy(daily_budget=round(daily * MICROS), monthly_budget=round(monthly * MICROS))

    def set_policy(self, **changes: object) -> None:
        """The team's own limits, from now on."""
        policy = replace(self.policy, **changes)  # type: ignore[arg-type]  # its own fields
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

    async def announced_levels(self) -> list[str]:
        """The keys of what the team was told about the budgets, in order."""
        async with self.store.read() as tx:
            return [told.key for told in await tx.announcements.unposted(100) if told.kind is AnnouncementKind.BUDGET]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[SpendGuardWorld]:
    async with SpendGuardWorld(tmp_path) as world:
        yield world
