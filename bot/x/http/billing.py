"""The money side of a call: reserved before it, charged or released after it."""

from __future__ import annotations

import logging
from itertools import chain

from bot.domain import Coverage, RateLimit
from bot.x.billing.pricing import Price
from bot.x.billing.spend_guard import SpendGuard
from bot.x.errors import OutcomeUnknown, Unreachable, XError
from bot.x.http.call import Call, Json
from bot.x.http.transport import Answer
from bot.x.parse.pagination import next_token
from bot.x.parse.profiles import resource_ids

log = logging.getLogger(__name__)

Reservations = dict[Price, int]
"""A call's reservations, by what each is for."""


class Billing:
    """Reports to the spend guard what each call may cost and did cost."""

    def __init__(self, spend_guard: SpendGuard) -> None:
        self._spend_guard = spend_guard

    async def reserve(self, call: Call) -> Reservations:
        """Set aside the most that the call can cost, at each of its prices. Raises whatever forbids it."""
        reserved: Reservations = {}
        try:
            for price in call.prices:
                reserved[price] = await self._spend_guard.reserve(
                    purpose=call.purpose,
                    endpoint=call.endpoint,
                    micros=call.max_micros(price),
                    write=call.write,
                    query=_query_of(call, price),
                )
        except Exception:
            await self.release(reserved)
            raise
        return reserved

    async def release(self, reserved: Reservations, *, status: int = 0, limit: RateLimit | None = None) -> None:
        """The call cost nothing."""
        for reservation in reserved.values():
            await self._spend_guard.release(reservation, status=status, limit=limit)

    async def mark_unsettled(self, call: Call, reserved: Reservations) -> None:
        """Keep the reservations, for X may have charged."""
        if call.no_effect:
            await self.release(reserved)
            return
        for reservation in reserved.values():
            await self._spend_guard.mark_unsettled(reservation)

    async def settle(self, call: Call, reserved: Reservations, answer: Answer, refusal: XError | None, limit: RateLimit | None) -> int:
        """Bring the ledger up to date; returns the micro-dollars charged.

        X bills only successes that return data (https://docs.x.com/x-api/fundamentals/post-cap); one that we cannot read may be one.
        """
        if isinstance(refusal, OutcomeUnknown) or (answer.succeeded and isinstance(refusal, Unreachable)):
            await self.mark_unsettled(call, reserved)
            return 0
        if refusal is not None:
            await self.release(reserved, status=answer.status, limit=limit)
            return 0
        if call.write:
            await self._spend_guard.settle_request(
                reserved[call.price], micros=call.max_micros(call.price), status=answer.status, limit=limit
            )
            return call.max_micros(call.price)
        returned = _returned(call, answer.body or {})
        charged = 0
        for price, reservation in reserved.items():
            ids = returned[price]
            if len(ids) > call.max_units(price):
                log.warning("%s returned %d where at most %d were asked for", call.endpoint, len(ids), call.max_units(price))
            charged += await self._spend_guard.settle(
                reservation,
                price=price.name,
                resource_ids=ids,
                unit_micros=price.micros,
                status=answer.status,
                limit=limit,
                coverage=_coverage(call, answer.body or {}),
            )
        return charged


def _query_of(call: Call, price: Price) -> str:
    """What is carried along belongs to it: an answer without that says nothing about one with it."""
    carried = f" with {call.expanded.price.name}" if call.expanded else ""
    return "" if call.write else f"{call.endpoint} {price.name} {call.query}{carried}"


def _coverage(call: Call, body: Json) -> Coverage:
    """Where something was carried along, what one dialect brings the other may not, so the end of the list says nothing about that."""
    if call.expanded is None and next_token(body) is None:
        return Coverage.COMPLETE
    return Coverage.NEWEST_PAGE if call.newest_first else Coverage.SAME_REQUEST


def _returned(call: Call, body: Json) -> dict[Price, list[str]]:
    """The ids of all that X returned, by what it is charged as."""
    returned = {call.price: resource_ids(body.get("data"))}
    includes = body.get("includes")
    if call.expanded is not None:
        carried = [resource_ids(includes.get(key)) for key in call.expanded.keys] if isinstance(includes, dict) else []
        ids = [*returned.get(call.expanded.price, []), *chain.from_iterable(carried)]
        returned[call.expanded.price] = list(dict.fromkeys(ids))
    return returned
