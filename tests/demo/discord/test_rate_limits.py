"""Rate limits, in real time: the five messages that go through at once, the sixth that does not, and what discord.py makes of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord
from tests.demo.discord.example_bot import SampleBot, running
from tests.demo.discord.gateway.test_gateway import text_channel
from tests.demo.discord.raw_client import Caller, Reply


@pytest.fixture
async def d(clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SimulatedDiscord]:
    """With rate limits, as is the rule."""
    d = SimulatedDiscord(clock)
    await d.start()
    monkeypatch.setattr(Route, "BASE", d.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(d.gateway_url))
    yield d
    await d.stop()


async def posted(api: Caller, d: SimulatedDiscord, content: str) -> Reply:
    return await api.post(f"/channels/{d.channel_id}/messages", {"content": content})


async def test_the_sixth_message_at_once_is_refused(d: SimulatedDiscord, api: Caller) -> None:
    replies = [await posted(api, d, str(number)) for number in range(6)]
    assert [reply.status for reply in replies] == [200] * 5 + [429]
    assert [reply.headers["X-RateLimit-Remaining"] for reply in replies] == ["4", "3", "2", "1", "0", "0"]
    refused = replies[-1]
    assert 0 < refused.json["retry_after"] <= 5
    assert refused.json["global"] is False
    assert refused.headers["Via"]
    assert int(refused.headers["Retry-After"]) >= refused.json["retry_after"]
    assert len(d.channel.messages) == 5
    assert d.requests[-1].status == 429


async def test_other_routes_have_their_own_limits(d: SimulatedDiscord, api: Caller) -> None:
    for number in range(6):
        await posted(api, d, str(number))
    first = d.channel.messages[0]
    edited = await api.call("PATCH", f"/channels/{d.channel_id}/messages/{first.id}", json={"content": "edited"})
    assert (edited.status, first.text) == (200, "edited")


async def test_more_than_fifty_a_second_are_refused_everywhere(d: SimulatedDiscord, api: Caller) -> None:
    paths = ["/users/@me", "/gateway", f"/guilds/{d.guild_id}"]
    replies = await asyncio.gather(*(api.get(paths[number % 3]) for number in range(200)))
    refused = [reply for reply in replies if reply.status == 429]
    assert refused
    assert all(reply.json["global"] and reply.headers["X-RateLimit-Scope"] == "global" for reply in refused)


async def test_discord_py_waits_and_succeeds(d: SimulatedDiscord, api: Caller) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        sent = await text_channel(team, d).send("to be deleted")
        for _ in range(5):
            await api.call("DELETE", f"/channels/{d.channel_id}/messages/1")
        await sent.delete()
    assert d.channel.messages == []
    deletes = [request.status for request in d.requests if request.method == "DELETE"]
    assert deletes == [404] * 5 + [429, 204]
