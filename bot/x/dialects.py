"""X's two dialects: fields named after tweets (OpenAPI 2.166, the guides) or after posts (OpenAPI 2.167)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

_SHARED_FIELDS = (
    "connection_status",
    "created_at",
    "description",
    "entities",
    "location",
    "profile_image_url",
    "protected",
    "public_metrics",
    "url",
    "verified",
)


class Dialect(Enum):
    """How to ask. Answers are read in both, whichever way they were asked for."""

    TWEET = "tweet"
    POST = "post"

    @property
    def user_fields(self) -> list[str]:
        """The fields of a user that come free and that Mutuals reads.

        2.167 does not list the most recent post among what may be asked for, although its answers may hold it.
        """
        return [*_SHARED_FIELDS, "most_recent_tweet_id"] if self is Dialect.TWEET else list(_SHARED_FIELDS)

    @property
    def authorship(self) -> dict[str, list[str]]:
        """What to ask of posts, as tweepy's parameters, to be told who wrote them and when.

        2.167 lists the author among what may be expanded and not among the fields.
        """
        if self is Dialect.TWEET:
            return {"tweet_fields": ["author_id", "created_at"]}
        return {"post_fields": ["created_at"], "expansions": ["author_id"]}

    @property
    def expands_authors(self) -> bool:
        """Whether asking who wrote a post makes X send, and charge, that person's profile too."""
        return "expansions" in self.authorship

    @property
    def other(self) -> Dialect:
        return Dialect.POST if self is Dialect.TWEET else Dialect.TWEET


_FIELD_WORDS = re.compile(r"\b(?:user|tweet|post)\.fields\b|\bmost_recent_(?:tweet|post)_id\b")


def names_a_field(words: str) -> bool:
    """Whether X's complaint is about a field or the parameter that holds fields."""
    return _FIELD_WORDS.search(words) is not None


def post_count(metrics: Mapping[str, object]) -> object:
    return metrics.get("tweet_count", metrics.get("post_count"))


def most_recent_post_id(user: Mapping[str, object]) -> object:
    return user.get("most_recent_tweet_id", user.get("most_recent_post_id"))
