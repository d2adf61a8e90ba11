"""The updates for one open browser window: everything once, then whatever has changed."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from aiohttp import web

from bot.demo.discord import Channel, Message, SimulatedMember
from bot.demo.page.page_view import PageView, message_json

Json = dict[str, Any]

_TOGETHER: Final = 0.05
"""Real seconds in which changes are gathered into one update."""


class LiveView:
    """Compares what a member sees in a channel with what the window was sent. limit: of messages, the newest ones."""

    def __init__(self, view: PageView, person: SimulatedMember, channel: Channel, limit: int) -> None:
        self._view = view
        self._person = person
        self._channel = channel
        self._limit = limit
        self._parts: Json = {}
        self._messages: dict[int, tuple[int, bool]] = {}
        self._clock_moved = False
        self._dirty = asyncio.Event()

    def changed(self, *, clock: bool = False) -> None:
        """Something happened. clock: whether the clock jumped or changed its speed."""
        self._clock_moved |= clock
        self._dirty.set()

    async def run(self, socket: web.WebSocketResponse) -> None:
        """Send updates until the window is closed."""
        await socket.send_json(self._everything())
        while not socket.closed:
            await self._dirty.wait()
            await asyncio.sleep(_TOGETHER)
            self._dirty.clear()
            if update := self._update():
                await socket.send_json(update)

    def _everything(self) -> Json:
        everything = self._view.everything(self._person, self._channel, self._limit)
        self._parts = {name: everything[name] for name in self._view.parts}
        self._messages = {message.id: _version(message) for message in self._channel.seen_by(self._person.id)[-self._limit :]}
        return everything

    def _update(self) -> Json:
        update: Json = {**self._changed_parts(), **self._changed_messages()}
        if self._clock_moved:
            self._clock_moved = False
            update["clock"] = self._view.clock()
        return update

    def _changed_parts(self) -> Json:
        now = {name: part() for name, part in self._view.parts.items()}
        changed = {name: part for name, part in now.items() if part != self._parts.get(name)}
        self._parts |= changed
        return changed

    def _changed_messages(self) -> Json:
        """The newest messages are the window: what they push out of it is gone from it like what was deleted."""
        seen = self._channel.seen_by(self._person.id)
        shown = {message.id: message for message in seen[-self._limit :]}
        versions = {id_: _version(message) for id_, message in shown.items()}
        changed = [message_json(shown[id_]) for id_, version in versions.items() if self._messages.get(id_) != version]
        gone = [str(id_) for id_ in self._messages.keys() - versions.keys()]
        self._messages = versions
        if not changed and not gone:
            return {}
        return {"messages": changed, "gone": gone, "more": len(seen) > self._limit}


def _version(message: Message) -> tuple[int, bool]:
    return message.edits, message.thinking
