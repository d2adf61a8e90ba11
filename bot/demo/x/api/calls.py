"""One call of X's API: what a handler is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.demo.x.billing.prices import Price
from bot.demo.x.rate_limits import Endpoint
from bot.demo.x.schema.includes import Read
from bot.demo.x.schema.problems import Body, Problem, as_entry, invalid_request
from bot.demo.x.schema.viewer import Viewer
from bot.demo.x.stream.subscriptions import Subscriptions


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made, for those who watch.

    at: by the simulated clock. status: what was answered, or would have been if the answer had not got lost.
    charged_micros: micro-dollars.
    """

    at: datetime
    method: str
    path: str
    query: dict[str, str]
    status: int
    charged_micros: int


@dataclass(frozen=True, slots=True)
class ApiRequest(Viewer):
    """A call that may be carried out: signed, within the limits, paid for."""

    subscriptions: Subscriptions
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class ApiResponse:
    """What X answers when it does what was asked, and what that costs.

    reads: the ids of the resources returned and what they are charged as. write: what was carried out.
    backfill: of a stream, which comes in place of the body: how much of the past it begins with.
    """

    body: Body
    status: int = 200
    reads: list[Read] = field(default_factory=list)
    write: Price | None = None
    backfill: timedelta | None = None


def errors_only(call: ApiRequest, problem: Problem) -> ApiResponse:
    """X's way of saying about a thing that was looked up why it is not shown: a success that holds no data."""
    return ApiResponse({"errors": [as_entry(problem, call.vocabulary)]})


def require_own_id(call: ApiRequest, name: str) -> None:
    """Raises Problem (400) unless the id in the path is the caller's."""
    given, own = call.path[name], str(call.world.account.id)
    if given != own:
        message = f"The `{name}` query parameter value [{given}] must be the same as the authenticating user [{own}]"
        raise invalid_request([(name, given, message)])


Handler = Callable[[ApiRequest], ApiResponse]


@dataclass(frozen=True, slots=True)
class Operation:
    """An endpoint of X's API.

    app_only: whether a bearer token will do. as_user: whether an account's token will do. enterprise: whether self-serve apps are refused.
    """

    method: str
    path: str
    endpoint: Endpoint
    handler: Handler
    app_only: bool = True
    as_user: bool = True
    enterprise: bool = False
