"""The one way out to X: limits, reservation, request, settlement."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, stop_after_delay, wait_random_exponential

from bot.clock import Clock
from bot.x.calls import Call, Json, Request
from bot.x.errors import AccountRefused, BadBearerToken, BadCredentials, OutcomeUnknown, Unreachable
from bot.x.limits import RateLimits
from bot.x.meter import Meter
from bot.x.refusals import refusal_of
from bot.x.till import Reserved, Till
from bot.x.transport import Answer, NotSent, Unanswered

log = logging.getLogger(__name__)

READ_ATTEMPTS = 3
_SHORTEST_WAIT_SECONDS = 0.2
_LONGEST_WAIT_SECONDS = 3.0


class Sender:
    """Lets nothing out that the rate limits, as far as X has told them, or the meter forbid; keeps both up to date.

    patience: real seconds after which a read is not tried again. sleep: waits the real seconds between two tries.
    """

    def __init__(
        self, *, limits: RateLimits, meter: Meter, clock: Clock, patience: float, sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._limits = limits
        self._meter = meter
        self._till = Till(meter)
        self._clock = clock
        self._patience = patience
        self._sleep = sleep
        self._recalling = asyncio.Lock()
        self._recalled = False

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
        await self._recall_limits()
        with self._limits.place(call.endpoint, self._clock.now()):
            reserved = await self._till.reserve(call)
            started = time.monotonic()
            answer = await self._send(call, request, reserved, started)
            refusal = refusal_of(answer, write=call.write, until=self._note_limits(call, answer), meaning=call.meaning)
            if call.as_app and isinstance(refusal, BadCredentials):
                refusal = BadBearerToken(detail=refusal.detail)
        charged = await self._till.settle(call, reserved, answer, refusal, self._limits.known(call.endpoint))
        _log(call, f"{answer.status}, charged {charged} micro-dollars", started)
        if isinstance(refusal, AccountRefused):
            await self._meter.refused(refusal)
        if refusal is not None:
            raise refusal
        return answer.body or {}

    async def _recall_limits(self) -> None:
        """Before the first call, take in what was kept of X's limits."""
        async with self._recalling:
            if not self._recalled:
                self._limits.load(await self._meter.known_limits())
                self._recalled = True

    async def _send(self, call: Call, request: Request, reserved: Reserved, started: float) -> Answer:
        try:
            return await request()
        except NotSent as failure:
            _log(call, "was not sent", started)
            await self._till.give_back(reserved)
            raise Unreachable(detail=str(failure)) from None
        except Unanswered as failure:
            _log(call, "was not answered", started)
            self._limits.not_answered(call.endpoint, self._clock.now())
            await self._till.doubt(call, reserved)
            raise (OutcomeUnknown if call.write else Unreachable)(detail=str(failure)) from None

    def _note_limits(self, call: Call, answer: Answer) -> datetime:
        """Take in the headers; returns when this endpoint may be asked again."""
        now = self._clock.now()
        if answer.status == 429:
            return self._limits.refused(call.endpoint, answer.headers, now)
        self._limits.record(call.endpoint, answer.headers, now)
        return now


def _log(call: Call, outcome: str, started: float) -> None:
    log.debug("%s %s, %.0f ms", call.endpoint, outcome, (time.monotonic() - started) * 1_000)
