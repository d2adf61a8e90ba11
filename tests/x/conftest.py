"""What the client's tests share: a clock that stands still, a spend_guard, and clients that are closed afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX, Tier
from bot.x.billing.pricing import PriceList
from bot.x.client import Credentials, XClient
from bot.x.errors import XError
from tests.support.in_memory_spend_guard import FakeSpendGuard

OpenClient = Callable[..., XClient]


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 9, 1, 12, tzinfo=UTC), speed=0)


@pytest.fixture
def spend_guard(clock: SimulatedClock) -> FakeSpendGuard:
    return FakeSpendGuard(clock)


@pytest.fixture
def waits() -> list[float]:
    """How long the client would have waited between two tries, in seconds."""
    return []


@pytest.fixture
async def open_client(clock: SimulatedClock, spend_guard: FakeSpendGuard, waits: list[float]) -> AsyncIterator[OpenClient]:
    clients: list[XClient] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    def opened(url: str, credentials: Credentials | None = None, *, prices: PriceList | None = None, timeout: float = 10.0) -> XClient:
        keys = credentials or Credentials("consumer-key", "consumer-secret", "42-access-token", "token-secret", "bearer-token")
        clients.append(
            XClient(keys, url=url, clock=clock, spend_guard=spend_guard, prices=prices or PriceList(), timeout=timeout, sleep=wait)
        )
        return clients[-1]

    yield opened
    for client in clients:
        await client.close()


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
def client(x: SimulatedX, open_client: OpenClient) -> XClient:
    return open_client(x.url, keys_of(x))


async def raised(attempt: Awaitable[object]) -> XError:
    with pytest.raises(XError) as caught:
        await attempt
    return caught.value
