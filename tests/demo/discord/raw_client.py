"""Speaking to the simulator without discord.py: what no library would send has to be sent by hand."""

from __future__ import annotations

import json
from typing import Any, Self

import aiohttp

from bot.demo.discord import Json
from tests.demo.discord.openapi import answers

GUILDS = 1
GUILD_MESSAGES = 1 << 9


class Reply:
    """What REST answered."""

    def __init__(self, response: aiohttp.ClientResponse, body: bytes) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = body

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> tuple[int, int]:
        """The status and Discord's own code."""
        return self.status, self.json["code"]


class Caller:
    """Calls the REST API with the bot's token; every answer to a known route is held against Discord's document, where there is one."""

    def __init__(self, api_url: str, token: str) -> None:
        self._api_url = api_url
        self._headers = {"Authorization": f"Bot {token}"}
        self._check = answers()

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(headers=self._headers)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def get(self, path: str, route: str = "", **options: Any) -> Reply:
        return await self.call("GET", path, route, **options)

    async def post(self, path: str, payload: Json | list[Json], route: str = "") -> Reply:
        return await self.call("POST", path, route, json=payload)

    async def call(self, method: str, path: str, route: str = "", **options: Any) -> Reply:
        """route: the template of the path; the answer is then checked."""
        async with self._session.request(method, self._api_url + path, **options) as response:
            reply = Reply(response, await response.read())
        if self._check is not None and route and reply.status in (200, 201):
            self._check(method, route, reply.json)
        return reply


class RawGateway:
    """A gateway connection, frame by frame."""

    def __init__(self, gateway_url: str, token: str) -> None:
        self._url = gateway_url
        self._token = token
        self.ready: Json = {}
        self.last_sequence = 0

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        self.socket = await self._session.ws_connect(f"{self._url}?v=10&encoding=json")
        hello = await self.frame()
        assert hello["op"] == 10
        assert hello["d"]["heartbeat_interval"] > 1_000
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()
        await self._session.close()

    async def send(self, op: int, data: Any) -> None:
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def frame(self) -> Json:
        frame: Json = json.loads(await self.socket.receive_str(timeout=5))
        self.last_sequence = frame.get("s") or self.last_sequence
        return frame

    async def closed(self) -> int | None:
        """The code with which the simulator hangs up."""
        while (await self.socket.receive(timeout=5)).type not in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED):
            pass
        return self.socket.close_code

    async def identify(self, intents: int = GUILDS | GUILD_MESSAGES, token: str | None = None) -> None:
        await self.send(2, {"token": token or self._token, "intents": intents, "properties": {}})
        self.ready = (await self.receive("READY"))["d"]

    async def resume(self, session_id: str, sequence: int) -> None:
        await self.send(6, {"token": self._token, "session_id": session_id, "seq": sequence})

    async def receive(self, event: str) -> Json:
        """The next such event; others before it are passed over."""
        while (frame := await self.frame()).get("t") != event:
            pass
        return frame
