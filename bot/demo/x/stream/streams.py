"""Delivers events: one connection per app, and a few minutes of backfill for those who were disconnected."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from bot.demo.x.billing.usage_meter import UsageMeter
from bot.demo.x.rate_limits import Endpoint
from bot.demo.x.schema.problems import too_many_connections
from bot.demo.x.schema.rendering import may_read
from bot.demo.x.schema.viewer import Viewer
from bot.demo.x.stream.connection import Connection
from bot.demo.x.stream.events import Event, event_of
from bot.demo.x.stream.subscriptions import Subscriptions
from bot.demo.x.world.activity import Activity, EventType
from bot.demo.x.world.models import Person

REMEMBERED = timedelta(minutes=5)


class Streams:
    """viewer: whom events are shown to, the app by itself or a user. changed: called after each delivery and each end of a connection."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        viewer: Callable[[Person | None], Viewer],
        meter: UsageMeter,
        changed: Callable[[], None],
    ) -> None:
        self._subscriptions, self._viewer, self._meter, self._changed = subscriptions, viewer, meter, changed
        self._recent: deque[Event] = deque()
        self._serials = count(1)
        self._connections: set[Connection] = set()

    @property
    def open_count(self) -> int:
        """How many connections are open."""
        return sum(connection.is_open for connection in self._connections)

    def happened(self, activity: Activity) -> None:
        """Deliver the events of an activity, and keep them for backfill."""
        app = self._viewer(None)
        for subscription in self._subscriptions.about(activity):
            if activity.type is EventType.MENTION and not may_read(activity.source, self._viewer(app.world.account)):
                continue
            event = event_of(activity, subscription, next(self._serials), app)
            if app.conditions.drops_event():
                continue
            self._recent.append(event)
            for connection in self._connections:
                connection.enqueue(event)
        self._forget(app.world.clock.now() - REMEMBERED)

    def open(self, backfill: timedelta) -> Connection:
        """A connection that starts with this much backfill, delivered before or not. Raises Problem (429) while another one is open."""
        if self.open_count:
            raise too_many_connections()
        app = self._viewer(None)
        since = app.world.clock.now() - backfill
        backlog = [event for event in self._recent if backfill and event.at >= since]
        connection = Connection(app, backlog, self._delivered, self._ended)
        self._connections.add(connection)
        return connection

    def close(self) -> None:
        """Close every connection cleanly."""
        for connection in tuple(self._connections):
            connection.close()

    def abort(self) -> None:
        """Drop every connection."""
        for connection in tuple(self._connections):
            connection.abort()

    def _delivered(self, event: Event) -> None:
        if self._meter.read(event.price, [event.uuid], Endpoint.STREAM):
            self._changed()

    def _ended(self, connection: Connection) -> None:
        self._connections.discard(connection)
        self._changed()

    def _forget(self, until: datetime) -> None:
        while self._recent and self._recent[0].at < until:
            self._recent.popleft()
