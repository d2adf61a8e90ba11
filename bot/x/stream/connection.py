"""X's activity stream: one endless answer, with a line for each event and a blank one every 20 seconds.

tweepy has a stream of its own, which connects again without delay after every clean close, and for ever after a 401.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Collection
from contextlib import aclosing, asynccontextmanager

import aiohttp

from bot.domain import ActivityEvent, Purpose
from bot.runtime.clock import Clock
from bot.x.billing.pricing import Price, PriceList, Unit
from bot.x.billing.spend_guard import SpendGuard
from bot.x.errors import AccountRefused, BadBearerToken, BadCredentials, NotAllowed, Rejected, Unreachable, XError
from bot.x.http.call import Call, Json
from bot.x.http.refusals import ErrorPayload, refusal_of
from bot.x.http.sender import Sender
from bot.x.http.transport import Answer, Transport
from bot.x.retries import WAIT_FOR_STREAM
from bot.x.stream.events import DeliveredEvent, Event, parse_delivered, parse_line
from bot.x.stream.prepaid_events import PrepaidEvents

log = logging.getLogger(__name__)

ENDPOINT = "GET /2/activity/stream"
SILENCE = 45.0
"""Real seconds without a byte after which X is taken for gone. X may keep even its headers back until the first blank line."""
LONGEST_BACKFILL_MINUTES = 5
LONGEST_LINE = 2**20
_ERROR_KEYS = {"errors", "title", "detail"}
"""What a line holds that says why X ends the stream."""

_CONNECTION = Price("Activity: Connection", 0, Unit.RESOURCE)
"""X bills what it delivers: https://docs.x.com/x-api/activity/event-pricing."""


class EventStream:
    """What happens to the account, as it happens; one connection at a time.

    silence: real seconds after which a stream that says nothing at all is given up.
    """

    def __init__(
        self,
        transport: Transport,
        sender: Sender,
        spend_guard: SpendGuard,
        prices: PriceList,
        clock: Clock,
        *,
        account_id: int,
        silence: float = SILENCE,
    ) -> None:
        self._transport, self._sender, self._spend_guard, self._prices, self._clock = transport, sender, spend_guard, prices, clock
        self._account_id, self._silence = account_id, silence
        self._response: aiohttp.ClientResponse | None = None
        self._backfills = True

    @property
    def available(self) -> bool:
        """Whether there is a bearer token: X opens the stream to apps alone."""
        return self._transport.bearer_token is not None

    @property
    def connected(self) -> bool:
        return self._response is not None

    @asynccontextmanager
    async def connect(self, events: Collection[ActivityEvent], *, backfill_minutes: int) -> AsyncIterator[AsyncGenerator[list[Event]]]:
        """Connect, and yield the events that came together; none for a keep-alive. It ends when X ends it.

        events: the kinds that are subscribed to; money is reserved for them. backfill_minutes: how far back to begin, where X does that.
        Raises XError, here and while reading: Unreachable when the connection breaks or falls silent, and whatever forbids continuing.
        """
        prepaid = PrepaidEvents(self._spend_guard, self._prices, self._clock, ENDPOINT)
        try:
            await prepaid.reserve(events)
            self._response = await self._open(backfill_minutes)
            try:
                async with aclosing(self._read(self._response, prepaid)) as received:
                    yield received
            finally:
                self.close()
        finally:
            await prepaid.release()

    def close(self) -> None:
        """End the connection, if there is one; its reader comes to the end."""
        response, self._response = self._response, None
        if response is not None:
            response.close()

    async def _open(self, backfill_minutes: int) -> aiohttp.ClientResponse:
        """Some plans may not look back, and X then refuses the whole connection."""
        if not (backfill_minutes and self._backfills):
            return await self._ask({})
        try:
            return await self._ask({"backfill_minutes": str(min(backfill_minutes, LONGEST_BACKFILL_MINUTES))})
        except (Rejected, NotAllowed) as refusal:
            log.info("X does not send what was missed: %s", refusal.detail)
        response = await self._ask({})
        self._backfills = False
        return response

    async def _ask(self, params: dict[str, str]) -> aiohttp.ClientResponse:
        opened: list[aiohttp.ClientResponse] = []

        async def request() -> Answer:
            answer = await self._transport.open_stream("/2/activity/stream", params, silence=self._silence)
            if isinstance(answer, Answer):
                return answer
            opened.append(answer)
            return Answer(answer.status, answer.headers, {"data": []})

        await self._sender.read(Call(ENDPOINT, Purpose.DETECTION, _CONNECTION, as_app=True), request)
        return opened[-1]

    async def _read(self, response: aiohttp.ClientResponse, prepaid: PrepaidEvents) -> AsyncGenerator[list[Event]]:
        rest = b""
        while chunk := await self._chunk(response):
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > LONGEST_LINE:
                raise Unreachable(detail="a line of the stream that does not end")
            delivered, problem = self._parse(lines)
            refusal = await prepaid.charge(delivered)
            if refusal is not None or problem is not None:
                self.close()  # or X would keep sending, and charging, while what came is stored
            if lines:
                yield [one.event for one in delivered if one.event is not None]
            if problem is not None:
                raise await self._refusal(problem)
            if refusal is not None:
                raise refusal
            await prepaid.roll_over()

    async def _chunk(self, response: aiohttp.ClientResponse) -> bytes:
        """All that has come; nothing at the end, whoever brought it about."""
        try:
            return await response.content.readany()
        except (aiohttp.ClientError, TimeoutError, OSError) as failure:
            if response is not self._response:
                return b""
            raise Unreachable(detail=f"the stream broke: {type(failure).__name__}") from None

    def _parse(self, lines: list[bytes]) -> tuple[list[DeliveredEvent], Json | None]:
        """What came, and the problem that X reports, if any."""
        now = self._clock.now()
        delivered: list[DeliveredEvent] = []
        problem: Json | None = None
        for line in lines:
            body = parse_line(line) if line.strip() else {}
            data = body.get("data")
            if isinstance(data, dict):
                delivered.append(parse_delivered(line, data, self._account_id, now))
            elif _ERROR_KEYS & body.keys():
                problem = body
        return delivered, problem

    async def _refusal(self, body: Json) -> XError:
        """Why X ends the stream: a problem as in any other answer, mostly without its status."""
        statuses = [problem.get("status") for problem in (body, *(body.get("errors") or ())) if isinstance(problem, dict)]
        status = next(
            (status for status in statuses if isinstance(status, int) and status >= 400), 402 if ErrorPayload(body).no_credits else 503
        )
        refusal = refusal_of(Answer(status, {}, body), write=False, until=self._clock.now() + WAIT_FOR_STREAM)
        if isinstance(refusal, BadCredentials):
            return BadBearerToken(detail=refusal.detail)
        if isinstance(refusal, AccountRefused):
            await self._spend_guard.refused(refusal)
        return refusal or Unreachable(detail=ErrorPayload(body).detail)
