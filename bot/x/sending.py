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

READ_ATTEMPTS = 3
_SHORTEST_WAIT_SECONDS = 0.2
_LONGEST_WAIT_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Call:
    """One question or act.

    units: the most resources that can come back, or 1 for a write.
    question: tells apart what is asked of the same endpoint.
    """

    endpoint: str
    purpose: str
    price: Price
    units: int = 1
    question: str = ""

    @property
    def write(self) -> bool:
        return self.price.unit is Unit.REQUEST

    @property
    def most(self) -> int:
        """The most it can cost, in micro-dollars."""
        return self.units * self.price.micros


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
        """When this is cancelled or the process dies in the middle, the reservation stands."""
        self._limits.check(call.endpoint, self._clock.now())
        reservation = await self._meter.reserve(purpose=call.purpose, endpoint=call.endpoint, micros=call.most)
        started = time.monotonic()
        try:
            answer = await request()
        except NotSent as failure:
            _log(call, "was not sent", started)
            await self._meter.release(reservation, status=0)
            raise Unreachable(detail=str(failure)) from None
        except Unanswered as failure:
            _log(call, "was not answered", started)
            await self._doubt(call, reservation)
            raise (OutcomeUnknown if call.write else Unreachable)(detail=str(failure)) from None
        refusal = refusal_of(answer, write=call.write, until=self._note_limits(call, answer))
        charged = await self._settle(call, reservation, answer, refusal)
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

    async def _settle(self, call: Call, reservation: int, answer: Answer, refusal: XError | None) -> int:
        """Bring the ledger up to date; returns the micro-dollars charged.

        X bills only successes that return data (https://docs.x.com/x-api/fundamentals/post-cap); one that we cannot read may be one.
        """
        if isinstance(refusal, OutcomeUnknown) or (answer.succeeded and isinstance(refusal, Unreachable)):
            await self._doubt(call, reservation)
            return 0
        if refusal is not None:
            await self._meter.release(reservation, status=answer.status)
            return 0
        if call.write:
            await self._meter.settle_request(reservation, micros=call.most, status=answer.status)
            return call.most
        charged = await self._meter.settle(
            reservation,
            price=call.price.name,
            resource_ids=resource_ids((answer.body or {}).get("data")),
            unit_micros=call.price.micros,
            status=answer.status,
        )
        await self._replace_doubt(call, None)
        return charged

    async def _doubt(self, call: Call, reservation: int) -> None:
        """Let the reservation stand, for X may have charged."""
        if not call.write:
            await self._replace_doubt(call, reservation)

    async def _replace_doubt(self, call: Call, reservation: int | None) -> None:
        needless = self._doubts.replace(f"{call.endpoint} {call.question}", self._clock.now().date(), reservation)
        if needless is not None:
            await self._meter.release(needless, status=0)


def _log(call: Call, outcome: str, started: float) -> None:
    log.debug("%s %s, %.0f ms", call.endpoint, outcome, (time.monotonic() - started) * 1_000)
