"""X's API over HTTP: the one place that admits or refuses a call, counts, charges and logs it."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, timedelta
from email.utils import format_datetime
from functools import partial

from aiohttp import web

from bot.demo.x.api.calls import ApiRequest, ApiResponse, Call, Operation
from bot.demo.x.api.oauth import Authentication, Caller
from bot.demo.x.api.operations import OPERATIONS
from bot.demo.x.api.pagination_faults import empty_page, with_faulty_token
from bot.demo.x.billing.usage_meter import UsageMeter
from bot.demo.x.conditions import Conditions, Tier
from bot.demo.x.rate_limits import Endpoint, RateLimits
from bot.demo.x.schema import problems
from bot.demo.x.schema.problems import Problem
from bot.demo.x.stream.connection import Connection
from bot.demo.x.stream.streams import Streams
from bot.demo.x.stream.subscriptions import Subscriptions
from bot.demo.x.world.models import Person
from bot.demo.x.world.world import World

_OVER_CAPACITY = "<!DOCTYPE html><html><head><title>X / ?</title></head><body><h1>503 Service Unavailable</h1></body></html>"


_SIGNATURES_LAST = timedelta(minutes=5)


class Api:
    """Answers calls, and remembers them. base_url: where this X can be reached. on_response: called after each call."""

    def __init__(
        self,
        world: World,
        conditions: Conditions,
        authentication: Authentication,
        base_url: Callable[[], str],
        on_response: Callable[[], None],
    ) -> None:
        self.calls: deque[Call] = deque(maxlen=10_000)
        self.meter = UsageMeter(world.clock)
        self.limits = RateLimits(world.clock)
        self.subscriptions = Subscriptions(world.clock)
        self._world, self._conditions, self._authentication = world, conditions, authentication
        self._base_url, self._on_response = base_url, on_response
        self.streams = Streams(self.subscriptions, self._request, self.meter, on_response)
        world.on_activity(self.streams.happened)

    def authenticate_with(self, authentication: Authentication) -> None:
        """Authenticate callers by these keys from now on."""
        self._authentication = authentication

    def add_to(self, router: web.UrlDispatcher) -> None:
        for operation in OPERATIONS:
            router.add_route(operation.method, operation.path, partial(self._serve, operation))
        router.add_route("*", "/2/{anything:.*}", partial(self._serve, None))

    async def _serve(self, operation: Operation | None, request: web.Request) -> web.StreamResponse:
        # A call is carried out even if the client disconnects; only a stream then has no reader.
        response = await asyncio.shield(self._answer(operation, request))
        if isinstance(response, Connection):
            await response.serve(request)
        return response

    async def _answer(self, operation: Operation | None, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        await self._conditions.wait_to_answer(request.method)
        caller = self._authentication.caller(request, self._base_url())
        response, charged = self._respond(operation, caller, request, raw)
        response.headers["Date"] = format_datetime(self._world.clock.now().astimezone(UTC) + self._conditions.clock_error, usegmt=True)
        self.calls.append(Call(self._world.clock.now(), request.method, request.path, dict(request.query), response.status, charged))
        self._on_response()
        if self._conditions.drops(request.method, request.path) and request.transport:
            request.transport.abort()
        return response

    def _respond(
        self, operation: Operation | None, caller: Caller | None, request: web.Request, raw: bytes
    ) -> tuple[web.StreamResponse, int]:
        """The answer, and what it cost."""
        if operation:
            self.meter.bill.call(operation.endpoint)
        if self._conditions.down:
            return over_capacity(), 0
        charged = 0
        try:
            operation, caller = self._admit(operation, caller, request)
            answer = self._execute(operation, caller, request, raw)
            charged = self._charge(answer, operation.endpoint)
            response = self._response(answer)
        except Problem as problem:
            body, media_type = problem.rendered(self._conditions.dialect.vocabulary)
            response = web.json_response(body, status=problem.status, content_type=media_type)
        if operation and self._conditions.sends_rate_limits:
            limits = self.limits.headers(operation.endpoint, caller.name if caller else "nobody", self._conditions.clock_error)
            response.headers.update(limits)
        return response, charged

    def _admit(self, operation: Operation | None, caller: Caller | None, request: web.Request) -> tuple[Operation, Caller]:
        """Every check that comes before the contents of a call. Raises Problem."""
        conditions = self._conditions
        if (status := conditions.refusal(request.method, request.path)) is not None:
            raise problems.plain(status)
        if operation is None:
            raise problems.no_such_path()
        misdated = conditions.checks_timestamps and abs(conditions.clock_error) > _SIGNATURES_LAST
        if caller is None or (caller.user and misdated):
            raise problems.unauthorized()
        if caller.user is None and not operation.app_only:
            raise problems.unsupported_authentication()
        if caller.user and not operation.as_user:
            raise problems.unsupported_user_context()
        if not self.limits.take(operation.endpoint, caller.name):
            raise problems.too_many_requests()
        if conditions.locked and caller.user:
            raise problems.locked()
        _require_enrolment(operation, conditions)
        if not conditions.credits:
            raise problems.credits_depleted(self._world.account.id)
        return operation, caller

    def _execute(self, operation: Operation, caller: Caller, request: web.Request, raw: bytes) -> ApiResponse:
        body = _json_object(raw) if request.method == "POST" else {}
        call = replace(self._request(caller.user), path=request.match_info, query=request.query, body=body)
        return empty_page(call) or with_faulty_token(operation.handler(call), call)

    def _request(self, user: Person | None) -> ApiRequest:
        """A request without path, query or body."""
        return ApiRequest(
            world=self._world,
            conditions=self._conditions,
            subscriptions=self.subscriptions,
            vocabulary=self._conditions.dialect.vocabulary,
            user=user,
            base_url=self._base_url(),
        )

    def _response(self, answer: ApiResponse) -> web.StreamResponse:
        if answer.backfill is not None:
            return self.streams.open(answer.backfill)
        return web.json_response(answer.body, status=answer.status)

    def _charge(self, answer: ApiResponse, endpoint: Endpoint) -> int:
        charged = sum(self.meter.read(price, ids, endpoint) for price, ids in answer.reads)
        return charged + (self.meter.write(answer.write, endpoint) if answer.write else 0)


def _require_enrolment(operation: Operation, conditions: Conditions) -> None:
    """X says the same of an endpoint that the tier does not have and of an app that is in the wrong package."""
    if not conditions.app_enrolled or (operation.enterprise and conditions.tier is Tier.SELF_SERVE):
        raise problems.client_forbidden()
    if not conditions.user_enrolled:
        raise problems.user_not_enrolled()


def over_capacity() -> web.Response:
    """What X's front shows when there is nothing behind it."""
    return web.Response(text=_OVER_CAPACITY, status=503, content_type="text/html")


def _json_object(raw: bytes) -> Mapping[str, object]:
    try:
        body = json.loads(raw)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise problems.invalid_request([("body", raw.decode(errors="replace"), "The body is not a JSON object")])
    return body
