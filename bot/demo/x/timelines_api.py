"""Reading posts: who mentions somebody, and what somebody posted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from bot.demo.x.calls import Answer, Request, errors_only
from bot.demo.x.fields import MEDIA_FIELDS, PLACE_FIELDS, POLL_FIELDS
from bot.demo.x.includes import Includes, relations
from bot.demo.x.people import Person, Post, snowflake
from bot.demo.x.prices import Price
from bot.demo.x.problems import Body, not_authorized_for_user
from bot.demo.x.query import Query, path_id
from bot.demo.x.rendering import may_read, post_json
from bot.demo.x.tokens import make_token, read_token
from bot.demo.x.users_api import absent

_PAGE = (5, 100)
_DEFAULT_PAGE = 10
_AFTER_ALL = 1 << 63
"""Above every id."""

_FIELDS_OF_OTHERS = {"media.fields": MEDIA_FIELDS, "poll.fields": POLL_FIELDS, "place.fields": PLACE_FIELDS}
"""Checked, though no post here has media, a poll or a place."""
_PARAMETERS = (
    *("max_results", "pagination_token", "since_id", "until_id", "start_time", "end_time", "expansions", "user.fields"),
    *_FIELDS_OF_OTHERS,
)

Source = Callable[[Person, int], Iterator[Post]]


def mentions(call: Request) -> Answer:
    """GET /2/users/:id/mentions"""
    return _timeline(call, "mentions", call.world.timeline.mentioning)


def posts(call: Request) -> Answer:
    """GET /2/users/:id/tweets"""
    return _timeline(call, "posts", call.world.timeline.by, "exclude")


def _timeline(call: Request, name: str, source: Source, *others: str) -> Answer:
    asked = _Asked(call, others)
    owner_id = path_id(call.path, "id")
    owner = call.world.find_id(owner_id)
    if owner is None or owner.vanished:
        return errors_only(call, absent(owner, "id", str(owner_id)))
    if not may_read(owner, call):
        return errors_only(call, not_authorized_for_user("id", str(owner_id)))
    scope = f"{name} of {owner_id}"
    found = list(islice(asked.matching(source(owner, asked.start(scope))), asked.size + 1))
    page = found[: asked.size]
    meta: Body = {"result_count": len(page)}
    body: Body = {}
    if page:
        body["data"] = [post_json(post, asked.post_fields, call) for post in page]
        meta |= {"newest_id": str(page[0].id), "oldest_id": str(page[-1].id)}
    if len(found) > asked.size:
        meta["next_token"] = make_token(scope, page[-1].id)
    includes = asked.includes(page)
    price = Price.OWNED_READ if call.owns(owner) else Price.POST_READ
    return Answer({**body, **includes.body(), "meta": meta}, reads=[(price, [post.id for post in page]), *includes.reads()])


class _Asked:
    """What a call wants to know about posts, which posts, and what it expands. Raises Problem (400)."""

    def __init__(self, call: Request, others: Iterable[str]) -> None:
        words, self.call = call.vocabulary, call
        query = self.query = Query(call.query, (*_PARAMETERS, words.post_fields_parameter, *others))
        self.size = query.number("max_results", *_PAGE, _DEFAULT_PAGE)
        self._expansions = words.canonical(query.chosen("expansions", words.post_expansions))
        fields = words.canonical(query.chosen(words.post_fields_parameter, words.post_fields))
        self.post_fields = fields | relations(self._expansions)
        self._user_fields = words.canonical(query.chosen("user.fields", words.user_fields))
        for parameter, known in _FIELDS_OF_OTHERS.items():
            query.chosen(parameter, known)
        self._excluded = query.chosen("exclude", ("replies", "retweets"))
        self._since, self._until = query.post_id("since_id"), query.post_id("until_id")
        self._from, self._to = query.moment("start_time"), query.moment("end_time")
        query.check()

    def start(self, scope: str) -> int:
        """The id that the page stays under."""
        token = self.query.text("pagination_token")
        try:
            above = read_token(scope, token) if token is not None else _AFTER_ALL
        except ValueError:
            raise self.query.refused("pagination_token") from None
        if self._until is not None:
            return min(above, self._until)
        return min(above, snowflake(self._to, 0)) if self._to else above

    def matching(self, newest_first: Iterator[Post]) -> Iterator[Post]:
        floor = self._since if self._since is not None else snowflake(self._from, 0) - 1 if self._from else -1
        for post in newest_first:
            if post.id <= floor:
                return
            if not post.author.vanished and may_read(post.author, self.call) and not ("replies" in self._excluded and post.in_reply_to):
                yield post

    def includes(self, page: list[Post]) -> Includes:
        """What was expanded about these posts."""
        includes = Includes(self.call, self._user_fields, self.post_fields)
        includes.related_to(page, self._expansions)
        return includes
