"""The one way out to X: limits, reservation, request, settlement."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, stop_after_delay, wait_random_exponential

from bot.runtime.clock import Clock
from bot.x.billing.billing import Reserved, Till
from bot.x.billing.spend_guard import Meter
from bot.x.errors import (
    AccountRefused,
    BadBearerToken,
    BadCredentials,
    BadCursor,
    NotAllowed,
    NotFound,
    NotSetUp,
    OutcomeUnknown,
    Rejected,
    Unreachable,
    XError,
)
from bot.x.http.call import Call, Json, Request
from bot.x.http.clock_skew import blame_the_clock
from bot.x.http.refusals import refusal_of
from bot.x.http.transport import Answer, NotSent, Unanswered
from bot.x.limits.rate_limits import RateLimits
from bot.x.parse.pagination import LARGEST_PAGE

log = logging.getLogger(__name__)

READ_ATTEMPTS = 3
_SHORTEST_WAIT_SECONDS = 0.2
_LONGEST_WAIT_SECONDS = 3.0
_LATELY = timedelta(minutes=1)
"""For so long a reading shows that X lets the app read."""


class Sender:
    """Lets nothing out that the rate limits, as far as X has told them, or the meter forbid; keeps both up to date.

    patience: real seconds after which a read is not tried again. sleep: waits the real seconds between two tries.
    read_something: reads what every access may read.
    """

    def __init__(
        self,
        *,
        limits: RateLimits,
        meter: Meter,
        clock: Clock,
        patience: float,
        sleep: Callable[[float], Awaitable[None]],
        read_something: Callable[[], Awaitable[object]],
    ) -> None:
        self._limits = limits
        self._meter = meter
        self._till = Till(meter)
        self._clock = clock
        self._patience = patience
        self._sleep = sleep
        self._read_something = read_something
        self._last_read_at: datetime | None = None
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
            answer = _within_reason(await self._send(call, request, reserved, started))
            refusal = refusal_of(answer, write=call.write, until=self._note_limits(call, answer), meaning=call.meaning)
            if isinstance(refusal, BadCredentials):
                refusal = self._of_keys(call, answer, refusal)
        charged = await self._till.settle(call, reserved, answer, refusal, self._limits.known(call.endpoint))
        _log(call, f"{answer.status}, charged {charged} micro-dollars", started)
        if isinstance(refusal, AccountRefused):
            await self._meter.refused(refusal)
        if isinstance(refusal, NotAllowed) and not refusal.enrolled:
            refusal = await self._of_enrolment(call, refusal)
        if refusal is not None:
            raise refusal
        if not (call.write or call.as_app):
            self._last_read_at = self._clock.now()
        return answer.body or {}

    def _of_keys(self, call: Call, answer: Answer, refusal: BadCredentials) -> XError:
        """Which keys X refuses, and whether it is because of the time: the app's own token is not dated."""
        if call.as_app:
            return BadBearerToken(detail=refusal.detail)
        return blame_the_clock(refusal, answer.headers, self._clock.now())

    async def _of_enrolment(self, call: Call, refusal: NotAllowed) -> XError:
        """An app that is not set up hears of every endpoint that it is not enrolled; one that may read lacks this endpoint alone."""
        if not (call.write or call.as_app):
            return NotSetUp(detail=refusal.detail)
        if self._last_read_at is None or self._clock.now() - self._last_read_at > _LATELY:
            with suppress(NotAllowed, NotFound, Rejected, BadCursor):  # what X refuses for such reasons it has let in
                await self._read_something()
        return refusal

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


def _within_reason(answer: Answer) -> Answer:
    """The same answer, unless it lists more than X does for anybody, however much was asked for: then it is none of X's API."""
    data = answer.body.get("data") if answer.body else None
    return replace(answer, body=None) if isinstance(data, list) and len(data) > LARGEST_PAGE else answer


def _log(call: Call, outcome: str, started: float) -> None:
    log.debug("%s %s, %.0f ms", call.endpoint, outcome, (time.monotonic() - started) * 1_000)
