"""Reading posts in pages: who mentions somebody, what somebody posted, and who quotes a post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from bot.demo.x.calls import Answer, Request, errors_only
from bot.demo.x.people import Person, Post, snowflake
from bot.demo.x.post_queries import Asked
from bot.demo.x.prices import Price
from bot.demo.x.problems import Body, not_authorized_for_user, unseen
from bot.demo.x.query import path_id
from bot.demo.x.rendering import may_read, may_see
from bot.demo.x.timeline import ABOVE_ALL
from bot.demo.x.tokens import make_token, read_token
from bot.demo.x.users_api import absent

_PAGE = (5, 100)
_PAGE_OF_QUOTES = (10, 100)
_DEFAULT_PAGE = 10
_BOUNDS = ("since_id", "until_id", "start_time", "end_time")
_EXCLUDED = ("replies", "retweets")


def mentions(call: Request) -> Answer:
    """GET /2/users/:id/mentions"""
    asked = _AskedForTime(call)
    owner = _owner(call)
    if isinstance(owner, Answer):
        return owner
    scope = f"mentions of {owner.id}"
    posts = call.world.timeline.mentioning(owner, asked.start(scope))
    return _page_of(owner, asked, scope, posts)


def posts(call: Request) -> Answer:
    """GET /2/users/:id/tweets"""
    asked = _AskedForTime(call, "exclude")
    owner = _owner(call)
    if isinstance(owner, Answer):
        return owner
    scope = f"posts of {owner.id}"
    posts = call.world.timeline.by(owner, asked.start(scope))
    return _page_of(owner, asked, scope, _listed(posts, call) if owner is call.world.account else posts)


def quotes(call: Request) -> Answer:
    """GET /2/tweets/:id/quote_tweets"""
    asked = _AskedForPage(call, _PAGE_OF_QUOTES, "exclude")
    asked.query.check()
    post_id = path_id(call.path, "id")
    quoted = call.world.timeline.get(post_id)
    if quoted is None or not may_see(quoted, call):
        return errors_only(call, unseen(quoted, "id", str(post_id)))
    scope = f"quotes of {post_id}"
    page, token = asked.page(scope, call.world.timeline.quoting(quoted, asked.above(scope)))
    return _answer(asked, page, {"result_count": len(page), **token}, Price.POST_READ)


def _owner(call: Request) -> Person | Answer:
    """Whose list is asked for, or why it is not shown."""
    owner_id = path_id(call.path, "id")
    owner = call.world.find_id(owner_id)
    if owner is None or owner.vanished:
        return errors_only(call, absent(owner, "id", str(owner_id)))
    if not may_read(owner, call):
        return errors_only(call, not_authorized_for_user("id", str(owner_id)))
    return owner


def _page_of(owner: Person, asked: _AskedForTime, scope: str, newest_first: Iterator[Post]) -> Answer:
    page, token = asked.page(scope, asked.not_before(newest_first))
    meta: Body = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": str(page[0].id), "oldest_id": str(page[-1].id)}
    return _answer(asked, page, {**meta, **token}, Price.OWNED_READ if asked.call.owns(owner) else Price.POST_READ)


def _answer(asked: Asked, page: list[Post], meta: Body, price: Price) -> Answer:
    body: Body = {"data": asked.posts(page)} if page else {}
    includes = asked.includes(page)
    if errors := includes.errors():
        body["errors"] = errors
    return Answer({**body, **includes.body(), "meta": meta}, reads=[(price, [post.id for post in page]), *includes.reads()])


def _listed(posts: Iterator[Post], call: Request) -> Iterator[Post]:
    """Of the account's posts, those that X's list shows already."""
    newest = call.world.clock.now() - call.conditions.hides_posts_for
    return (post for post in posts if post.created_at <= newest)


class _AskedForPage(Asked):
    """A call for a page of posts, newest first."""

    def __init__(self, call: Request, sizes: tuple[int, int], *others: str) -> None:
        super().__init__(call, "max_results", "pagination_token", *others)
        self._size = self.query.number("max_results", *sizes, _DEFAULT_PAGE)
        self._excluded = self.query.chosen("exclude", _EXCLUDED)

    def above(self, scope: str) -> int:
        """The id that the page stays under, as far as the token says. Raises Problem (400)."""
        token = self.query.text("pagination_token")
        try:
            return read_token(scope, token) if token is not None else ABOVE_ALL
        except ValueError:
            raise self.query.refused("pagination_token") from None

    def page(self, scope: str, newest_first: Iterable[Post]) -> tuple[list[Post], Body]:
        """One page of those that the caller may see, and where the next one begins."""
        shown = (post for post in newest_first if may_see(post, self.call) and not ("replies" in self._excluded and post.in_reply_to))
        found = list(islice(shown, self._size + 1))
        page = found[: self._size]
        return page, {"next_token": make_token(scope, page[-1].id)} if len(found) > self._size else {}


class _AskedForTime(_AskedForPage):
    """A call for a page of posts that were made within bounds. Raises Problem (400)."""

    def __init__(self, call: Request, *others: str) -> None:
        super().__init__(call, _PAGE, *_BOUNDS, *others)
        query = self.query
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
