"""Posts on X: mentions of the account, its own posts, quotes, and posting a reply."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from functools import partial

from bot.domain import Note, Post, Purpose
from bot.runtime.clock import Clock
from bot.x.account import own_account_read
from bot.x.billing.pricing import Price, PriceList
from bot.x.errors import NotFound, OutcomeUnknown, PostGone, Unreachable, XCode
from bot.x.http.call import Call, Expansion, Json, Request
from bot.x.http.dialect_detection import DialectNegotiator
from bot.x.http.refusals import partly_failed
from bot.x.http.reply_refusals import reply_refusal
from bot.x.http.sender import Sender
from bot.x.http.transport import Answer, Transport
from bot.x.parse.dialects import Dialect
from bot.x.parse.pagination import (
    LARGEST_LOOKUP,
    LARGEST_MENTION_PAGE,
    LARGEST_OWN_PAGE,
    LARGEST_QUOTE_PAGE,
    SMALLEST_MENTION_PAGE,
    SMALLEST_OWN_PAGE,
    SMALLEST_QUOTE_PAGE,
)
from bot.x.parse.posts import PostPage, parse_page, parse_posts
from bot.x.parse.profiles import parse_id

MENTIONS = "GET /2/users/:id/mentions"
OWN_POSTS = "GET /2/users/:id/tweets"
QUOTES = "GET /2/tweets/:id/quote_tweets"
POSTS = "GET /2/tweets"
REPLY = "POST /2/tweets"
"""The endpoints by their names in the limits."""

_REFERENCES = 2
"""A post answers one other at most, and quotes one."""


class Timelines:
    """What `bot.x.client.X` asks and does about posts; documented there."""

    def __init__(self, transport: Transport, sender: Sender, prices: PriceList, clock: Clock, *, account_id: int) -> None:
        self._transport, self._sender, self._prices, self._clock = transport, sender, prices, clock
        self._account_id = account_id
        self._negotiator = DialectNegotiator(sender)

    @property
    def own_post_micros(self) -> int:
        return self._max_micros(self._prices.own_posts, own=True)

    @property
    def mention_micros(self) -> int:
        return self._max_micros(self._prices.own_mentions)

    @property
    def quote_micros(self) -> int:
        return self._max_micros(self._prices["post_read"])

    async def mentions(
        self, *, purpose: Purpose, since_id: int | None, until_id: int | None, page_size: int, token: str | None
    ) -> PostPage:
        _check("mentions", page_size, SMALLEST_MENTION_PAGE, LARGEST_MENTION_PAGE)
        params = _page_params(since_id, token, until_id)
        ask = partial(self._transport.get_users_mentions, self._account_id, max_results=page_size, **params)
        call = Call(MENTIONS, purpose, self._prices.own_posts, page_size, f"{page_size} {since_id} {until_id} {token}")
        return parse_page(await own_account_read(self._read(call, ask)), self._clock.now())

    async def own_posts(
        self, *, purpose: Purpose, since_id: int | None, until_id: int | None, replies: bool, page_size: int, token: str | None
    ) -> PostPage:
        """Without what the account passes on, which it did not write and which X would charge."""
        _check("own posts", page_size, SMALLEST_OWN_PAGE, LARGEST_OWN_PAGE)
        params = _page_params(since_id, token, until_id)
        excluded = "retweets" if replies else "replies,retweets"
        ask = partial(self._transport.get_users_tweets, self._account_id, exclude=excluded, max_results=page_size, **params)
        call = Call(OWN_POSTS, purpose, self._prices.own_posts, page_size, f"{page_size} {since_id} {until_id} {excluded} {token}")
        body = await own_account_read(self._read(call, ask, own=True))
        return parse_page(body, self._clock.now(), author_id=self._account_id)

    async def quotes(self, post_id: int, *, purpose: Purpose, page_size: int, token: str | None) -> PostPage:
        _check("quotes", page_size, SMALLEST_QUOTE_PAGE, LARGEST_QUOTE_PAGE)
        ask = partial(self._transport.get_quote_tweets, post_id, max_results=page_size, **_page_params(None, token))
        call = Call(QUOTES, purpose, self._prices["post_read"], page_size, f"{post_id} {page_size} {token}")
        try:
            page = self._of_others(await self._read(call, ask))
        except NotFound as error:
            raise PostGone(Note(XCode.OWN_POST_GONE), detail=error.detail) from None
        return replace(page, posts=tuple(replace(post, quotes=post_id) for post in page.posts))

    async def posts(self, post_ids: Collection[int], *, purpose: Purpose) -> list[Post]:
        ids = sorted(set(post_ids))
        if len(ids) > LARGEST_LOOKUP:
            raise ValueError(f"X looks up at most {LARGEST_LOOKUP} posts at once.")
        if not ids:
            return []
        call = Call(POSTS, purpose, self._prices["post_read"], len(ids), ",".join(map(str, ids)))
        try:
            body = await self._read(call, partial(self._transport.get_tweets, ids))
        except NotFound:
            return []
        return parse_posts(body.get("data"), self._clock.now())

    async def reply(self, text: str, *, to: int, price: Price, purpose: Purpose) -> int:
        call = Call(REPLY, purpose, price, meaning=reply_refusal)
        body = await self._sender.write(call, partial(self._transport.create_tweet, text=text, in_reply_to_tweet_id=to, user_auth=True))
        match body.get("data"):
            case {"id": given} if (post_id := parse_id(given)) is not None:
                return post_id
        raise OutcomeUnknown(detail="a reply was answered without the id of the new post")

    async def _read(self, call: Call, ask: Callable[..., Awaitable[Answer]], *, own: bool = False) -> Json:
        def query_in(dialect: Dialect) -> tuple[Call, Request]:
            fields = dialect.post_fields(own=own)
            return replace(call, expanded=self._expanded(dialect, own=own)), partial(ask, user_auth=True, **fields)

        body = await self._negotiator.read(query_in)
        if partly_failed(body):
            # What is missing from it may be there all the same: an answer that is not listed would be sent again.
            raise Unreachable(detail="X could not give every post")
        return body

    def _max_micros(self, price: Price, *, own: bool = False) -> int:
        """The most that one post of this price costs with what it brings along, in micro-dollars."""
        carried = [self._expanded(dialect, own=own) for dialect in self._negotiator.candidates]
        return price.micros + max(expansion.price.micros * expansion.each if expansion else 0 for expansion in carried)

    def _expanded(self, dialect: Dialect, *, own: bool) -> Expansion | None:
        if "expansions" not in dialect.post_fields(own=own):
            return None
        if own:
            return Expansion(self._prices["post_read"], ("tweets", "posts"), each=_REFERENCES)
        return Expansion(self._prices["user_read"], ("users",))

    def _of_others(self, body: Json) -> PostPage:
        page = parse_page(body, self._clock.now())
        posts = tuple(post for post in page.posts if post.author_id != self._account_id)
        return replace(page, posts=posts, left_out=page.left_out + len(page.posts) - len(posts))


def _page_params(since_id: int | None, token: str | None, until_id: int | None = None) -> dict[str, object]:
    """Where to begin, as tweepy's parameters."""
    params = {"since_id": since_id, "until_id": until_id, "pagination_token": token or None}
    return {name: value for name, value in params.items() if value is not None}


def _check(what: str, page_size: int, smallest: int, largest: int) -> None:
    """Raises ValueError for a page that X does not give."""
    if not smallest <= page_size <= largest:
        raise ValueError(f"A page of {what} holds {smallest} to {largest} posts.")
