"""Money reserved for events that X may already have sent: X charges on delivery, and nobody asks beforehand."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import date

from bot.domain import ActivityEvent, Purpose
from bot.runtime.clock import Clock
from bot.x.billing.pricing import PriceList
from bot.x.billing.spend_guard import SpendGuard
from bot.x.errors import XError
from bot.x.stream.events import DeliveredEvent

log = logging.getLogger(__name__)

BLOCK_SIZE = 10
"""Events of each kind that are paid for in advance: more than come within one reading, but in a rush."""

PURPOSES = {
    ActivityEvent.FOLLOW: Purpose.DETECTION,
    ActivityEvent.MENTION: Purpose.MENTIONS,
    ActivityEvent.UNFOLLOW: Purpose.UNFOLLOWS,
}


class PrepaidEvents:
    """A block of reserved money for each kind of event that may come; what came is settled from it, after the next block is reserved."""

    def __init__(self, spend_guard: SpendGuard, prices: PriceList, clock: Clock, endpoint: str) -> None:
        self._spend_guard, self._prices, self._clock, self._endpoint = spend_guard, prices, clock, endpoint
        self._blocks: dict[str, int] = {}
        self._day = date.min

    async def reserve(self, events: Collection[ActivityEvent]) -> None:
        """Reserve a block for each kind, the most important first. Raises what forbids it."""
        self._day = self._clock.now().date()
        for event in sorted(events, key=lambda event: PURPOSES[event].priority, reverse=True):
            self._blocks[event] = await self._reserve(event)

    async def charge(self, delivered: Sequence[DeliveredEvent]) -> XError | None:
        """Record what came, all of it; returns what forbids that more comes."""
        refusal: XError | None = None
        for kind in dict.fromkeys(one.type for one in delivered):
            refusal = await self._charge(kind, [one.uuid for one in delivered if one.type == kind]) or refusal
        return refusal

    async def roll_over(self) -> None:
        """Move the reservations to X's new day, when one has begun: a quiet stream would spend the budget of days ago."""
        if self._clock.now().date() != self._day:
            events = [ActivityEvent(kind) for kind in self._blocks]
            await self.release()
            await self.reserve(events)

    async def release(self) -> None:
        """Nothing more will come."""
        while self._blocks:
            _, block = self._blocks.popitem()
            await self._spend_guard.release(block, status=0, limit=None)

    async def _charge(self, kind: str, uuids: Sequence[str]) -> XError | None:
        while kind in self._blocks and uuids:
            block, portion = self._blocks[kind], uuids[:BLOCK_SIZE]
            try:
                self._blocks[kind] = await self._reserve(ActivityEvent(kind))
            except XError as refusal:
                # X has sent and charged the rest, too: the ledger tells the truth, though the block may hold less.
                del self._blocks[kind]
                await self._settle(block, kind, uuids)
                return refusal
            await self._settle(block, kind, portion)
            uuids = uuids[BLOCK_SIZE:]
        return await self._charge_unreserved(kind, uuids) if uuids else None

    async def _charge_unreserved(self, kind: str, uuids: Sequence[str]) -> XError | None:
        """Events that Mutuals did not subscribe to: another tool of the team did, and whoever is connected is charged."""
        try:
            micros = len(uuids) * self._prices.event(kind).micros
            block = await self._spend_guard.reserve(purpose=Purpose.DETECTION, endpoint=self._endpoint, micros=micros, write=False)
        except XError as refusal:
            if not self._blocks:
                log.warning("X sent %d events (%r) when no money was left to reserve: they are not in the ledger", len(uuids), kind[:50])
                return refusal
            _, block = self._blocks.popitem()
            await self._settle(block, kind, uuids)
            return refusal
        await self._settle(block, kind, uuids)
        return None

    async def _reserve(self, event: ActivityEvent) -> int:
        # What a connection that died had received and not settled is not sent again. One block a day covers that, however often the
        # process died: more than ten events come between two settlements in no crash loop, and a block for each would eat the day's budget.
        micros, query = BLOCK_SIZE * self._prices.event(event).micros, f"{self._endpoint} {event.value}"
        return await self._spend_guard.reserve(purpose=PURPOSES[event], endpoint=self._endpoint, micros=micros, write=False, query=query)

    async def _settle(self, block: int, kind: str, uuids: Sequence[str]) -> None:
        price = self._prices.event(kind)
        await self._spend_guard.settle(block, price=price.name, resource_ids=uuids, unit_micros=price.micros, status=200, limit=None)
