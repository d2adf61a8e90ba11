"""An event as X's activity stream tells it: one line of JSON.

X's guide and its OpenAPI documents differ about follows: the guide shows each user in a `data` of its own, the documents do not.
https://docs.x.com/x-api/activity/event-payloads
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from bot.demo.x.activity import Deed
from bot.demo.x.activity_api import filter_json
from bot.demo.x.calls import Request
from bot.demo.x.people import Person, snowflake
from bot.demo.x.prices import Price
from bot.demo.x.problems import Body, Problem, as_entry
from bot.demo.x.rendering import post_json, user_json
from bot.demo.x.subscriptions import Subscription

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
    """What one subscription is told of one deed. line: as it goes over the wire."""

    uuid: int
    at: datetime
    price: Price
    line: bytes


def event_of(deed: Deed, subscription: Subscription, serial: int, call: Request) -> Event:
    """serial: differs from that of every other event of the same millisecond. call: on whose behalf, and in which words."""
    now = call.world.clock.now()
    uuid = snowflake(now, serial)
    data: Body = {
        "event_uuid": str(uuid),
        "filter": filter_json(subscription),
        "event_type": deed.type,
        **({"tag": subscription.wish.tag} if subscription.wish.tag else {}),
        **_told(deed, call),
    }
    return Event(uuid, now, deed.type.price, _line({"data": data}))


def refusal_line(problem: Problem, call: Request) -> bytes:
    """How X ends a stream that it will not go on with."""
    body, media_type = problem.rendered(call.vocabulary)
    listed = media_type == "application/problem+json"
    return _line({"errors": [as_entry(problem, call.vocabulary)]} if listed else body)


def _told(deed: Deed, call: Request) -> Body:
    if deed.post is None:
        return {"payload": {"source": _user(deed.source, call), "target": _user(deed.targets[0], call)}}
    post = post_json(deed.post, _POST_FIELDS, call)
    people = dict.fromkeys((deed.source, *deed.targets))
    users = [user_json(person, _USER_FIELDS | {"most_recent_tweet_id"}, call) for person in people]
    return {"payload": post, "includes": {"users": users, call.vocabulary.say("tweets"): [post]}}


def _user(person: Person, call: Request) -> Body:
    user = user_json(person, _USER_FIELDS, call)
    return user if call.conditions.bare_users else {"data": user}


def _line(body: Body) -> bytes:
    return json.dumps(body).encode() + b"\r\n"
