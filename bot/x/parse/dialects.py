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
_SHARED_POST_FIELDS = ("conversation_id", "created_at", "entities", "lang", "reply_settings")


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

    def post_fields(self, *, own: bool) -> dict[str, list[str]]:
        """What to ask of posts, as tweepy's parameters.

        own: whether they are the account's own. 2.167 lists who wrote a post, and which posts or whom it answers or quotes, among what may
        be expanded and not among the fields, and X charges whatever it expands: so of others' posts is asked who wrote them, and of the
        account's own what they answer.
        """
        counts = ["public_metrics"] if own else []
        if self is Dialect.TWEET:
            return {"tweet_fields": [*_SHARED_POST_FIELDS, "author_id", "in_reply_to_user_id", "note_tweet", "referenced_tweets", *counts]}
        expansions = ["referenced_posts"] if own else ["author_id"]
        return {"post_fields": [*_SHARED_POST_FIELDS, "note_post", *counts], "expansions": expansions}

    @property
    def other(self) -> Dialect:
        return Dialect.POST if self is Dialect.TWEET else Dialect.TWEET


_FIELD_WORDS = re.compile(r"\b(?:user|tweet|post)\.fields\b|\bmost_recent_(?:tweet|post)_id\b")


def names_a_field(words: str) -> bool:
    """Whether X's error is about a field or the parameter that holds fields."""
    return _FIELD_WORDS.search(words) is not None


def post_count(metrics: Mapping[str, object]) -> object:
    return metrics.get("tweet_count", metrics.get("post_count"))


def most_recent_post_id(user: Mapping[str, object]) -> object:
    return user.get("most_recent_tweet_id", user.get("most_recent_post_id"))


def note(post: Mapping[str, object]) -> object:
    """What a post longer than 280 characters says in full."""
    return post.get("note_tweet", post.get("note_post"))


def versions(post: Mapping[str, object]) -> object:
    """The ids of all that this post has been: every edit makes a new one."""
    return post.get("edit_history_tweet_ids", post.get("edit_history_post_ids"))


def references(post: Mapping[str, object]) -> object:
    """The posts that this one answers, quotes or passes on."""
    return post.get("referenced_tweets", post.get("referenced_posts"))
