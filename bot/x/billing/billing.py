"""The money side of a call: set aside before it, charged or given back after it."""

from __future__ import annotations

import logging
from itertools import chain

from bot.domain import Coverage, RateLimit
from bot.x.billing.pricing import Price
from bot.x.billing.spend_guard import Meter
from bot.x.errors import OutcomeUnknown, Unreachable, XError
from bot.x.http.call import Call, Json
from bot.x.http.transport import Answer
from bot.x.parse.pagination import next_token
from bot.x.parse.profiles import resource_ids

log = logging.getLogger(__name__)

Reserved = dict[Price, int]
"""A call's reservations, by what each is for."""


class Till:
    """Tells the meter what each call may cost and did cost."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    async def reserve(self, call: Call) -> Reserved:
        """Set aside the most that the call can cost, at each of its prices. Raises whatever forbids it."""
        reserved: Reserved = {}
        try:
            for price in call.prices:
                reserved[price] = await self._meter.reserve(
                    purpose=call.purpose,
                    endpoint=call.endpoint,
                    micros=call.most(price),
                    write=call.write,
                    question=_question(call, price),
                )
        except Exception:
            await self.give_back(reserved)
            raise
        return reserved

    async def give_back(self, reserved: Reserved, *, status: int = 0, limit: RateLimit | None = None) -> None:
        """The call cost nothing."""
        for reservation in reserved.values():
            await self._meter.release(reservation, status=status, limit=limit)

    async def doubt(self, call: Call, reserved: Reserved) -> None:
        """Let what was reserved stand, for X may have charged."""
        if call.idle:
            await self.give_back(reserved)
            return
        for reservation in reserved.values():
            await self._meter.doubt(reservation)

    async def settle(self, call: Call, reserved: Reserved, answer: Answer, refusal: XError | None, limit: RateLimit | None) -> int:
        """Bring the ledger up to date; returns the micro-dollars charged.

        X bills only successes that return data (https://docs.x.com/x-api/fundamentals/post-cap); one that we cannot read may be one.
        """
        if isinstance(refusal, OutcomeUnknown) or (answer.succeeded and isinstance(refusal, Unreachable)):
            await self.doubt(call, reserved)
            return 0
        if refusal is not None:
            await self.give_back(reserved, status=answer.status, limit=limit)
            return 0
        if call.write:
            await self._meter.settle_request(reserved[call.price], micros=call.most(call.price), status=answer.status, limit=limit)
            return call.most(call.price)
        returned = _returned(call, answer.body or {})
        charged = 0
        for price, reservation in reserved.items():
            ids = returned[price]
            if len(ids) > call.most_units(price):
                log.warning("%s returned %d where at most %d were asked for", call.endpoint, len(ids), call.most_units(price))
            charged += await self._meter.settle(
                reservation,
                price=price.name,
                resource_ids=ids,
                unit_micros=price.micros,
                status=answer.status,
                limit=limit,
                coverage=_coverage(call, answer.body or {}),
            )
        return charged


def _question(call: Call, price: Price) -> str:
    """What is carried along belongs to it: an answer without that says nothing about one with it."""
    carried = f" with {call.expanded.price.name}" if call.expanded else ""
    return "" if call.write else f"{call.endpoint} {price.name} {call.question}{carried}"


def _coverage(call: Call, body: Json) -> Coverage:
    """Where something was carried along, what one dialect brings the other may not, so the end of the list says nothing about that."""
    if call.expanded is None and next_token(body) is None:
        return Coverage.WHOLE
    return Coverage.TOP if call.newest_first else Coverage.AS_ASKED


def _returned(call: Call, body: Json) -> dict[Price, list[str]]:
    """The ids of all that X returned, by what it is charged as."""
    returned = {call.price: resource_ids(body.get("data"))}
    includes = body.get("includes")
    if call.expanded is not None:
        carried = [resource_ids(includes.get(key)) for key in call.expanded.keys] if isinstance(includes, dict) else []
        ids = [*returned.get(call.expanded.price, []), *chain.from_iterable(carried)]
        returned[call.expanded.price] = list(dict.fromkeys(ids))
    return returned
