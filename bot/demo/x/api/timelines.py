"""Reading posts in pages: who mentions somebody, what somebody posted, and who quotes a post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from bot.demo.x.api.calls import ApiRequest, ApiResponse, errors_only
from bot.demo.x.api.pagination_tokens import make_token, read_token
from bot.demo.x.api.post_query import PostQuery
from bot.demo.x.api.users import absent
from bot.demo.x.billing.prices import Price
from bot.demo.x.schema.parameters import path_id
from bot.demo.x.schema.problems import Body, not_authorized_for_user, unseen
from bot.demo.x.schema.rendering import may_read, may_see
from bot.demo.x.world.models import Person, Post, snowflake
from bot.demo.x.world.timeline import ABOVE_ALL

_PAGE = (5, 100)
_PAGE_OF_QUOTES = (10, 100)
_DEFAULT_PAGE = 10
_BOUNDS = ("since_id", "until_id", "start_time", "end_time")
_EXCLUDED = ("replies", "retweets")


def mentions(call: ApiRequest) -> ApiResponse:
    """GET /2/users/:id/mentions"""
    query = _TimeRangeQuery(call)
    owner = _owner(call)
    if isinstance(owner, ApiResponse):
        return owner
    scope = f"mentions of {owner.id}"
    posts = call.world.timeline.mentioning(owner, query.start(scope))
    return _page_of(owner, query, scope, posts)


def posts(call: ApiRequest) -> ApiResponse:
    """GET /2/users/:id/tweets"""
    query = _TimeRangeQuery(call, "exclude")
    owner = _owner(call)
    if isinstance(owner, ApiResponse):
        return owner
    scope = f"posts of {owner.id}"
    posts = call.world.timeline.by(owner, query.start(scope))
    return _page_of(owner, query, scope, _listed(posts, call) if owner is call.world.account else posts)


def quotes(call: ApiRequest) -> ApiResponse:
    """GET /2/tweets/:id/quote_tweets"""
    query = _PageQuery(call, _PAGE_OF_QUOTES, "exclude")
    query.parameters.check()
    post_id = path_id(call.path, "id")
    quoted = call.world.timeline.get(post_id)
    if quoted is None or not may_see(quoted, call):
        return errors_only(call, unseen(quoted, "id", str(post_id)))
    scope = f"quotes of {post_id}"
    page, token = query.page(scope, call.world.timeline.quoting(quoted, query.above(scope)))
    return _answer(query, page, {"result_count": len(page), **token}, Price.POST_READ)


def _owner(call: ApiRequest) -> Person | ApiResponse:
    """Whose list is asked for, or why it is not shown."""
    owner_id = path_id(call.path, "id")
    owner = call.world.find_id(owner_id)
    if owner is None or owner.suspended:
        return errors_only(call, absent(owner, "id", str(owner_id)))
    if not may_read(owner, call):
        return errors_only(call, not_authorized_for_user("id", str(owner_id)))
    return owner


def _page_of(owner: Person, query: _TimeRangeQuery, scope: str, newest_first: Iterator[Post]) -> ApiResponse:
    page, token = query.page(scope, query.not_before(newest_first))
    meta: Body = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": str(page[0].id), "oldest_id": str(page[-1].id)}
    return _answer(query, page, {**meta, **token}, Price.OWNED_READ if query.call.owns(owner) else Price.POST_READ)


def _answer(query: PostQuery, page: list[Post], meta: Body, price: Price) -> ApiResponse:
    body: Body = {"data": query.posts(page)} if page else {}
    includes = query.includes(page)
    if errors := includes.errors():
        body["errors"] = errors
    return ApiResponse({**body, **includes.body(), "meta": meta}, reads=[(price, [post.id for post in page]), *includes.reads()])


def _listed(posts: Iterator[Post], call: ApiRequest) -> Iterator[Post]:
    """Of the account's posts, those that X's list shows already."""
    newest = call.world.clock.now() - call.conditions.listing_delay
    return (post for post in posts if post.created_at <= newest)


class _PageQuery(PostQuery):
    """A call for a page of posts, newest first."""

    def __init__(self, call: ApiRequest, sizes: tuple[int, int], *others: str) -> None:
        super().__init__(call, "max_results", "pagination_token", *others)
        self._size = self.parameters.number("max_results", *sizes, _DEFAULT_PAGE)
        self._excluded = self.parameters.chosen("exclude", _EXCLUDED)

    def above(self, scope: str) -> int:
        """The id that the page stays under, as far as the token says. Raises Problem (400)."""
        token = self.parameters.text("pagination_token")
        try:
            return read_token(scope, token) if token is not None else ABOVE_ALL
        except ValueError:
            raise self.parameters.refused("pagination_token") from None

    def page(self, scope: str, newest_first: Iterable[Post]) -> tuple[list[Post], Body]:
        """One page of those that the caller may see, and where the next one begins."""
        shown = (post for post in newest_first if may_see(post, self.call) and not ("replies" in self._excluded and post.in_reply_to))
        found = list(islice(shown, self._size + 1))
        page = found[: self._size]
        return page, {"next_token": make_token(scope, page[-1].id)} if len(found) > self._size else {}


class _TimeRangeQuery(_PageQuery):
    """A call for a page of posts that were made within bounds. Raises Problem (400)."""

    def __init__(self, call: ApiRequest, *others: str) -> None:
        super().__init__(call, _PAGE, *_BOUNDS, *others)
        query = self.parameters
        self._since, self._until = query.post_id("since_id"), query.post_id("until_id")
        self._from, self._to = query.moment("start_time"), query.moment("end_time")
        query.check()

    def start(self, scope: str) -> int:
        """The id that the page stays under."""
        above = self.above(scope)
        if self._until is not None:
            return min(above, self._until)
        return min(above, snowflake(self._to, 0)) if self._to else above

    def not_before(self, newest_first: Iterator[Post]) -> Iterator[Post]:
        floor = self._since if self._since is not None else snowflake(self._from, 0) - 1 if self._from else -1
        for post in newest_first:
            if post.id <= floor:
                return
            yield post
