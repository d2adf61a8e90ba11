"""What follows from an event of X's activity stream."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from itertools import groupby

from bot.domain import Departure, Post
from bot.domain.changes import FollowReported
from bot.workflow.context import Context
from bot.workflow.followers.departures import record_departures
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.inbox.ingest import Ingest
from bot.x.stream.events import Event, FollowEvent, MentionEvent, UnfollowEvent

Reassess = Callable[[Collection[int]], Awaitable[None]]
"""Reassesses these people, as far as they are known."""

_REMEMBERED = 10_000


class StreamEvents:
    """Handles each event once, though X may send it twice; after a restart, which forgets what was sent, the store ensures that."""

    def __init__(self, context: Context, stream_health: StreamHealth, reassess: Reassess) -> None:
        self._store, self._clock = context.store, context.clock
        self._context, self._stream_health, self._reassess = context, stream_health, reassess
        self._ingest = Ingest(context)
        self._seen: dict[str, None] = {}

    async def handle(self, events: Iterable[Event]) -> None:
        """In order; what fails may be sent again."""
        fresh = {event.uuid: event for event in events if event.uuid not in self._seen}
        if not fresh:
            return
        self._stream_health.event_received(self._clock.now())
        for _, alike in groupby(fresh.values(), key=type):
            some = list(alike)
            self._came([event.profile.user_id for event in some if isinstance(event, FollowEvent)])
            await self._left([event.user_id for event in some if isinstance(event, UnfollowEvent)])
            await self._spoke([event.post for event in some if isinstance(event, MentionEvent)])
        self._seen |= dict.fromkeys(fresh)
        while len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def _came(self, user_ids: Sequence[int]) -> None:
        """X sends events to the app and not to the account, so they leave out whether the account follows back already, and when they
        last posted: so whoever is to be assessed has to be polled."""
        if user_ids:
            self._stream_health.follows_reported(set(user_ids), self._clock.now())
            self._context.publish(FollowReported())

    async def _left(self, user_ids: Sequence[int]) -> None:
        """X tells of it at once: they have followed up to this moment."""
        if not user_ids:
            return
        now = self._clock.now()
        async with self._store.write() as tx:
            await tx.followers.mark_seen(user_ids, now)
            await record_departures(tx, dict.fromkeys(user_ids, Departure.LEFT), now)

    async def _spoke(self, posts: Sequence[Post]) -> None:
        if speakers := await self._ingest.add(posts):
            await self._reassess(speakers)
