"""Sending one call to X: rate limits, reservation, request, settlement."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.runtime.clock import Clock
from bot.x.billing.spend_guard import SpendGuard
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
from bot.x.http.billing import Billing, Reservations
from bot.x.http.call import Call, Json, Request
from bot.x.http.clock_skew import explain_clock_skew
from bot.x.http.refusals import refusal_of
from bot.x.http.transport import Answer, NoAnswer, NotSent
from bot.x.limits.rate_limits import RateLimits
from bot.x.parse.pagination import LARGEST_PAGE
from bot.x.retries import read_attempts

log = logging.getLogger(__name__)

_RECENTLY = timedelta(minutes=1)
"""How long a successful read proves that X lets the app read."""


class Sender:
    """Sends nothing that the rate limits, as far as X has told them, or the spend guard forbid; keeps both up to date.

    retry_seconds: real seconds after which a read is not tried again. sleep: waits the real seconds between two tries.
    probe_read: reads what every access level may read.
    """

    def __init__(
        self,
        *,
        limits: RateLimits,
        spend_guard: SpendGuard,
        clock: Clock,
        retry_seconds: float,
        sleep: Callable[[float], Awaitable[None]],
        probe_read: Callable[[], Awaitable[object]],
    ) -> None:
        self._limits = limits
        self._spend_guard = spend_guard
        self._billing = Billing(spend_guard)
        self._clock = clock
        self._retry_seconds = retry_seconds
        self._sleep = sleep
        self._probe_read = probe_read
        self._last_read_at: datetime | None = None
        self._loading_limits = asyncio.Lock()
        self._limits_loaded = False

    async def read(self, call: Call, request: Request) -> Json:
        """Ask, and ask again a little later while X is not answering. Every try is a call of its own to rate limits and spend guard."""
        return await read_attempts(within=self._retry_seconds, sleep=self._sleep)(self._call, call, request)

    async def write(self, call: Call, request: Request) -> Json:
        """Act, once."""
        return await self._call(call, request)

    async def _call(self, call: Call, request: Request) -> Json:
        """When this is cancelled or the process dies in the middle, what was reserved stands."""
        await self._load_limits()
        with self._limits.slot(call.endpoint, self._clock.now()):
            reserved = await self._billing.reserve(call)
            started = time.monotonic()
            answer = _bounded(await self._send(call, request, reserved, started))
            refusal = refusal_of(answer, write=call.write, until=self._record_limits(call, answer), meaning=call.meaning)
            if isinstance(refusal, BadCredentials):
                refusal = self._credentials_refusal(call, answer, refusal)
        charged = await self._billing.settle(call, reserved, answer, refusal, self._limits.known(call.endpoint))
        _log(call, f"{answer.status}, charged {charged} micro-dollars", started)
        if isinstance(refusal, AccountRefused):
            await self._spend_guard.refused(refusal)
        if isinstance(refusal, NotAllowed) and not refusal.enrolled:
            refusal = await self._enrolment_refusal(call, refusal)
        if refusal is not None:
            raise refusal
        if not (call.write or call.as_app):
            self._last_read_at = self._clock.now()
        return answer.body or {}

    def _credentials_refusal(self, call: Call, answer: Answer, refusal: BadCredentials) -> XError:
        """Which keys X refuses, and whether it is because of the time: the app's own token is not dated."""
        if call.as_app:
            return BadBearerToken(detail=refusal.detail)
        return explain_clock_skew(refusal, answer.headers, self._clock.now())

    async def _enrolment_refusal(self, call: Call, refusal: NotAllowed) -> XError:
        """An app that is not set up is told at every endpoint that it is not enrolled; one that may read lacks this endpoint alone."""
        if not (call.write or call.as_app):
            return NotSetUp(detail=refusal.detail)
        if self._last_read_at is None or self._clock.now() - self._last_read_at > _RECENTLY:
            with suppress(NotAllowed, NotFound, Rejected, BadCursor):  # what X refuses for such reasons it has let in
                await self._probe_read()
        return refusal

    async def _load_limits(self) -> None:
        """Before the first call, take in what was kept of X's limits."""
        async with self._loading_limits:
            if not self._limits_loaded:
                self._limits.load(await self._spend_guard.known_limits())
                self._limits_loaded = True

    async def _send(self, call: Call, request: Request, reserved: Reservations, started: float) -> Answer:
        try:
            return await request()
        except NotSent as failure:
            _log(call, "was not sent", started)
            await self._billing.release(reserved)
            raise Unreachable(detail=str(failure)) from None
        except NoAnswer as failure:
            _log(call, "was not answered", started)
            self._limits.not_answered(call.endpoint, self._clock.now())
            await self._billing.mark_unsettled(call, reserved)
            raise (OutcomeUnknown if call.write else Unreachable)(detail=str(failure)) from None

    def _record_limits(self, call: Call, answer: Answer) -> datetime:
        """Take in the headers; returns when this endpoint may be asked again."""
        now = self._clock.now()
        if answer.status == 429:
            return self._limits.refused(call.endpoint, answer.headers, now)
        self._limits.record(call.endpoint, answer.headers, now)
        return now


def _bounded(answer: Answer) -> Answer:
    """The same answer, unless it lists more than X does for anybody, however much was asked for: then it is none of X's API."""
    data = answer.body.get("data") if answer.body else None
    return replace(answer, body=None) if isinstance(data, list) and len(data) > LARGEST_PAGE else answer


def _log(call: Call, outcome: str, started: float) -> None:
    log.debug("%s %s, %.0f ms", call.endpoint, outcome, (time.monotonic() - started) * 1_000)
