"""X's JSON for a user → a profile. Whatever X sends, this gives a profile or None, never an exception."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bot.domain import Profile
from bot.x.parse import dialects
from bot.x.parse.snowflake import snowflake_moment, unless_future

log = logging.getLogger(__name__)

LONGEST_NAME = 200
LONGEST_BIO = 1_000
LONGEST_LOCATION = 200
LONGEST_URL = 500
LONGEST_ID = 2**63 - 1
LARGEST_COUNT = 10**12
"""Nobody on X has a thousandth of it of anything; what is larger is no count."""
_LONGEST_ID_DIGITS = len(str(LONGEST_ID))

_CHECKMARKS = ("blue", "business", "government")
"""What X writes as `verified_type` for who has one."""

HANDLE = re.compile(r"[A-Za-z0-9_]{1,50}", re.ASCII)


def parse_profiles(data: object, fetched_at: datetime) -> list[Profile]:
    """The profiles in X's `data`, in X's order; what is no user is left out and logged."""
    entries = data if isinstance(data, list) else [] if data is None else [data]
    profiles = [parse_profile(entry, fetched_at) for entry in entries]
    if odd := profiles.count(None):
        log.warning("X sent %d entries that are no users; they were left out", odd)
    return [profile for profile in profiles if profile is not None]


def following_us(data: object) -> frozenset[int]:
    """The ids of the users in X's `data` who follow the account that asked."""
    users = map(mapping, data if isinstance(data, list) else [])
    ids = [parse_id(user.get("id")) for user in users if "followed_by" in _strings(user.get("connection_status"))]
    return frozenset(user_id for user_id in ids if user_id is not None)


def resource_ids(data: object) -> list[str]:
    """The ids of everything in X's `data`, users or not: each is charged."""
    entries = data if isinstance(data, list) else [data]
    ids = (mapping(entry).get("id") for entry in entries)
    return list(dict.fromkeys(str(identity) for identity in ids if isinstance(identity, int | str)))


def parse_profile(data: object, fetched_at: datetime) -> Profile | None:
    """One profile; None when there is no usable id or handle."""
    user = mapping(data)
    username = user.get("username")
    facts = parse_facts(user, fetched_at) if isinstance(username, str) and HANDLE.fullmatch(username) else None
    if facts is None:
        return None
    connection = _strings(user.get("connection_status"))
    return replace(
        facts,
        location=parse_text(user.get("location"), LONGEST_LOCATION),
        url=_website(user),
        avatar_url=_avatar(user.get("profile_image_url")),
        followed_by_us="following" in connection,
        follow_requested="follow_request_sent" in connection,
    )


def parse_facts(data: object, fetched_at: datetime) -> Profile | None:
    """The part of a profile that scoring looks at, at a third of the cost; None when there is no usable id.

    Any handle will do, also none: facts need no page on X. The place, the addresses and the account's own connections stay empty.
    """
    user = mapping(data)
    user_id = parse_id(user.get("id"))
    if user_id is None:
        return None
    username = parse_text(user.get("username"), LONGEST_NAME)
    metrics = mapping(user.get("public_metrics"))
    post_id = parse_id(dialects.most_recent_post_id(user))
    return Profile(
        user_id=user_id,
        username=username,
        name=parse_text(user.get("name"), LONGEST_NAME) or username,
        fetched_at=fetched_at,
        bio=parse_text(user.get("description"), LONGEST_BIO),
        protected=user.get("protected") is True,
        verified=user.get("verified") is True or ("verified_type" in user and user["verified_type"] in _CHECKMARKS),
        followers=parse_count(metrics.get("followers_count")),
        following=parse_count(metrics.get("following_count")),
        posts=parse_count(dialects.post_count(metrics)),
        listed=parse_count(metrics.get("listed_count")),
        likes=parse_count(metrics.get("like_count")),
        created_at=unless_future(parse_moment(user.get("created_at")), fetched_at),
        last_post_at=unless_future(snowflake_moment(post_id), fetched_at) if post_id else None,
    )


def parse_id(value: object) -> int | None:
    """An id of X: a positive 64-bit number, which X writes as text."""
    if isinstance(value, str):
        value = int(value) if len(value) <= _LONGEST_ID_DIGITS and value.isascii() and value.isdecimal() else None
    return value if type(value) is int and 0 < value <= LONGEST_ID else None


def parse_moment(value: object) -> datetime | None:
    """A date or a moment as ISO 8601 writes it, in UTC unless it names another zone; None when it is none."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is UTC:
            return moment
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_text(value: object, longest: int) -> str:
    """Text that every store and screen can take: no lone surrogates, which JSON allows, and no NUL."""
    if not isinstance(value, str):
        return ""
    text = value[:longest]
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\x00", "")


def parse_count(value: object) -> int | None:
    """A number of things; None when it is none."""
    return value if type(value) is int and 0 <= value <= LARGEST_COUNT else None


def mapping(value: object) -> Mapping[str, object]:
    """A JSON object; an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> set[str]:
    return {entry for entry in value if isinstance(entry, str)} if isinstance(value, list) else set()


def _website(user: Mapping[str, object]) -> str:
    """The profile's link, where it leads rather than its t.co form."""
    urls = mapping(mapping(user.get("entities")).get("url")).get("urls")
    return next(_web_addresses([*_expanded(urls), user.get("url")]), "")


def _expanded(urls: object) -> list[object]:
    return [mapping(entry).get("expanded_url") for entry in urls] if isinstance(urls, list) else []


def _avatar(value: object) -> str:
    address = next(_web_addresses([value]), "")
    if address and urlsplit(address).hostname == "pbs.twimg.com":
        return address.replace("_normal.", "_400x400.")
    return address


def _web_addresses(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and len(value) <= LONGEST_URL and _is_web_address(value):
            yield value


def _is_web_address(text: str) -> bool:
    if not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
