"""What the door's tests share: a clock that stands still, a ledger, and doors that are closed afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX, Tier
from bot.x.billing.pricing import PriceList
from bot.x.client import Credentials, X
from bot.x.errors import XError
from tests.x.ledger import Ledger

OpenDoor = Callable[..., X]


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 9, 1, 12, tzinfo=UTC), speed=0)


@pytest.fixture
def ledger(clock: SimulatedClock) -> Ledger:
    return Ledger(clock)


@pytest.fixture
def waits() -> list[float]:
    """How long the door would have waited between two tries, in seconds."""
    return []


@pytest.fixture
async def open_door(clock: SimulatedClock, ledger: Ledger, waits: list[float]) -> AsyncIterator[OpenDoor]:
    doors: list[X] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    def opened(url: str, credentials: Credentials | None = None, *, prices: PriceList | None = None, timeout: float = 10.0) -> X:
        keys = credentials or Credentials("consumer-key", "consumer-secret", "42-access-token", "token-secret", "bearer-token")
        doors.append(X(keys, url=url, clock=clock, meter=ledger, prices=prices or PriceList(), timeout=timeout, sleep=wait))
        return doors[-1]

    yield opened
    for door in doors:
        await door.close()


@pytest.fixture(params=list(Dialect))
def dialect(request: pytest.FixtureRequest) -> Dialect:
    return Dialect(request.param)


@pytest.fixture
async def x(clock: SimulatedClock, dialect: Dialect) -> AsyncIterator[SimulatedX]:
    simulated = SimulatedX(
        clock, seed=7, tier=Tier.ENTERPRISE, dialect=dialect, owns_app=True, pagination="cursor", username="harbourlight"
    )
    await simulated.start(port=0)
    yield simulated
    await simulated.stop()


def keys_of(x: SimulatedX) -> Credentials:
    keys = x.credentials
    return Credentials(keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret, keys.bearer_token)


@pytest.fixture
def door(x: SimulatedX, open_door: OpenDoor) -> X:
    return open_door(x.url, keys_of(x))


async def raised(attempt: Awaitable[object]) -> XError:
    with pytest.raises(XError) as caught:
        await attempt
    return caught.value
