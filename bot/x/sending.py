"""The one way out to X: limits, reservation, request, settlement."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, stop_after_delay, wait_random_exponential

from bot.clock import Clock
from bot.x.doubts import Doubts
from bot.x.errors import OutcomeUnknown, Unreachable, XError
from bot.x.limits import RateLimits
from bot.x.meter import Meter
from bot.x.pricing import Price, Unit
from bot.x.profiles import resource_ids
from bot.x.refusals import refusal_of
from bot.x.transport import Answer, NotSent, Unanswered

log = logging.getLogger(__name__)

Json = dict[str, Any]
Request = Callable[[], Awaitable[Answer]]
"""Sends one request when called."""
Reserved = dict[Price, int]
"""A call's reservations, by what each is for."""

READ_ATTEMPTS = 3
_SHORTEST_WAIT_SECONDS = 0.2
_LONGEST_WAIT_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Call:
    """One question or act.

    units: the most resources that can come back, or 1 for a write.
    question: tells apart what is asked of the same endpoint.
    expanded: what each person costs whom the answer carries along, at most one a unit; None when none was asked for.
    """

    endpoint: str
    purpose: str
    price: Price
    units: int = 1
    question: str = ""
    expanded: Price | None = None

    @property
    def write(self) -> bool:
        return self.price.unit is Unit.REQUEST

    @property
    def prices(self) -> tuple[Price, ...]:
        return (self.price,) if self.expanded is None else (self.price, self.expanded)

    def most(self, price: Price) -> int:
        """The most it can cost at this one of its prices, in micro-dollars."""
        return self.units * price.micros


class Sender:
    """Lets nothing out that the rate limits, as far as X has told them, or the meter forbid; keeps both up to date.

    patience: real seconds after which a read is not tried again. sleep: waits the real seconds between two tries.
    """

    def __init__(
        self, *, limits: RateLimits, meter: Meter, clock: Clock, patience: float, sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._limits = limits
        self._meter = meter
        self._clock = clock
        self._patience = patience
        self._sleep = sleep
        self._doubts = Doubts()

    async def read(self, call: Call, request: Request) -> Json:
        """Ask, and ask again a little later while X is not answering. Every try is a call of its own to limits and meter."""
        tries = AsyncRetrying(
            retry=retry_if_exception_type(Unreachable),
            stop=stop_after_attempt(READ_ATTEMPTS) | stop_after_delay(self._patience),
            wait=wait_random_exponential(multiplier=1, min=_SHORTEST_WAIT_SECONDS, max=_LONGEST_WAIT_SECONDS),
            sleep=self._sleep,
            reraise=True,
        )
        return await tries(self._call, call, request)

    async def write(self, call: Call, request: Request) -> Json:
        """Act, once."""
        return await self._call(call, request)

    async def _call(self, call: Call, request: Request) -> Json:
        """When this is cancelled or the process dies in the middle, what was reserved stands."""
        self._limits.check(call.endpoint, self._clock.now())
        reserved = await self._reserve(call)
        started = time.monotonic()
        try:
            answer = await request()
        except NotSent as failure:
            _log(call, "was not sent", started)
            await self._release(reserved, status=0)
            raise Unreachable(detail=str(failure)) from None
        except Unanswered as failure:
            _log(call, "was not answered", started)
            await self._doubt(call, reserved)
            raise (OutcomeUnknown if call.write else Unreachable)(detail=str(failure)) from None
        refusal = refusal_of(answer, write=call.write, until=self._note_limits(call, answer))
        charged = await self._settle(call, reserved, answer, refusal)
        _log(call, f"{answer.status}, charged {charged} micro-dollars", started)
        if refusal is not None:
            raise refusal
        return answer.body or {}

    def _note_limits(self, call: Call, answer: Answer) -> datetime:
        """Take in the headers; returns when this endpoint may be asked again."""
        now = self._clock.now()
        if answer.status == 429:
            return self._limits.refused(call.endpoint, answer.headers, now)
        self._limits.record(call.endpoint, answer.headers, now)
        return now

    async def _reserve(self, call: Call) -> Reserved:
        """Reserve the most that the call can cost, at each of its prices."""
        reserved: Reserved = {}
        try:
            for price in call.prices:
                reserved[price] = await self._meter.reserve(purpose=call.purpose, endpoint=call.endpoint, micros=call.most(price))
        except Exception:
            await self._release(reserved, status=0)
            raise
        return reserved

    async def _release(self, reserved: Reserved, *, status: int) -> None:
        for reservation in reserved.values():
            await self._meter.release(reservation, status=status)

    async def _settle(self, call: Call, reserved: Reserved, answer: Answer, refusal: XError | None) -> int:
        """Bring the ledger up to date; returns the micro-dollars charged.

        X bills only successes that return data (https://docs.x.com/x-api/fundamentals/post-cap); one that we cannot read may be one.
        """
        if isinstance(refusal, OutcomeUnknown) or (answer.succeeded and isinstance(refusal, Unreachable)):
            await self._doubt(call, reserved)
            return 0
        if refusal is not None:
            await self._release(reserved, status=answer.status)
            return 0
        if call.write:
            await self._meter.settle_request(reserved[call.price], micros=call.most(call.price), status=answer.status)
            return call.most(call.price)
        returned = _returned(call, answer.body or {})
        charged = 0
        for price, reservation in reserved.items():
            charged += await self._meter.settle(
                reservation, price=price.name, resource_ids=returned[price], unit_micros=price.micros, status=answer.status
            )
            await self._replace_doubt(call, price, None)
        return charged

    async def _doubt(self, call: Call, reserved: Reserved) -> None:
        """Let what was reserved stand, for X may have charged."""
        if call.write:
            return
        for price, reservation in reserved.items():
            await self._replace_doubt(call, price, reservation)

    async def _replace_doubt(self, call: Call, price: Price, reservation: int | None) -> None:
        question = f"{call.endpoint} {price.name} {call.question}"
        needless = self._doubts.replace(question, self._clock.now().date(), reservation)
        if needless is not None:
            await self._meter.release(needless, status=0)


def _returned(call: Call, body: Json) -> dict[Price, list[str]]:
    """The ids of all that X returned, by what it is charged as."""
    returned = {call.price: resource_ids(body.get("data"))}
    if call.expanded is not None:
        includes = body.get("includes")
        returned[call.expanded] = resource_ids(includes.get("users")) if isinstance(includes, dict) else []
    return returned


def _log(call: Call, outcome: str, started: float) -> None:
    log.debug("%s %s, %.0f ms", call.endpoint, outcome, (time.monotonic() - started) * 1_000)
