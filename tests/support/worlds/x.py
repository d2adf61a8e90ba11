"""A simulated X with a client of it and a store, on one clock that stands still unless it is moved; without Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX, Tier
from bot.domain import MICROS, Policy
from bot.domain.jobs import Job
from bot.store import Store
from bot.workflow.context import Context
from bot.workflow.money.spend_guard import LedgerSpendGuard
from bot.x.billing.pricing import PriceList
from bot.x.client import Credentials, XClient
from tests.support.database import create_database
from tests.support.woken import woken_by

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
POLICY = Policy(ZoneInfo("UTC"), time(9), daily_budget=1_000 * MICROS, monthly_budget=1_000 * MICROS)
"""Budgets that hold nothing back."""


@dataclass(frozen=True, slots=True)
class XWorld:
    """What a use case that speaks to X is given. woken: jobs that were woken."""

    x: SimulatedX
    clock: SimulatedClock
    store: Store
    client: XClient
    context: Context
    woken: list[Job]


@asynccontextmanager
async def x_world(
    folder: Path,
    *,
    policy: Policy = POLICY,
    tier: Tier = Tier.SELF_SERVE,
    population: int = 0,
    owns_app: bool = True,
    dialect: Dialect = Dialect.TWEET,
    pagination: Literal["cursor", "offset"] = "cursor",
    shuffle: int = 0,
    url: str = "",
) -> AsyncIterator[XWorld]:
    """url: where the client looks for X, if elsewhere than where it is."""
    clock = SimulatedClock(START, speed=0)
    x = SimulatedX(clock, tier=tier, population=population, owns_app=owns_app, dialect=dialect, pagination=pagination)
    x.shuffle = shuffle
    await x.start()
    given = x.credentials
    credentials = Credentials(given.consumer_key, given.consumer_secret, given.access_token, given.access_token_secret)
    store = await Store.open(create_database(folder / "mutuals.sqlite3"), account_id=credentials.account_id)
    woken = woken_by(store)
    prices = PriceList(owns_app=owns_app)
    context = Context(store, clock, policy, prices)
    client = XClient(credentials, url=url or x.url, clock=clock, spend_guard=LedgerSpendGuard(context), prices=prices, sleep=_at_once)
    try:
        yield XWorld(x, clock, store, client, context, woken)
    finally:
        await client.close()
        await store.close()
        await x.stop()


async def _at_once(seconds: float) -> None:
    return
