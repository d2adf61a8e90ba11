"""X's JSON for posts → who mentioned the account and when. Whatever X sends, this gives mentions or none, never an exception."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from bot.x.moments import past, snowflake_moment
from bot.x.profiles import parse_id, parse_moment

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mention:
    """A post that mentions the account. user_id: who wrote it; at: when."""

    post_id: int
    user_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class MentionPage:
    """Part of the mentions, newest first as far as X keeps to it; what the account itself wrote is not among them.

    newest_id: the highest id of a post on this page, the account's own included; None when there was none.
    next_token: where to read on, None at the end.
    """

    mentions: tuple[Mention, ...]
    newest_id: int | None
    next_token: str | None


def parse_mentions(data: object, fetched_at: datetime) -> list[Mention]:
    """The posts in X's `data`, in X's order; what is no post, or has no author, is left out and logged."""
    entries = data if isinstance(data, list) else [] if data is None else [data]
    mentions = [_parse_mention(entry, fetched_at) for entry in entries]
    if odd := mentions.count(None):
        log.warning("X sent %d entries that are no posts; they were left out", odd)
    return [mention for mention in mentions if mention is not None]


def _parse_mention(data: object, fetched_at: datetime) -> Mention | None:
    """A post whose id lies in the future is none of X's: taken for the newest one, it would hide all that follow."""
    if not isinstance(data, dict):
        return None
    post_id, user_id = parse_id(data.get("id")), parse_id(data.get("author_id"))
    if post_id is None or user_id is None:
        return None
    made_at = past(snowflake_moment(post_id), fetched_at)
    return Mention(post_id, user_id, past(parse_moment(data.get("created_at")), fetched_at) or made_at) if made_at else None
