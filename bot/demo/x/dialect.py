"""The two ways in which X names things: its OpenAPI document 2.166 (July 2026) says tweet, 2.167 (August 2026) says post.

The simulator speaks one of them at a time and refuses the other's names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.demo.x import fields


class Dialect(StrEnum):
    """Which of X's two documents the simulator follows."""

    TWEET = "tweet"
    POST = "post"

    @property
    def vocabulary(self) -> Vocabulary:
        return VOCABULARIES[self]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one document calls things, and which fields it accepts.

    names: the word for one of the older document; a word that is missing is the same in both.
    problems: where the types of problems live. listed_problems: their names. blank_problems: whether there may be one of no type.
    """

    post_fields_parameter: str
    user_fields: frozenset[str]
    user_expansions: frozenset[str]
    post_fields: frozenset[str]
    post_expansions: frozenset[str]
    problems: str
    listed_problems: frozenset[str]
    blank_problems: bool
    names: Mapping[str, str] = field(default_factory=dict)

    def translate(self, word: str) -> str:
        return self.names.get(word, word)

    def canonical(self, words: Iterable[str]) -> frozenset[str]:
        """The older document's words for these fields or expansions."""
        older = {new: old for old, new in self.names.items()}
        return frozenset(older.get(word, word) for word in words)


VOCABULARIES: Mapping[Dialect, Vocabulary] = {
    Dialect.TWEET: Vocabulary(
        post_fields_parameter="tweet.fields",
        user_fields=fields.USER_FIELDS_2_166,
        user_expansions=fields.USER_EXPANSIONS_2_166,
        post_fields=fields.POST_FIELDS_2_166,
        post_expansions=fields.POST_EXPANSIONS_2_166,
        problems="https://api.twitter.com/2/problems/",
        listed_problems=fields.PROBLEMS_2_166,
        blank_problems=True,
    ),
    Dialect.POST: Vocabulary(
        post_fields_parameter="post.fields",
        user_fields=fields.USER_FIELDS_2_167,
        user_expansions=fields.USER_EXPANSIONS_2_167,
        post_fields=fields.POST_FIELDS_2_167,
        post_expansions=fields.POST_EXPANSIONS_2_167,
        problems="https://api.x.com/2/problems/",
        listed_problems=fields.PROBLEMS_2_167,
        blank_problems=False,
        names={
            "tweets": "posts",
            "tweet_count": "post_count",
            "retweet_count": "repost_count",
            "most_recent_tweet_id": "most_recent_post_id",
            "note_tweet": "note_post",
            "edit_history_tweet_ids": "edit_history_post_ids",
            "referenced_tweets": "referenced_posts",
            # Last, because 2.167 has this word only as an expansion: `canonical` must find this one.
            "referenced_tweets.id": "referenced_posts",
        },
    ),
}
