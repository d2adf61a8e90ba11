"""X's API over HTTP: every call goes through one place that may refuse it, counts it, charges it and writes it down."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial

from aiohttp import web

from bot.demo.x import follows_api, posting_api, problems, timelines_api, users_api
from bot.demo.x.calls import Answer, Call, Operation, Request
from bot.demo.x.conditions import Conditions, Tier
from bot.demo.x.limits import Endpoint, RateLimits
from bot.demo.x.oauth import Authentication, Caller
from bot.demo.x.prices import Meter
from bot.demo.x.problems import Problem
from bot.demo.x.world import World

OPERATIONS = (
    Operation("GET", "/2/users/me", Endpoint.ME, users_api.me, app_only=False),
    Operation("GET", "/2/users/by/username/{username}", Endpoint.USERS, users_api.by_username),
    Operation("GET", "/2/users/by", Endpoint.USERS, users_api.by_usernames),
    Operation("GET", "/2/users", Endpoint.USERS, users_api.by_ids),
    Operation("GET", "/2/users/{id}", Endpoint.USERS, users_api.by_id),
    Operation("GET", "/2/users/{id}/followers", Endpoint.FOLLOWERS, follows_api.followers),
    Operation("GET", "/2/users/{id}/following", Endpoint.FOLLOWING, follows_api.following),
    Operation("POST", "/2/users/{id}/following", Endpoint.FOLLOW, follows_api.follow, app_only=False, enterprise=True),
    Operation("DELETE", "/2/users/{source_user_id}/following/{target_user_id}", Endpoint.UNFOLLOW, follows_api.unfollow, app_only=False),
    Operation("GET", "/2/users/{id}/mentions", Endpoint.MENTIONS, timelines_api.mentions),
    Operation("GET", "/2/users/{id}/tweets", Endpoint.POSTS, timelines_api.posts),
    Operation("POST", "/2/tweets", Endpoint.POST, posting_api.create, app_only=False),
    Operation("POST", "/2/users/{id}/likes", Endpoint.LIKE, posting_api.like, app_only=False, enterprise=True),
)

_OVER_CAPACITY = "<!DOCTYPE html><html><head><title>X / ?</title></head><body><h1>503 Service Unavailable</h1></body></html>"


class Api:
    """Answers calls, and remembers them. base_url: where this X can be reached. answered: called after each call."""

    def __init__(
        self,
        world: World,
        conditions: Conditions,
        authentication: Authentication,
        base_url: Callable[[], str],
        answered: Callable[[], None],
    ) -> None:
        self.calls: deque[Call] = deque(maxlen=10_000)
        self.meter = Meter(world.clock)
        self.limits = RateLimits(world.clock)
        self._world, self._conditions, self._authentication = world, conditions, authentication
        self._base_url, self._answered = base_url, answered

    def add_to(self, router: web.UrlDispatcher) -> None:
        for operation in OPERATIONS:
            router.add_route(operation.method, operation.path, partial(self._serve, operation))
        router.add_route("*", "/2/{anything:.*}", partial(self._serve, None))

    async def _serve(self, operation: Operation | None, request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(self._conditions.latency)
        raw = await request.read()
        caller = self._authentication.caller(request, self._base_url())
        response, charged = self._respond(operation, caller, request, raw)
        self.calls.append(Call(self._world.clock.now(), request.method, request.path, dict(request.query), response.status, charged))
        self._answered()
        if self._conditions.drops(request.method, request.path) and request.transport:
            request.transport.abort()
        return response

    def _respond(self, operation: Operation | None, caller: Caller | None, request: web.Request, raw: bytes) -> tuple[web.Response, int]:
        """The answer, and what it cost."""
        if self._conditions.down:
            return over_capacity(), 0
        charged = 0
        try:
            answer = self._carry_out(*self._admit(operation, caller, request), request, raw)
            charged = self._charge(answer)
            response = web.json_response(answer.body, status=answer.status)
        except Problem as problem:
            body, media_type = problem.rendered(self._conditions.dialect.vocabulary)
            response = web.json_response(body, status=problem.status, content_type=media_type)
        if operation:
            response.headers.update(self.limits.headers(operation.endpoint, caller.name if caller else "nobody"))
        return response, charged

    def _admit(self, operation: Operation | None, caller: Caller | None, request: web.Request) -> tuple[Operation, Caller]:
        """Everything that can refuse a call before its contents are looked at. Raises Problem."""
        conditions = self._conditions
        if (status := conditions.refusal(request.method, request.path)) is not None:
            raise problems.plain(status)
        if operation is None:
            raise problems.no_such_path()
        if caller is None:
            raise problems.unauthorized()
        if caller.user is None and not operation.app_only:
            raise problems.unsupported_authentication()
        if not self.limits.take(operation.endpoint, caller.name):
            raise problems.too_many_requests()
        if conditions.locked and caller.user:
            raise problems.locked()
        if operation.enterprise and conditions.tier is Tier.SELF_SERVE:
            raise problems.client_forbidden()
        if not conditions.credits:
            raise problems.credits_depleted(self._world.account.id)
        return operation, caller

    def _carry_out(self, operation: Operation, caller: Caller, request: web.Request, raw: bytes) -> Answer:
        return operation.handler(
            Request(
                world=self._world,
                conditions=self._conditions,
                vocabulary=self._conditions.dialect.vocabulary,
                user=caller.user,
                base_url=self._base_url(),
                path=request.match_info,
                query=request.query,
                body=_json_object(raw) if request.method == "POST" else {},
            )
        )

    def _charge(self, answer: Answer) -> int:
        charged = sum(self.meter.read(price, ids) for price, ids in answer.reads)
        return charged + (self.meter.write(answer.write) if answer.write else 0)


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
