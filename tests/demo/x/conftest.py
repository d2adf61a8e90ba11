from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import aiohttp
import pytest
from oauthlib.oauth1 import Client
from yarl import URL

from bot.demo.clock import SimulatedClock
from bot.demo.x import Credentials, Post, ReplySettings, SimulatedX

Method = Literal["GET", "POST", "DELETE"]


def signer(keys: Credentials) -> Client:
    return Client(keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret)


@dataclass(frozen=True, slots=True)
class Reply:
    """What X answered. body: decoded JSON, or the text where it is none."""

    status: int
    body: Any
    headers: dict[str, str]
    content_type: str


class Stream:
    """The activity stream, line by line."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def line(self) -> bytes:
        """The next line, without its end; nothing but that for a sign of life. Raises EOFError when X has ended the stream."""
        async with asyncio.timeout(20):
            line = await self._response.content.readline()
        if not line:
            raise EOFError
        return line.rstrip(b"\r\n")

    async def next_line(self) -> bytes:
        """The next line that says anything."""
        while not (line := await self.line()):
            pass
        return line

    async def event(self) -> Any:
        """The next event."""
        return json.loads(await self.next_line())["data"]

    async def events(self, n: int) -> list[Any]:
        return [await self.event() for _ in range(n)]


class Caller:
    """Calls X as the account (OAuth 1.0a), or as the app (bearer token)."""

    def __init__(self, x: SimulatedX, session: aiohttp.ClientSession) -> None:
        self.x, self.session = x, session

    async def __call__(
        self, method: Method, path: str, body: object = None, *, bearer: bool = False, query: Mapping[str, str | int] | None = None
    ) -> Reply:
        parameters = sorted((name, str(value)) for name, value in (query or {}).items())
        url = str(URL(self.x.url + path).with_query(parameters))
        headers = {"Authorization": f"Bearer {self.x.credentials.bearer_token}"}
        if not bearer:
            url, headers, _ = signer(self.x.credentials).sign(url, method)
        return await self.raw(method, url, body, headers)

    async def raw(self, method: Method, url: str, body: object = None, headers: dict[str, str] | None = None) -> Reply:
        async with self.session.request(method, URL(url, encoded=True), json=body, headers=headers) as response:
            is_json = response.content_type.endswith("json")
            content = await response.json() if is_json else await response.text()
            return Reply(response.status, content, dict(response.headers), response.content_type)

    async def followers(self, **query: str | int) -> Reply:
        return await self("GET", f"/2/users/{self.x.account.id}/followers", query=query)

    async def post(self, text: str, in_reply_to: Post | None = None) -> Reply:
        reply = {"reply": {"in_reply_to_tweet_id": str(in_reply_to.id)}} if in_reply_to else {}
        return await self("POST", "/2/tweets", {"text": text, **reply})

    async def subscribe(
        self, event_type: str = "follow.follow", *, direction: str | None = None, tag: str | None = None, bearer: bool = False
    ) -> Reply:
        chosen = {"user_id": str(self.x.account.id), **({"direction": direction} if direction else {})}
        request_body = {"event_type": event_type, "filter": chosen, **({"tag": tag} if tag else {})}
        return await self("POST", "/2/activity/subscriptions", request_body, bearer=bearer)

    @asynccontextmanager
    async def stream(self, **query: int) -> AsyncIterator[Stream]:
        """Connect to the activity stream, with the bearer token."""
        url = URL(self.x.url + "/2/activity/stream").with_query(query)
        headers = {"Authorization": f"Bearer {self.x.credentials.bearer_token}"}
        async with self.session.get(url, headers=headers) as response:
            assert response.status == 200, await response.text()
            yield Stream(response)

    async def follow(self, user_id: int) -> Reply:
        return await self("POST", f"/2/users/{self.x.account.id}/following", {"target_user_id": str(user_id)})


@pytest.fixture
def clock() -> SimulatedClock:
    """Stands still at ten in the morning; tests move it."""
    return SimulatedClock(datetime(2026, 9, 1, 10, tzinfo=UTC), speed=0)


@pytest.fixture
async def x(clock: SimulatedClock) -> AsyncIterator[SimulatedX]:
    simulated = SimulatedX(clock)
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest.fixture
async def call(x: SimulatedX) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(x, session)


def usernames(reply: Reply) -> list[str]:
    assert reply.status == 200, reply.body
    return [user["username"] for user in reply.body.get("data", [])]


def restrict(post: Post, settings: ReplySettings = ReplySettings.SUBSCRIBERS) -> None:
    """Its author lets only others reply, the account not among them: whoever is mentioned always may."""
    post.mentions, post.reply_settings = (), settings
