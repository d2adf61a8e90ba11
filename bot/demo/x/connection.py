"""One open connection to the activity stream."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable

from aiohttp import web

from bot.demo.x.calls import Request
from bot.demo.x.events import KEEP_ALIVE, Event, refusal_line
from bot.demo.x.problems import credits_depleted


class Connection(web.StreamResponse):
    """An answer that goes on until somebody ends it.

    backlog: events to begin with. delivered: called with each event that was sent. ended: called with this connection.
    """

    def __init__(
        self, call: Request, backlog: Iterable[Event], delivered: Callable[[Event], None], ended: Callable[[Connection], None]
    ) -> None:
        super().__init__(headers={"Content-Type": "application/json"})
        self._call, self._delivered, self._ended = call, delivered, ended
        self._transport: asyncio.Transport | None = None
        self._closing = False
        self._waiting: asyncio.Queue[Event | None] = asyncio.Queue()
        for event in backlog:
            self.tell(event)

    @property
    def stands(self) -> bool:
        """False also from the moment on at which the other side has hung up."""
        return not self._closing and (self._transport is None or not self._transport.is_closing())

    def tell(self, event: Event) -> None:
        self._waiting.put_nowait(event)

    def close(self) -> None:
        """Come to an end in good order, after what is waiting."""
        self._closing = True
        self._waiting.put_nowait(None)

    def cut(self) -> None:
        """Break off."""
        self.close()
        if self._transport is not None:
            self._transport.abort()

    async def serve(self, request: web.Request) -> None:
        """Send what happens, and a blank line where nothing does, until the connection ends."""
        self._transport = request.transport
        try:
            with contextlib.suppress(ConnectionError):
                await self.prepare(request)
                await self._pour()
        finally:
            self._closing = True
            self._ended(self)

    async def _pour(self) -> None:
        conditions = self._call.conditions
        while (event := await self._next()) or not self._closing:
            if conditions.down:
                self.cut()
                return
            if not conditions.credits:
                await self.write(refusal_line(credits_depleted(self._call.world.account.id), self._call))
                return
            if not conditions.stall_streams:
                await self._send(event, times=2 if event and conditions.repeat_events else 1)

    async def _next(self) -> Event | None:
        """What is to be told next; None when nothing has happened for a while, or when this is to end."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._call.conditions.keep_alive):
                return await self._waiting.get()
        return None

    async def _send(self, event: Event | None, *, times: int) -> None:
        for _ in range(times):
            await self.write(event.line if event else KEEP_ALIVE)
            if event:
                self._delivered(event)
