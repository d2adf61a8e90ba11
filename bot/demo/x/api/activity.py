"""X's activity API: subscriptions, and the stream that delivers their events."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.x.api.calls import ApiRequest, ApiResponse
from bot.demo.x.api.pagination_tokens import make_token, read_token
from bot.demo.x.conditions import Tier
from bot.demo.x.dialect import Dialect
from bot.demo.x.schema.parameters import NUMERIC_ID, Query, path_id
from bot.demo.x.schema.problems import (
    Body,
    client_forbidden,
    conflict,
    forbidden,
    not_found,
    unsupported_authentication,
)
from bot.demo.x.schema.rendering import timestamp
from bot.demo.x.stream.filters import filter_json, parse_filter
from bot.demo.x.stream.subscriptions import Subscription
from bot.demo.x.world.activity import EventType

MOST = {Tier.SELF_SERVE: 1_500, Tier.ENTERPRISE: 75_000}
"""How many subscriptions an app may have."""
_PAGE = 1_000
_LONGEST_BACKFILL = 5
_SCOPE = "subscriptions"


def subscribe(call: ApiRequest) -> ApiResponse:
    """POST /2/activity/subscriptions"""
    _require_access(call)
    event_filter = parse_filter(call.body)
    if event_filter.type is EventType.MENTION:
        _require_consent(call, event_filter.user_id)
    if len(call.subscriptions) >= MOST[call.conditions.tier]:
        raise forbidden(f"Your app has reached its maximum of {MOST[call.conditions.tier]} subscriptions.")
    new = call.subscriptions.add(event_filter)
    if new is None:
        raise conflict("A subscription for this event type and filter exists already.")
    return ApiResponse({"data": {"subscription": subscription_json(new)}, "meta": _total(call)})


def subscriptions(call: ApiRequest) -> ApiResponse:
    """GET /2/activity/subscriptions"""
    _require_access(call)
    query = Query(call.query, ("max_results", "pagination_token"))
    size = query.number("max_results", 1, _PAGE, _PAGE)
    query.check()
    token = query.text("pagination_token")
    try:
        after = read_token(_SCOPE, token) if token is not None else 0
    except ValueError:
        raise query.refused("pagination_token") from None
    found = call.subscriptions.newer_than(after, size + 1)
    page = found[:size]
    meta: Body = {"result_count": len(page), **_total(call)}
    if len(found) > size:
        meta["next_token"] = make_token(_SCOPE, page[-1].id)
    body: Body = {"data": [subscription_json(one) for one in page]} if page else {}
    return ApiResponse({**body, "meta": meta})


def unsubscribe(call: ApiRequest) -> ApiResponse:
    """DELETE /2/activity/subscriptions/:subscription_id"""
    _require_access(call)
    subscription_id = path_id(call.path, "subscription_id")
    if not call.subscriptions.remove(subscription_id):
        raise not_found(_unknown(subscription_id))
    return ApiResponse({"data": {"deleted": True}, "meta": _total(call)})


def unsubscribe_several(call: ApiRequest) -> ApiResponse:
    """DELETE /2/activity/subscriptions?ids="""
    _require_access(call)
    query = Query(call.query, ("ids",))
    ids = query.listed("ids", NUMERIC_ID)
    query.check()
    deleted = {subscription_id: call.subscriptions.remove(int(subscription_id)) for subscription_id in ids}
    if call.conditions.dialect is Dialect.TWEET:
        return ApiResponse({"data": {"deleted": all(deleted.values())}, "meta": _total(call)})
    body: Body = {"data": [{"subscription_id": one, "deleted": True} for one, done in deleted.items() if done], "meta": _total(call)}
    if errors := [_failure(one) for one, done in deleted.items() if not done]:
        body["errors"] = errors
    return ApiResponse(body)


def stream(call: ApiRequest) -> ApiResponse:
    """GET /2/activity/stream; of what X accepts, no start and end of one's own choice."""
    _require_access(call)
    query = Query(call.query, ("backfill_minutes",))
    minutes = query.number("backfill_minutes", 0, _LONGEST_BACKFILL, 0)
    query.check()
    return ApiResponse({}, backfill=timedelta(minutes=minutes))


def subscription_json(subscription: Subscription) -> Body:
    at = timestamp(subscription.created_at)
    body: Body = {
        "subscription_id": str(subscription.id),
        "event_type": subscription.event_filter.type,
        "filter": filter_json(subscription.event_filter),
        "created_at": at,
        "updated_at": at,
    }
    return {**body, "tag": subscription.event_filter.tag} if subscription.event_filter.tag else body


def _require_access(call: ApiRequest) -> None:
    if not call.conditions.activity:
        raise client_forbidden()


def _require_consent(call: ApiRequest, user_id: int) -> None:
    """Private events are only for apps that are authenticated as that user. Raises Problem (403)."""
    if call.user is None:
        raise unsupported_authentication()
    if call.user.id != user_id:
        raise forbidden("You may subscribe to private events of the authenticating user only.")


def _unknown(subscription_id: int | str) -> str:
    return f"Could not find subscription with id: [{subscription_id}]."


def _failure(subscription_id: str) -> Body:
    return {"subscription_id": subscription_id, "reason": "not_found", "message": _unknown(subscription_id)}


def _total(call: ApiRequest) -> Body:
    return {"total_subscriptions": len(call.subscriptions)}
