"""The gateway: the web socket over which a bot receives events.

Follows Discord's documentation of the gateway (version 10, JSON, no compression): hello, heartbeats, identify, ready, resume with
what was missed, reconnect and invalid session. Several sessions at a time are served, as when two processes share a token.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from aiohttp import WSMessage, WSMsgType, web

from bot.demo.discord.event_bus import EventBus
from bot.demo.discord.gateway.sessions import Close, Op, Session, Socket
from bot.demo.discord.guild import APPLICATION_ID, GUILD_ID, Guild, Role, TextChannel
from bot.demo.discord.json_types import Json

GUILDS: Final = 1 << 0
GUILD_MESSAGES: Final = 1 << 9
PRIVILEGED: Final = (1 << 1) | (1 << 8) | (1 << 15)
"""Intents for members, presences and message content, which must be switched on for the application; here they are off."""

HEARTBEAT_MS: Final = 41_250
ACK_AFTER: Final = 0.05
"""Seconds, as over a real network: discord.py notes the time of a heartbeat after sending it, and takes an ack before that for 41 s old."""
SERVICE_RESTART: Final = 1012


class Gateway:
    """Serves the web sockets and sends every session the events that its intents cover."""

    def __init__(self, token: str, guild: Guild, changes: EventBus) -> None:
        self.token = token
        self._guild = guild
        self._changes = changes
        self._sessions: dict[str, Session] = {}
        self._sockets: set[Socket] = set()
        self.threads: Callable[[], list[Json]] = list
        """The channel's, of which a bot is told as it comes online."""
        self.url = ""

    @property
    def online(self) -> bool:
        """Whether a bot is connected and ready."""
        return any(session.socket is not None for session in self._sessions.values())

    @property
    def reachable(self) -> bool:
        """Whether a bot is connected, or can still resume."""
        return any(session.resumable() for session in self._sessions.values())

    def dispatch(self, event: str, data: Json, intent: int = 0) -> None:
        """Send the event to every session with this intent. intent: its bit, 0 for events that need none."""
        for session in tuple(self._sessions.values()):
            if not session.resumable():
                del self._sessions[session.id]
            elif not intent or session.intents & intent:
                session.send_event(event, data)

    def channel_changed(self, channel: TextChannel, what: str = "UPDATE") -> None:
        """Send a channel as it is now. what: CREATE, UPDATE or DELETE."""
        self.dispatch(f"CHANNEL_{what}", self._guild.channel_event(channel), GUILDS)

    def role_changed(self, role: Role) -> None:
        """Send that a role was created or deleted."""
        if role in self._guild.roles:
            self.dispatch("GUILD_ROLE_CREATE", {"guild_id": str(GUILD_ID), "role": role.to_json()}, GUILDS)
        else:
            self.dispatch("GUILD_ROLE_DELETE", {"guild_id": str(GUILD_ID), "role_id": str(role.id)}, GUILDS)

    def disconnect(self, *, resumable: bool) -> None:
        """Disconnect every bot: to resume, or to start a new session."""
        for socket in tuple(self._sockets):
            if socket.session is not None and not resumable:
                self._sessions.pop(socket.session.id, None)
            socket.send({"op": Op.RECONNECT, "d": None} if resumable else {"op": Op.INVALID_SESSION, "d": False})
            self._detach(socket)

    async def close(self) -> None:
        for socket in tuple(self._sockets):
            await socket.websocket.close(code=SERVICE_RESTART, drain=False)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        websocket = web.WebSocketResponse(max_msg_size=0, timeout=1.0)
        await websocket.prepare(request)
        socket = Socket(websocket)
        self._sockets.add(socket)
        writer = asyncio.create_task(socket.write())
        try:
            socket.send({"op": Op.HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS, "_trace": []}})
            async for message in websocket:
                self._receive(socket, message)
        finally:
            self._sockets.discard(socket)
            self._leave(socket)
            writer.cancel()
            with suppress(asyncio.CancelledError):
                await writer
        return websocket

    def _receive(self, socket: Socket, message: WSMessage) -> None:
        try:
            frame = json.loads(message.data) if message.type is WSMsgType.TEXT else None
        except ValueError:
            frame = None
        if not isinstance(frame, dict):
            socket.close(Close.DECODE_ERROR)
            return
        data = frame.get("d")
        match frame.get("op"):
            case Op.HEARTBEAT:
                asyncio.get_running_loop().call_later(ACK_AFTER, socket.send, {"op": Op.HEARTBEAT_ACK, "d": None})
            case Op.IDENTIFY if isinstance(data, dict):
                self._identify(socket, data)
            case Op.RESUME if isinstance(data, dict):
                self._resume(socket, data)
            case 3 | 4 | 8:
                # Presence, voice state and member requests: allowed, and without effect on a text channel of a handful of people.
                if socket.session is None:
                    socket.close(Close.NOT_AUTHENTICATED)
            case _:
                socket.close(Close.UNKNOWN_OPCODE)

    def _identify(self, socket: Socket, data: Json) -> None:
        intents = int(data.get("intents") or 0)
        if socket.session is not None:
            socket.close(Close.ALREADY_AUTHENTICATED)
        elif data.get("token") != self.token:
            socket.close(Close.AUTHENTICATION_FAILED)
        elif intents & PRIVILEGED:
            socket.close(Close.DISALLOWED_INTENTS)
        else:
            session = Session(intents)
            self._sessions[session.id] = session
            self._attach(socket, session)
            session.send_event("READY", self._ready(session))
            if intents & GUILDS:
                for event in self._guild.create_events(self.threads()):
                    session.send_event("GUILD_CREATE", event)
            self._changes.publish("bot_online", session=session.id)

    def _ready(self, session: Session) -> Json:
        return {
            "v": 10,
            "user": {**self._guild.bot.user_json(), "verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": str(guild_id), "unavailable": True} for guild_id in self._guild.ids()],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "shard": [0, 1],
            "application": {"id": str(APPLICATION_ID), "flags": 0},
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "user_settings": {},
            "geo_ordered_rtc_regions": [],
            "_trace": [],
        }

    def _resume(self, socket: Socket, data: Json) -> None:
        session = self._sessions.get(str(data.get("session_id")))
        if data.get("token") != self.token:
            socket.close(Close.AUTHENTICATION_FAILED)
            return
        missed = None if session is None or not session.resumable() else session.after(int(data.get("seq") or 0))
        if session is None or missed is None:
            socket.send({"op": Op.INVALID_SESSION, "d": False})
            return
        self._attach(socket, session)
        for frame in missed:
            socket.send(frame)
        session.send_event("RESUMED", {"_trace": []})
        self._changes.publish("bot_online", session=session.id)

    def _attach(self, socket: Socket, session: Session) -> None:
        if session.socket is not None:
            session.socket.session = None
        socket.session, session.socket = session, socket

    def _detach(self, socket: Socket) -> None:
        """Detach the connection from its session, which can still be resumed."""
        session, socket.session = socket.session, None
        if session is not None:
            session.socket, session.left_at = None, time.monotonic()
            self._changes.publish("bot_offline", session=session.id)

    def _leave(self, socket: Socket) -> None:
        """The bot disconnected. Close codes 1000 and 1001 end the session."""
        if socket.session is not None and socket.websocket.close_code in (1000, 1001):
            self._sessions.pop(socket.session.id, None)
        self._detach(socket)
