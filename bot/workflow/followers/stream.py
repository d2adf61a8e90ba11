"""Hear from X what happens to the account while it happens: an option, which X charges by the event. Looks go on beside it, more rarely."""

from __future__ import annotations

import logging
import math
from datetime import datetime, timedelta
from random import Random

from bot.domain import ActivityEvent, Capability, Lesson, Permission
from bot.workflow.context import Context, Job
from bot.workflow.followers.stream_events import Look, Reassess, Tidings
from bot.workflow.followers.stream_health import Agreement
from bot.workflow.money.funding import funds_of
from bot.workflow.team.backoff import Patience
from bot.x.billing.prepaid_events import BLOCK, PURPOSES
from bot.x.client import X
from bot.x.errors import NotAllowed, OutcomeUnknown, OverBudget, Paused, Unreachable
from bot.x.stream.connection import LONGEST_BACKFILL_MINUTES

__all__ = ["Agreement", "Streaming"]

log = logging.getLogger(__name__)

ASK_AGAIN_AFTER = timedelta(days=1)
"""How long a refusal is taken for granted."""
AFTER_A_MISS = timedelta(hours=1)
"""How soon the subscriptions are seen to again when somebody came of whom the stream did not tell; otherwise once a day of X's."""

Events = frozenset[ActivityEvent]


class Streaming:
    """The recurring job; it runs for as long as a connection lives.

    agreement: hears of every connection and of everyone of whom the stream tells.
    look: called when somebody follows. reassess: called with people who mentioned the account.
    """

    def __init__(self, context: Context, x: X, agreement: Agreement, look: Look, reassess: Reassess, *, dice: Random | None = None) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._prices, self._x, self._agreement = context.prices, x, agreement
        self._tidings = Tidings(context, agreement, look, reassess)
        self._patience = Patience(dice or Random())
        self._told: Events = frozenset()
        """What X tells, of what it was last asked to tell."""
        self._kept_for: Events | None = None
        self._kept_at: datetime | None = None
        self._heard_at: datetime | None = None
        self._ending = False

    async def run(self) -> datetime | None:
        """Connect, and take in what X tells until the connection ends; returns when to connect again.

        None while paused, where nothing is to be told, and after `end`. Raises XError.
        """
        if self._ending or not (self._policy.stream and self._x.events.available):
            return None
        if (refused_until := await self._refused_until()) is not None:
            return refused_until
        wanted = await self._affordable() or self._policy.stream
        lasted = timedelta()
        try:
            lasted = await self._listen(wanted)
        except Paused:
            return None
        except NotAllowed as refusal:
            log.warning("X does not let this app hear events: %s", refusal.detail)
            return await self._learn(allowed=False) + ASK_AGAIN_AFTER
        except OverBudget:
            if await self._affordable() in (wanted, frozenset()):
                raise
        return None if self._ending else self._clock.now() + self._patience.rest(lasted)

    def end(self) -> None:
        """Come to an end now, for good."""
        self._ending = True
        self._x.events.close()

    async def _listen(self, wanted: Events) -> timedelta:
        """Take in what X tells until the connection ends, however it does; returns how long it stood."""
        connected_at: datetime | None = None
        try:
            await self._subscribe(wanted)
            async with self._x.events.connect(self._told, backfill_minutes=self._missed_minutes()) as stream:
                connected_at = self._heard_at = self._clock.now()
                await self._learn(allowed=True)
                if ActivityEvent.FOLLOW in self._told:
                    self._agreement.connected(connected_at)
                async for events in stream:
                    self._heard_at = self._clock.now()
                    await self._tidings.take_in(events)
                    if not await self._goes_on(wanted):
                        break
        except (Unreachable, OutcomeUnknown) as failure:
            log.info("X's stream ended: %s", failure.detail)
        finally:
            self._agreement.disconnected()
            if connected_at is not None:
                self._wake(Job.WATCH)
        return self._clock.now() - connected_at if connected_at else timedelta()

    async def _goes_on(self, wanted: Events) -> bool:
        """Whether what the connection was made for is still what X is to tell. Raises Paused."""
        async with self._store.read() as tx:
            if (await tx.accounts.get()).paused_at is not None:
                raise Paused
        if not self._due():
            return True
        told = self._told
        if await self._affordable() != wanted:
            return False
        await self._subscribe(wanted)
        return self._told == told

    async def _subscribe(self, wanted: Events) -> None:
        """See to it that X tells what is wanted, as far as it does; not at every connection."""
        if self._kept_for != wanted or self._due():
            self._kept_for = None
            self._told = await self._x.subscriptions.keep(wanted)
            self._kept_for, self._kept_at = wanted, self._clock.now()

    def _due(self) -> bool:
        now, missed_at = self._clock.now(), self._agreement.last_missed_at
        if self._kept_at is None or now.date() != self._kept_at.date():
            return True
        return missed_at is not None and missed_at > self._kept_at and now - self._kept_at >= AFTER_A_MISS

    def _missed_minutes(self) -> int:
        """How far back X is to begin: at the end of the connection before, as far as it goes back at all."""
        if self._heard_at is None:
            return 0
        return min(LONGEST_BACKFILL_MINUTES, max(1, math.ceil((self._clock.now() - self._heard_at) / timedelta(minutes=1))))

    async def _affordable(self) -> Events:
        """The events there is money for, the most needed first; enough for each that it can go on for a while."""
        async with self._store.read() as tx:
            funds = await funds_of(tx, self._policy, self._clock.now())
        needed, found = 0, set()
        for event in sorted(self._policy.stream, key=lambda event: PURPOSES[event].rank, reverse=True):
            needed += 2 * BLOCK * self._prices.event(event).micros
            if funds.left_for(PURPOSES[event].rank) >= needed:
                found.add(event)
        return frozenset(found)

    async def _refused_until(self) -> datetime | None:
        """When X may be asked again that has refused the stream; None when it has not, or long ago."""
        async with self._store.read() as tx:
            permission = await tx.permissions.get(Capability.STREAM)
        if permission is None or permission.allowed or permission.access is not self._policy.access:
            return None
        until = permission.learnt_at + ASK_AGAIN_AFTER
        return until if until > self._clock.now() else None

    async def _learn(self, *, allowed: bool) -> datetime:
        """Keep what X showed; returns when that was."""
        now = self._clock.now()
        lesson = Lesson.SUCCESS if allowed else Lesson.REFUSAL
        async with self._store.write() as tx:
            await tx.permissions.save(Permission(Capability.STREAM, allowed, now, lesson, self._policy.access))
        return now
