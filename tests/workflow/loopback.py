"""A simulated X with the door to it and a store, on one clock that stands still unless it is moved; without Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX
from bot.store import Store
from bot.workflow.meter import LedgerMeter
from bot.x.door import Credentials, X

START = datetime(2026, 3, 2, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Loopback:
    """What a use case that speaks to X is given."""

    x: SimulatedX
    clock: SimulatedClock
    store: Store
    door: X


@asynccontextmanager
async def loopback(
    folder: Path,
    *,
    population: int = 0,
    owns_app: bool = True,
    dialect: Dialect = Dialect.TWEET,
    pagination: Literal["cursor", "offset"] = "cursor",
    shuffle: int = 0,
    url: str = "",
) -> AsyncIterator[Loopback]:
    """url: where the door looks for X, if elsewhere than where it is."""
    clock = SimulatedClock(START, speed=0)
    x = SimulatedX(clock, population=population, owns_app=owns_app, dialect=dialect, pagination=pagination)
    x.shuffle = shuffle
    await x.start()
    given = x.credentials
    credentials = Credentials(given.consumer_key, given.consumer_secret, given.access_token, given.access_token_secret)
    store = await Store.open(f"sqlite+aiosqlite:///{folder / 'mutuals.sqlite3'}", account_id=credentials.account_id)
    door = X(credentials, url=url or x.url, clock=clock, meter=LedgerMeter(store, clock), owns_app=owns_app, sleep=_at_once)
    try:
        yield Loopback(x, clock, store, door)
    finally:
        await door.close()
        await store.close()
        await x.stop()


async def _at_once(seconds: float) -> None:
    return
