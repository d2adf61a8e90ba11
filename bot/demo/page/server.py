"""The page's own server, on loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from aiohttp import WSCloseCode, web

from bot.demo.bursts import FollowerBursts
from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord
from bot.demo.loopback import loopback_only
from bot.demo.page.actions import Actions
from bot.demo.page.errors import Refused
from bot.demo.page.live_view import LiveView
from bot.demo.page.page_view import PageView
from bot.demo.page.triggers import Triggers
from bot.demo.x import SimulatedX

HOST: Final = "127.0.0.1"

_STATIC: Final = Path(__file__).parent / "static"
_MESSAGES: Final = 60
_MOST_MESSAGES: Final = 5_000
_UNSEEN: Final = {"request", "interaction", "typing", "permissions"}
"""Changes of the simulated Discord that show nowhere on the page."""

Json = dict[str, Any]
Act = Callable[[Json], Awaitable[Json]]


class Page:
    """Serves the page and keeps every open window up to date.

    Everything it shows and does goes through the simulators' own objects, so that the bot cannot tell a visitor from a test.
    """

    def __init__(self, clock: SimulatedClock, x: SimulatedX, discord: SimulatedDiscord) -> None:
        self._clock = clock
        self._x = x
        self._discord = discord
        self._bursts = FollowerBursts(clock, x, seed=len(x.followers_list))
        self._view = PageView(clock, x, discord, self._bursts)
        self._actions = Actions(discord)
        self._triggers = Triggers(clock, x, self._bursts)
        self._live_views: dict[web.WebSocketResponse, LiveView] = {}
        self._listening: list[Callable[[], None]] = []
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self, port: int = 0) -> None:
        """Listen on loopback. port: 0 takes any free one. Raises OSError when it is taken."""
        app = web.Application(middlewares=[loopback_only, self._guard], client_max_size=256 * 1024)
        app.add_routes([web.get("/", self._index), web.get("/api/state", self._state), web.get("/api/events", self._events)])
        app.add_routes([web.post(f"/api/{name}", _endpoint(act)) for name, act in self._acts().items()])
        app.router.add_static("/", _STATIC)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, port).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        self._listen()

    async def stop(self) -> None:
        """Close every window's connection and stop; a burst in progress is cancelled."""
        await self._bursts.stop()
        for stop in self._listening:
            stop()
        self._listening.clear()
        await asyncio.gather(*(socket.close(code=WSCloseCode.GOING_AWAY) for socket in tuple(self._live_views)))
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _listen(self) -> None:
        self._listening = [
            self._clock.on_change(lambda: self._changed(clock=True)),
            self._x.on_change(self._changed),
            self._discord.on_change(lambda event: None if event["type"] in _UNSEEN else self._changed()),
        ]

    def _changed(self, *, clock: bool = False) -> None:
        for live_view in self._live_views.values():
            live_view.changed(clock=clock)

    def _acts(self) -> dict[str, Act]:
        actions = self._actions
        return {
            "press": actions.press,
            "pick": actions.pick,
            "command": actions.command,
            "complete": actions.complete,
            "submit": actions.submit,
            "delete": actions.delete,
            "dismiss": actions.dismiss,
            "write": actions.write,
            "trigger": self._with_notice(self._triggers.trigger),
            "follow": self._with_notice(self._triggers.follow),
            "delete_post": self._with_notice(self._triggers.delete_post),
            "clock": self._with_notice(self._triggers.run_clock),
        }

    def _with_notice(self, trigger: Callable[[Json], str]) -> Act:
        async def act(payload: Json) -> Json:
            notice = trigger(payload)
            # What X is like (down, tier …) changes without X telling anybody.
            self._changed()
            return {"notice": notice}

        return act

    async def _index(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(_STATIC / "index.html")

    async def _state(self, request: web.Request) -> web.Response:
        person, channel = self._view.person(request.query.get("as")), self._view.channel(request.query.get("channel"))
        return web.json_response(self._view.everything(person, channel, _limit(request)))

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        person, channel = self._view.person(request.query.get("as")), self._view.channel(request.query.get("channel"))
        live_view = LiveView(self._view, person, channel, _limit(request))
        self._live_views[socket] = live_view
        sending = asyncio.create_task(live_view.run(socket))
        try:
            async for _ in socket:
                pass
        finally:
            del self._live_views[socket]
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        return socket

    @web.middleware
    async def _guard(self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> web.StreamResponse:
        """Let nothing run or load but what the demo itself serves, and keep old scripts out of the browser's cache."""
        response = await handler(request)
        if not response.prepared:
            images = f"img-src 'self' {self._view.origins}"
            policy = f"default-src 'self'; {images}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            response.headers["Content-Security-Policy"] = policy
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["Cache-Control"] = "no-cache"
        return response


def _limit(request: web.Request) -> int:
    wanted = request.query.get("limit", "")
    return min(int(wanted), _MOST_MESSAGES) if wanted.isdecimal() and int(wanted) else _MESSAGES


def _endpoint(act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    """An act as JSON in and out. Only JSON is taken, which no form of another site's page can send."""

    async def handle(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return web.json_response({"error": "Send JSON."}, status=415)
        try:
            payload = json.loads(await request.read())
        except ValueError:
            payload = None
        if not isinstance(payload, dict):
            return web.json_response({"error": "Send a JSON object."}, status=400)
        try:
            return web.json_response(await act(payload))
        except Refused as no:
            return web.json_response({"error": str(no)}, status=409)

    return handle
