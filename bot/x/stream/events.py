"""A line of X's activity stream → an event. Whatever X sends, this gives an event or none, never an exception.

What X sends: https://docs.x.com/x-api/activity/event-payloads. There each user is wrapped in a `data`, which the OpenAPI documents know
nothing of; either is read.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from typing import Any

from bot.domain import ActivityEvent, Post, Profile
from bot.x.http.json_object import json_object
from bot.x.parse.posts import parse_posts
from bot.x.parse.profiles import parse_id, parse_profile

log = logging.getLogger(__name__)


_LONGEST_UUID, _LONGEST_TYPE = 100, 100
"""Characters, of an event's own id and of its kind; X's ids have 36."""


@dataclass(frozen=True, slots=True)
class FollowEvent:
    """Somebody follows the account now."""

    uuid: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class UnfollowEvent:
    """Somebody no longer follows the account."""

    uuid: str
    user_id: int


@dataclass(frozen=True, slots=True)
class MentionEvent:
    """Somebody mentions the account."""

    uuid: str
    post: Post


Event = FollowEvent | UnfollowEvent | MentionEvent


@dataclass(frozen=True, slots=True)
class DeliveredEvent:
    """An event as X charges it. event: None when it is none of ours or tells nothing that Mutuals understands."""

    uuid: str
    type: str
    event: Event | None


def parse_line(line: bytes) -> dict[str, Any]:
    """The JSON object of a line; an empty one, logged, for anything else."""
    body = json_object(line)
    if body is not None:
        return body
    log.warning("X's stream sent a line of %d bytes that is no JSON object; it was left out", len(line))
    return {}


def parse_delivered(line: bytes, envelope: dict[str, Any], account_id: int, at: datetime) -> DeliveredEvent:
    """The event in the `data` of a line, read at this moment. One without an id of its own is told apart by the line."""
    given, named = envelope.get("event_uuid"), envelope.get("event_type")
    uuid = str(given) if isinstance(given, str | int) and given else ""
    if not 0 < len(uuid) <= _LONGEST_UUID:
        uuid = blake2s(line, digest_size=16).hexdigest()
    kind = named[:_LONGEST_TYPE] if isinstance(named, str) else ""
    event = _event(uuid, kind, envelope, account_id, at)
    if event is None:
        log.debug("X's stream sent %r, which Mutuals did not subscribe to", kind[:50])
    return DeliveredEvent(uuid, kind, event)


def _event(uuid: str, kind: str, envelope: dict[str, Any], account_id: int, at: datetime) -> Event | None:
    payload = envelope.get("payload")
    if not isinstance(payload, dict):
        return None
    if kind == ActivityEvent.MENTION:
        return _mention(uuid, payload, envelope.get("filter"), account_id, at)
    source, target = _user(payload.get("source")), _user(payload.get("target"))
    if parse_id(target.get("id")) != account_id or (user_id := parse_id(source.get("id"))) is None:
        return None
    if kind == ActivityEvent.UNFOLLOW:
        return UnfollowEvent(uuid, user_id)
    profile = parse_profile(source, at) if kind == ActivityEvent.FOLLOW else None
    return FollowEvent(uuid, profile) if profile else None


def _mention(uuid: str, payload: dict[str, Any], asked: object, account_id: int, at: datetime) -> MentionEvent | None:
    """The account's own posts are no mentions, nor are those of somebody else whom another tool of the team subscribes to."""
    if isinstance(asked, dict) and parse_id(asked.get("user_id")) not in (None, account_id):
        return None
    return next((MentionEvent(uuid, post) for post in parse_posts(payload, at) if post.author_id != account_id), None)


def _user(value: object) -> dict[str, Any]:
    user = value if isinstance(value, dict) else {}
    wrapped = user.get("data")
    return wrapped if isinstance(wrapped, dict) else user
