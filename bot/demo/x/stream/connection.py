"""One open connection to the activity stream."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable

from aiohttp import web

from bot.demo.x.schema.problems import credits_depleted
from bot.demo.x.schema.viewer import Viewer
from bot.demo.x.stream.events import KEEP_ALIVE, Event, refusal_line


class Connection(web.StreamResponse):
    """A streaming response that stays open until either side ends it.

    backlog: events to start with. delivered: called with each event that was sent. ended: called with this connection.
    """

    def __init__(
        self, viewer: Viewer, backlog: Iterable[Event], delivered: Callable[[Event], None], ended: Callable[[Connection], None]
    ) -> None:
        super().__init__(headers={"Content-Type": "application/json"})
        self._viewer, self._delivered, self._ended = viewer, delivered, ended
        self._transport: asyncio.Transport | None = None
        self._closing = False
        self._waiting: asyncio.Queue[Event | None] = asyncio.Queue()
        for event in backlog:
            self.enqueue(event)

    @property
    def is_open(self) -> bool:
        """False also from the moment on at which the other side has hung up."""
        return not self._closing and (self._transport is None or not self._transport.is_closing())

    def enqueue(self, event: Event) -> None:
        self._waiting.put_nowait(event)

    def close(self) -> None:
        """Close cleanly once the queue is empty."""
        self._closing = True
        self._waiting.put_nowait(None)

    def abort(self) -> None:
        """Drop the connection."""
        self.close()
        if self._transport is not None:
            self._transport.abort()

    async def serve(self, request: web.Request) -> None:
        """Send events, and a blank line as keep-alive, until the connection ends."""
        self._transport = request.transport
        try:
            with contextlib.suppress(ConnectionError):
                await self.prepare(request)
                await self._send_events()
        finally:
            self._closing = True
            self._ended(self)

    async def _send_events(self) -> None:
        conditions = self._viewer.conditions
        while (event := await self._next()) or not self._closing:
            if conditions.down:
                self.abort()
                return
            if not conditions.credits:
                await self.write(refusal_line(credits_depleted(self._viewer.world.account.id), self._viewer))
                return
            if not conditions.stall_streams:
                await self._send(event, times=2 if event and conditions.repeat_events else 1)

    async def _next(self) -> Event | None:
        """The next event; None when it is time for a keep-alive or to end."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._viewer.conditions.keep_alive):
                return await self._waiting.get()
        return None

    async def _send(self, event: Event | None, *, times: int) -> None:
        for _ in range(times):
            await self.write(event.line if event else KEEP_ALIVE)
            if event:
                self._delivered(event)
