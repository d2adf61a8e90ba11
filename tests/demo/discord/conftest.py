"""A simulated Discord, its people, and a caller that speaks to its REST API as a bot would."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord, SimulatedMember
from tests.demo.discord.openapi import validator
from tests.demo.discord.raw_client import Caller, RawGateway

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(START, speed=0)


@pytest.fixture
async def d(clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SimulatedDiscord]:
    """Without rate limits; discord.py is pointed at it."""
    d = SimulatedDiscord(clock, validator(), rate_limited=False)
    await d.start()
    monkeypatch.setattr(Route, "BASE", d.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(d.gateway_url))
    yield d
    await d.stop()


@pytest.fixture
def maya(d: SimulatedDiscord) -> SimulatedMember:
    return d.person("Maya")


@pytest.fixture
def leo(d: SimulatedDiscord) -> SimulatedMember:
    return d.person("Leo")


@pytest.fixture
async def api(d: SimulatedDiscord) -> AsyncIterator[Caller]:
    async with Caller(d.api_url, d.token) as caller:
        yield caller


@pytest.fixture
async def raw(d: SimulatedDiscord) -> AsyncIterator[RawGateway]:
    """A bot that is connected and does nothing by itself."""
    async with RawGateway(d.gateway_url, d.token) as raw:
        await raw.identify()
        yield raw
