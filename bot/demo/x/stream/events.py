"""An event of X's activity stream: one line of JSON.

X's guide and its OpenAPI documents differ about follows: the guide shows each user in a `data` of its own, the documents do not.
https://docs.x.com/x-api/activity/event-payloads
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from bot.demo.x.billing.prices import Price
from bot.demo.x.schema.problems import Body, Problem, as_entry
from bot.demo.x.schema.rendering import post_json, user_json
from bot.demo.x.schema.viewer import Viewer
from bot.demo.x.stream.filters import filter_json
from bot.demo.x.stream.subscriptions import Subscription
from bot.demo.x.world.activity import Activity
from bot.demo.x.world.models import Person, snowflake

KEEP_ALIVE = b"\r\n"

_USER_FIELDS = frozenset(
    {
        *("created_at", "description", "entities", "location", "name", "profile_image_url", "protected", "public_metrics"),
        *("url", "username", "verified", "verified_type"),
    }
)
_POST_FIELDS = frozenset(
    {
        *("author_id", "conversation_id", "created_at", "entities", "in_reply_to_user_id", "lang", "possibly_sensitive"),
        *("public_metrics", "referenced_tweets", "reply_settings"),
    }
)


@dataclass(frozen=True, slots=True)
class Event:
    """One activity, as delivered to one subscription. line: as it goes over the wire."""

    uuid: int
    at: datetime
    price: Price
    line: bytes


def event_of(activity: Activity, subscription: Subscription, serial: int, viewer: Viewer) -> Event:
    """serial: differs from that of every other event of the same millisecond. call: on whose behalf, and in which words."""
    now = viewer.world.clock.now()
    uuid = snowflake(now, serial)
    data: Body = {
        "event_uuid": str(uuid),
        "filter": filter_json(subscription.event_filter),
        "event_type": activity.type,
        **({"tag": subscription.event_filter.tag} if subscription.event_filter.tag else {}),
        **_payload(activity, viewer),
    }
    return Event(uuid, now, activity.type.price, _line({"data": data}))


def refusal_line(problem: Problem, viewer: Viewer) -> bytes:
    """The line with which X ends a stream."""
    body, media_type = problem.rendered(viewer.vocabulary)
    listed = media_type == "application/problem+json"
    return _line({"errors": [as_entry(problem, viewer.vocabulary)]} if listed else body)


def _payload(activity: Activity, viewer: Viewer) -> Body:
    if activity.post is None:
        return {"payload": {"source": _user(activity.source, viewer), "target": _user(activity.targets[0], viewer)}}
    post = post_json(activity.post, _POST_FIELDS, viewer)
    people = dict.fromkeys((activity.source, *activity.targets))
    users = [user_json(person, _USER_FIELDS | {"most_recent_tweet_id"}, viewer) for person in people]
    return {"payload": post, "includes": {"users": users, viewer.vocabulary.translate("tweets"): [post]}}


def _user(person: Person, viewer: Viewer) -> Body:
    user = user_json(person, _USER_FIELDS, viewer)
    return user if viewer.conditions.flat_users else {"data": user}


def _line(body: Body) -> bytes:
    return json.dumps(body).encode() + b"\r\n"
