"""What a call wants to know about posts, and what it expands: the same for every endpoint that returns posts."""

from __future__ import annotations

from collections.abc import Iterable

from bot.demo.x.calls import Request
from bot.demo.x.fields import MEDIA_FIELDS, PLACE_FIELDS, POLL_FIELDS
from bot.demo.x.includes import Includes, relations
from bot.demo.x.people import Post
from bot.demo.x.problems import Body
from bot.demo.x.query import Query
from bot.demo.x.rendering import post_json

_FIELDS_OF_OTHERS = {"media.fields": MEDIA_FIELDS, "poll.fields": POLL_FIELDS, "place.fields": PLACE_FIELDS}
"""Checked, though no post here has media, a poll or a place."""


class Asked:
    """others: the parameters that this endpoint takes besides. Whoever makes one reads those and ends with `query.check()`."""

    def __init__(self, call: Request, *others: str) -> None:
        words, self.call = call.vocabulary, call
        parameters = ("expansions", "user.fields", words.post_fields_parameter, *_FIELDS_OF_OTHERS, *others)
        query = self.query = Query(call.query, parameters)
        self._expansions = words.canonical(query.chosen("expansions", words.post_expansions))
        fields = words.canonical(query.chosen(words.post_fields_parameter, words.post_fields))
        self._post_fields = fields | relations(self._expansions)
        self._user_fields = words.canonical(query.chosen("user.fields", words.user_fields))
        for parameter, known in _FIELDS_OF_OTHERS.items():
            query.chosen(parameter, known)

    def posts(self, posts: Iterable[Post]) -> list[Body]:
        return [post_json(post, self._post_fields, self.call) for post in posts]

    def includes(self, posts: Iterable[Post]) -> Includes:
        """What was expanded about these posts."""
        includes = Includes(self.call, self._user_fields, self._post_fields)
        includes.related_to(posts, self._expansions)
        return includes
