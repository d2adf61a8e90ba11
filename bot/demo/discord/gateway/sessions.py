"""Gateway sessions and their connections."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from aiohttp import web

from bot.demo.discord.json_types import Json

RESUMABLE_SECONDS: Final = 300.0
REMEMBERED_EVENTS: Final = 1_000


class Op(IntEnum):
    """Discord's gateway opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Close(IntEnum):
    """Discord's gateway close codes."""

    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    DISALLOWED_INTENTS = 4014


@dataclass(eq=False, slots=True)
class Session:
    """The events sent to one bot, so that it can resume. socket is None while it is disconnected."""

    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    sent: deque[Json] = field(default_factory=lambda: deque(maxlen=REMEMBERED_EVENTS))
    socket: Socket | None = None
    left_at: float = 0.0

    def resumable(self) -> bool:
        return self.socket is not None or time.monotonic() - self.left_at < RESUMABLE_SECONDS

    def after(self, sequence: int) -> list[Json] | None:
        """What was sent after this one; None when it is no longer known."""
        missed = [frame for frame in self.sent if frame["s"] > sequence]
        return missed if sequence <= self.sequence and len(missed) == self.sequence - sequence else None

    def send_event(self, event: str, data: Json) -> None:
        self.sequence += 1
        frame = {"op": Op.DISPATCH, "t": event, "s": self.sequence, "d": data}
        self.sent.append(frame)
        if self.socket is not None:
            self.socket.send(frame)


class Socket:
    """One connection. Frames go out in order from a queue, so that sending never blocks."""

    def __init__(self, websocket: web.WebSocketResponse) -> None:
        self.websocket = websocket
        self.session: Session | None = None
        self._outgoing: asyncio.Queue[Json | int] = asyncio.Queue()

    def send(self, frame: Json) -> None:
        self._outgoing.put_nowait(frame)

    def close(self, code: int) -> None:
        """Close after everything that is still to be sent."""
        self._outgoing.put_nowait(code)

    async def write(self) -> None:
        while True:
            frame = await self._outgoing.get()
            if isinstance(frame, int):
                await self.websocket.close(code=frame)
                return
            with suppress(ConnectionError):
                await self.websocket.send_str(json.dumps(frame))
