"""Receive X's activity stream: optional, and charged by the event. Polls continue beside it, less often."""

from __future__ import annotations

import logging
import math
from datetime import datetime, timedelta
from random import Random

from bot.domain import ActivityEvent, Capability, Evidence, Permission
from bot.domain.changes import StreamEnded
from bot.workflow.context import Context
from bot.workflow.followers.stream_events import Reassess, StreamEvents
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.money.budgets import funds_of
from bot.x.client import XClient
from bot.x.errors import NotAllowed, OutcomeUnknown, OverBudget, Paused, Unreachable
from bot.x.retries import ASK_AGAIN_AFTER, Reconnects
from bot.x.stream.connection import LONGEST_BACKFILL_MINUTES
from bot.x.stream.prepaid_events import BLOCK_SIZE, PURPOSES

__all__ = ["StreamConsumer", "StreamHealth"]

log = logging.getLogger(__name__)

AFTER_A_MISS = timedelta(hours=1)
"""How soon the subscriptions are checked again after the stream missed a follow; otherwise once a UTC day."""

Events = frozenset[ActivityEvent]


class StreamConsumer:
    """The recurring job; it runs for as long as a connection lives.

    stream_health: notified of every connection and of every follow that the stream reports.
    reassess: called with people who mentioned the account.
    """

    def __init__(
        self,
        context: Context,
        x: XClient,
        stream_health: StreamHealth,
        reassess: Reassess,
        *,
        dice: Random | None = None,
    ) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._prices, self._x, self._stream_health = context.prices, x, stream_health
        self._stream_events = StreamEvents(context, stream_health, reassess)
        self._reconnects = Reconnects(dice or Random())
        self._subscribed: Events = frozenset()
        """The subscriptions that X accepted when it was last asked."""
        self._subscribed_for: Events | None = None
        self._subscribed_at: datetime | None = None
        self._last_event_at: datetime | None = None
        self._ending = False

    async def run(self) -> datetime | None:
        """Connect, and handle events until the connection ends; returns when to reconnect.

        None while paused, where no event is wanted, and after `end`. Raises XError.
        """
        if self._ending or not (self._context.policy.stream and self._x.events.available):
            return None
        if (refused_until := await self._refused_until()) is not None:
            return refused_until
        wanted = await self._affordable() or self._context.policy.stream
        lasted = timedelta()
        try:
            lasted = await self._listen(wanted)
        except Paused:
            return None
        except NotAllowed as refusal:
            log.warning("X does not let this app use the activity stream: %s", refusal.detail)
            return await self._learn(allowed=False) + ASK_AGAIN_AFTER
        except OverBudget:
            if await self._affordable() in (wanted, frozenset()):
                raise
        return None if self._ending else self._clock.now() + self._reconnects.next_delay(lasted)

    def end(self) -> None:
        """Close the connection for good."""
        self._ending = True
        self._x.events.close()

    async def _listen(self, wanted: Events) -> timedelta:
        """Handle events until the connection ends, however it does; returns how long it stood."""
        connected_at: datetime | None = None
        try:
            await self._subscribe(wanted)
            async with self._x.events.connect(self._subscribed, backfill_minutes=self._missed_minutes()) as stream:
                connected_at = self._last_event_at = self._clock.now()
                await self._learn(allowed=True)
                if ActivityEvent.FOLLOW in self._subscribed:
                    self._stream_health.connected(connected_at)
                async for events in stream:
                    self._last_event_at = self._clock.now()
                    await self._stream_events.handle(events)
                    if not await self._still_wanted(wanted):
                        break
        except (Unreachable, OutcomeUnknown) as failure:
            log.info("X's stream ended: %s", failure.detail)
        finally:
            self._stream_health.disconnected()
            if connected_at is not None:
                self._context.publish(StreamEnded())
        return self._clock.now() - connected_at if connected_at else timedelta()

    async def _still_wanted(self, wanted: Events) -> bool:
        """Whether the connection still has the subscriptions that are wanted. Raises Paused."""
        async with self._store.read() as tx:
            if (await tx.accounts.get()).paused_at is not None:
                raise Paused
        if not self._due():
            return True
        subscribed = self._subscribed
        if await self._affordable() != wanted:
            return False
        await self._subscribe(wanted)
        return self._subscribed == subscribed

    async def _subscribe(self, wanted: Events) -> None:
        """Subscribe to the events that are wanted, as far as X allows; not at every connection."""
        if self._subscribed_for != wanted or self._due():
            self._subscribed_for = None
            self._subscribed = await self._x.subscriptions.sync(wanted)
            self._subscribed_for, self._subscribed_at = wanted, self._clock.now()

    def _due(self) -> bool:
        now, missed_at = self._clock.now(), self._stream_health.last_missed_at
        if self._subscribed_at is None or now.date() != self._subscribed_at.date():
            return True
        return missed_at is not None and missed_at > self._subscribed_at and now - self._subscribed_at >= AFTER_A_MISS

    def _missed_minutes(self) -> int:
        """How far back X is to begin: at the end of the connection before, as far as it goes back at all."""
        if self._last_event_at is None:
            return 0
        return min(LONGEST_BACKFILL_MINUTES, max(1, math.ceil((self._clock.now() - self._last_event_at) / timedelta(minutes=1))))

    async def _affordable(self) -> Events:
        """The events there is money for, the most needed first; enough for each to last a while."""
        async with self._store.read() as tx:
            funds = await funds_of(tx, self._context.policy, self._clock.now())
        needed, found = 0, set()
        for event in sorted(self._context.policy.stream, key=lambda event: PURPOSES[event].priority, reverse=True):
            needed += 2 * BLOCK_SIZE * self._prices.event(event).micros
            if funds.left_for(PURPOSES[event].priority) >= needed:
                found.add(event)
        return frozenset(found)

    async def _refused_until(self) -> datetime | None:
        """When X may be asked again that has refused the stream; None when it has not, or long ago."""
        async with self._store.read() as tx:
            permission = await tx.permissions.get(Capability.STREAM)
        if permission is None or permission.allowed or permission.access is not self._context.policy.access:
            return None
        until = permission.observed_at + ASK_AGAIN_AFTER
        return until if until > self._clock.now() else None

    async def _learn(self, *, allowed: bool) -> datetime:
        """Store whether X allows the stream; returns when that was."""
        now = self._clock.now()
        evidence = Evidence.SUCCESS if allowed else Evidence.REFUSAL
        async with self._store.write() as tx:
            await tx.permissions.save(Permission(Capability.STREAM, allowed, now, evidence, self._context.policy.access))
        return now
