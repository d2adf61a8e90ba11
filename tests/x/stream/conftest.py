"""What the stream's tests share: a ledger with so many reservations left, clients that are closed afterwards, and lines as X sends them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX
from bot.domain import ActivityEvent, Blocker, Note, Purpose
from bot.x.billing.pricing import PriceList
from bot.x.client import Credentials, XClient
from bot.x.errors import (
    OverBudget,
)
from bot.x.stream.events import Event
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.x.conftest import keys_of

KINDS = frozenset(ActivityEvent)
FOLLOWS = frozenset({ActivityEvent.FOLLOW})
TIMEOUT = 10.0
"""Real seconds that a test waits for what must come."""

Open = Callable[..., XClient]


@dataclass
class EventSpendGuard(FakeSpendGuard):
    """A ledger with so many reservations left for events."""

    left: int = 1_000_000

    async def reserve(self, *, purpose: Purpose, endpoint: str, micros: int, write: bool, query: str = "") -> int:
        if micros and not self.left:
            raise OverBudget(Note(Blocker.BUDGET_RESERVED), self.clock.now() + timedelta(hours=1))
        self.left -= bool(micros)
        return await super().reserve(purpose=purpose, endpoint=endpoint, micros=micros, write=write, query=query)


@pytest.fixture
def spend_guard(clock: SimulatedClock) -> EventSpendGuard:
    return EventSpendGuard(clock)


@pytest.fixture
async def open_x(clock: SimulatedClock, spend_guard: EventSpendGuard) -> AsyncIterator[Open]:
    clients: list[XClient] = []

    async def at_once(seconds: float) -> None:
        return

    def opened(url: str, keys: Credentials | None = None, *, silence: float = TIMEOUT) -> XClient:
        keys = keys or Credentials("consumer-key", "consumer-secret", "42-access-token", "token-secret", "bearer-token")
        clients.append(XClient(keys, url=url, clock=clock, spend_guard=spend_guard, prices=PriceList(), sleep=at_once, silence=silence))
        return clients[-1]

    yield opened
    for client in clients:
        await client.close()


@pytest.fixture
async def client(x: SimulatedX, open_x: Open) -> XClient:
    return open_x(x.url, keys_of(x))


@asynccontextmanager
async def listening(
    client: XClient, kinds: Collection[ActivityEvent] = KINDS, *, subscribe: bool = True, backfill_minutes: int = 0
) -> AsyncIterator[AsyncGenerator[list[Event]]]:
    if subscribe:
        await client.subscriptions.sync(kinds)
    async with client.events.connect(kinds, backfill_minutes=backfill_minutes) as told:
        yield told


async def the_next(told: AsyncGenerator[list[Event]]) -> list[Event]:
    async with asyncio.timeout(TIMEOUT):
        return await anext(told)


async def collect(told: AsyncGenerator[list[Event]], n: int) -> list[Event]:
    """The next `n` events, in however many pieces they come."""
    events: list[Event] = []
    while len(events) < n:
        events += await the_next(told)
    return events


def line(kind: str = "follow.follow", uuid: str | int | None = "9", source: int = 7, target: int = 42) -> bytes:
    people = {"source": {"data": {"id": str(source), "username": "ada"}}, "target": {"data": {"id": str(target), "username": "us"}}}
    data = {"event_type": kind, "event_uuid": uuid, "filter": {"user_id": "42"}, "payload": people}
    return json.dumps({"data": {name: value for name, value in data.items() if value is not None}}).encode() + b"\r\n"


def sent(*lines: bytes) -> web.Response:
    return web.Response(body=b"".join(lines), content_type="application/json")
