"""Middleware for every REST request: outages, the token, rate limits, parsing, logging, lost responses."""

from __future__ import annotations

import json
import math
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from bot.demo.discord.errors import ApiError, Fault, invalid_form, not_found, unauthorized
from bot.demo.discord.event_bus import EventBus
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.uploads import Body, read_body
from bot.demo.discord.rate_limits import RateLimits

PREFIX: Final = "/api/v10"
BODY: Final = web.RequestKey("body", Body)
Validate = Callable[[str, str, Any], None]
"""Given the method, the route's template and the JSON payload; raises ValueError with the reason why Discord would refuse it."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_OPEN: Final = ("/interactions/", "/webhooks/", "/gateway")
_REFUSED_FORMS: Final = frozenset({50035, 50006, 50109})


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the bot. path: without the prefix of the API; route: the template that it fits; payload: its JSON."""

    method: str
    path: str
    payload: Any
    status: int
    route: str


@dataclass(slots=True)
class _Drop:
    left: int
    method: str
    path_contains: str


@dataclass(slots=True, eq=False)
class _Refusal:
    """An error for the next matching requests. left: how many more, None: all."""

    left: int | None
    error: ApiError
    method: str | None
    path_contains: str
    says: str

    def matches(self, request: web.Request, body: Body) -> bool:
        path = request.path.removeprefix(PREFIX)
        return self.method in (None, request.method) and self.path_contains in path and self.says in json.dumps(body.payload)


def json_response(payload: Json | list[Json] | None, status: int = 200) -> web.Response:
    """Without a charset: discord.py treats anything but plain application/json as text."""
    if payload is None:
        return web.Response(status=204)
    return web.Response(body=json.dumps(payload).encode(), status=status, content_type="application/json")


class RestMiddleware:
    """`handle` is aiohttp's middleware. requests: the log; refusals: why forms were refused, a sentence each."""

    def __init__(self, token: str, changes: EventBus, validate: Validate | None, *, rate_limited: bool) -> None:
        self.down = False
        self.requests: deque[Request] = deque(maxlen=10_000)
        self.refusals: list[str] = []
        self.token = token
        self._changes = changes
        self._validate = validate
        self._limits = RateLimits(enabled=rate_limited)
        self._drops: list[_Drop] = []
        self._refusals: list[_Refusal] = []

    def refuse(self, n: int | None, error: ApiError, *, method: str | None, path_contains: str, says: str) -> Callable[[], None]:
        """Answer the next `n` such requests with this error instead of carrying them out; None: all of them. Returns how to end it."""
        refusal = _Refusal(n, error, method, path_contains, says)
        self._refusals.append(refusal)
        return lambda: self._refusals.remove(refusal) if refusal in self._refusals else None

    def drop_responses(self, n: int, *, method: str, path_contains: str) -> None:
        self._drops.append(_Drop(n, method, path_contains))

    @web.middleware
    async def handle(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(PREFIX):
            return await handler(request)
        if self.down:
            return self._record(
                request, web.Response(status=503, text="<html><h1>503 Service Unavailable</h1></html>", content_type="text/html")
            )
        result = self._limits.take(request.method, route_of(request), request.match_info)
        if result.refused:
            response: web.StreamResponse = json_response(result.to_json(), status=429)
        else:
            response = await self._handle(request, handler)
        response.headers.update(result.headers)
        return self._record(request, response)

    async def _handle(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            self._authorize(request)
            request[BODY] = await read_body(request)
            self._apply_refusal(request)
            self._check(request)
            return await handler(request)
        except ApiError as error:
            if error.code in _REFUSED_FORMS:
                self._refuse(request, error)
            return _error_response(error)
        except web.HTTPNotFound:
            return json_response(not_found().to_json(), status=404)
        except web.HTTPMethodNotAllowed:
            return json_response({"message": "405: Method Not Allowed", "code": 0}, status=405)

    def _apply_refusal(self, request: web.Request) -> None:
        refusal = next((refusal for refusal in self._refusals if refusal.matches(request, request[BODY])), None)
        if refusal is None:
            return
        if refusal.left is not None:
            refusal.left -= 1
            if refusal.left <= 0:
                self._refusals.remove(refusal)
        raise refusal.error

    def _authorize(self, request: web.Request) -> None:
        if route_of(request).startswith(_OPEN):
            return
        if request.headers.get("Authorization") != f"Bot {self.token}":
            raise unauthorized()

    def _check(self, request: web.Request) -> None:
        if self._validate is None or request.method not in ("POST", "PUT", "PATCH"):
            return
        try:
            self._validate(request.method, route_of(request), request[BODY].payload)
        except ValueError as reason:
            raise invalid_form([Fault((), "SCHEMA", str(reason))]) from reason

    def _refuse(self, request: web.Request, error: ApiError) -> None:
        reasons = "; ".join(map(str, error.faults)) or error.message
        self.refusals.append(f"{request.method} {route_of(request)}: {reasons}")

    def _record(self, request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
        body = request.get(BODY)
        path = request.path.removeprefix(PREFIX)
        self.requests.append(Request(request.method, path, body.payload if body else None, response.status, route_of(request)))
        self._changes.publish("request", method=request.method, path=path, status=response.status)
        if self._drops_response(request.method, path) and request.transport is not None:
            request.transport.abort()
        return response

    def _drops_response(self, method: str, path: str) -> bool:
        drop = next((drop for drop in self._drops if drop.method == method and drop.path_contains in path), None)
        if drop is None:
            return False
        drop.left -= 1
        if drop.left <= 0:
            self._drops.remove(drop)
        return True


def _error_response(error: ApiError) -> web.Response:
    response = json_response(error.to_json(), status=error.status)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(math.ceil(error.retry_after))
    return response


def snowflake_parameter(request: web.Request, name: str) -> int | None:
    """An id of the query string, None where it is not given. Raises ApiError when it is none."""
    value = request.query.get(name)
    if value is not None and not value.isdecimal():
        raise invalid_form([Fault((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')])
    return None if value is None else int(value)


def route_of(request: web.Request) -> str:
    """The template of the route, as Discord's OpenAPI document writes it; of an unknown one the path itself."""
    resource = request.match_info.route.resource
    return (resource.canonical if resource else request.path).removeprefix(PREFIX)
