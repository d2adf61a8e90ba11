"""Brings events to those who listen: one connection an app, and a memory of some minutes for those who were away."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from bot.demo.x.activity import Deed, EventType
from bot.demo.x.calls import Request
from bot.demo.x.connection import Connection
from bot.demo.x.events import Event, event_of
from bot.demo.x.limits import Endpoint
from bot.demo.x.meter import Meter
from bot.demo.x.people import Person
from bot.demo.x.problems import too_many_connections
from bot.demo.x.rendering import may_read

REMEMBERED = timedelta(minutes=5)


class Streams:
    """request: makes a call of nobody's, or of the account's own. changed: called after each delivery and each end of a connection."""

    def __init__(self, request: Callable[[Person | None], Request], meter: Meter, changed: Callable[[], None]) -> None:
        self._request, self._meter, self._changed = request, meter, changed
        self._recent: deque[Event] = deque()
        self._serials = count(1)
        self._connections: set[Connection] = set()

    @property
    def up(self) -> int:
        """How many connections stand."""
        return sum(connection.stands for connection in self._connections)

    def happened(self, deed: Deed) -> None:
        """Tell of it, and remember it for those who are away."""
        call = self._request(None)
        for subscription in call.subscriptions.about(deed):
            if deed.type is EventType.MENTION and not may_read(deed.source, self._request(call.world.account)):
                continue
            event = event_of(deed, subscription, next(self._serials), call)
            if call.conditions.loses_event():
                continue
            self._recent.append(event)
            for connection in self._connections:
                connection.tell(event)
        self._forget(call.world.clock.now() - REMEMBERED)

    def open(self, backfill: timedelta) -> Connection:
        """A connection that begins with this much of the past, delivered before or not. Raises Problem (429) while another one stands."""
        if self.up:
            raise too_many_connections()
        call = self._request(None)
        since = call.world.clock.now() - backfill
        backlog = [event for event in self._recent if backfill and event.at >= since]
        connection = Connection(call, backlog, self._delivered, self._ended)
        self._connections.add(connection)
        return connection

    def close(self) -> None:
        """End every connection in good order."""
        for connection in tuple(self._connections):
            connection.close()

    def cut(self) -> None:
        """Break every connection off."""
        for connection in tuple(self._connections):
            connection.cut()

    def _delivered(self, event: Event) -> None:
        if self._meter.read(event.price, [event.uuid], Endpoint.STREAM):
            self._changed()

    def _ended(self, connection: Connection) -> None:
        self._connections.discard(connection)
        self._changed()

    def _forget(self, until: datetime) -> None:
        while self._recent and self._recent[0].at < until:
            self._recent.popleft()
