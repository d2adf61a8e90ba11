"""The fields and expansions that a call requests about posts: the same for every endpoint that returns posts."""

from __future__ import annotations

from collections.abc import Iterable

from bot.demo.x.api.calls import ApiRequest
from bot.demo.x.fields import MEDIA_FIELDS, PLACE_FIELDS, POLL_FIELDS
from bot.demo.x.schema.includes import Includes, relations
from bot.demo.x.schema.parameters import Query
from bot.demo.x.schema.problems import Body
from bot.demo.x.schema.rendering import post_json
from bot.demo.x.world.models import Post

_FIELDS_OF_OTHERS = {"media.fields": MEDIA_FIELDS, "poll.fields": POLL_FIELDS, "place.fields": PLACE_FIELDS}
"""Checked, though no post here has media, a poll or a place."""


class PostQuery:
    """others: the parameters that this endpoint takes besides. Whoever makes one reads those and ends with `query.check()`."""

    def __init__(self, call: ApiRequest, *others: str) -> None:
        vocabulary, self.call = call.vocabulary, call
        parameters = ("expansions", "user.fields", vocabulary.post_fields_parameter, *_FIELDS_OF_OTHERS, *others)
        query = self.parameters = Query(call.query, parameters)
        self._expansions = vocabulary.canonical(query.chosen("expansions", vocabulary.post_expansions))
        fields = vocabulary.canonical(query.chosen(vocabulary.post_fields_parameter, vocabulary.post_fields))
        self._post_fields = fields | relations(self._expansions)
        self._user_fields = vocabulary.canonical(query.chosen("user.fields", vocabulary.user_fields))
        for parameter, known in _FIELDS_OF_OTHERS.items():
            query.chosen(parameter, known)

    def posts(self, posts: Iterable[Post]) -> list[Body]:
        return [post_json(post, self._post_fields, self.call) for post in posts]

    def includes(self, posts: Iterable[Post]) -> Includes:
        """What was expanded about these posts."""
        includes = Includes(self.call, self._user_fields, self._post_fields)
        includes.related_to(posts, self._expansions)
        return includes
