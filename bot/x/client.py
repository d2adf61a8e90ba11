"""The X API client: the only way to X."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass

from bot.domain import Post, Profile, Purpose
from bot.runtime.clock import Clock
from bot.x.account import own_account_read
from bot.x.billing.pricing import PriceList
from bot.x.billing.spend_guard import SpendGuard
from bot.x.credentials import Credentials
from bot.x.errors import NotAllowed, NotFound, OutcomeUnknown, SelfFollow, Unreachable
from bot.x.http.call import Call, Json
from bot.x.http.dialect_detection import DialectNegotiator
from bot.x.http.refusals import partly_failed, suspended_in
from bot.x.http.sender import Sender
from bot.x.http.transport import Answer, Transport
from bot.x.limits.rate_limits import RateLimits
from bot.x.parse.pagination import LARGEST_LOOKUP, LARGEST_PAGE, next_token
from bot.x.parse.posts import PostPage
from bot.x.parse.profiles import following_us, parse_id, parse_profiles
from bot.x.stream.connection import SILENCE, EventStream
from bot.x.stream.subscriptions import Subscriptions
from bot.x.timelines import REPLY, Timelines

__all__ = ["FOLLOW", "REPLY", "Credentials", "FollowResult", "LookedUp", "Page", "PostPage", "XClient"]

FOLLOW = "POST /2/users/:id/following"
"""The endpoint that follows, by its name in the limits."""


Ask = Callable[[list[str]], Awaitable[Answer]]
"""Sends a query for these fields of a user."""


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a list, newest first as far as X keeps to it. next_token: where to read on, None at the end."""

    profiles: tuple[Profile, ...]
    next_token: str | None


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Who was found by their ids, and of them the ids of those who follow the account; whoever is missing is gone from X.

    suspended: of those, whom X says it has suspended.
    """

    found: tuple[Profile, ...] = ()
    following_us: frozenset[int] = frozenset()
    suspended: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class FollowResult:
    """What X says after a follow. pending: a protected account has been asked and has not agreed yet."""

    following: bool
    pending: bool


class XClient:
    """Reads and writes as the team's account. Every failure is a `bot.x.errors.XError`; whatever the spend guard raises passes through.

    Reads are tried up to three times while X is not answering; writes are sent once. What rate limits or spend guard forbid is not sent.

    url: the API's base. prices: what X charges for each call. timeout: real seconds for one request.
    sleep: waits the real seconds between two tries. silence: real seconds after which an event stream that says nothing is given up.
    events, subscriptions: the account's event stream, and its subscriptions.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        url: str,
        clock: Clock,
        spend_guard: SpendGuard,
        prices: PriceList,
        timeout: float = 15.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        silence: float = SILENCE,
    ) -> None:
        self.account_id = credentials.account_id
        self.limits = RateLimits()
        self._transport = Transport(credentials, url=url, timeout=timeout)
        self._sender = Sender(
            limits=self.limits, spend_guard=spend_guard, clock=clock, retry_seconds=timeout, sleep=sleep, probe_read=self._probe_read
        )
        self._clock = clock
        self._prices = prices
        self._user_reads = DialectNegotiator(self._sender)
        self._timelines = Timelines(self._transport, self._sender, prices, clock, account_id=self.account_id)
        self.subscriptions = Subscriptions(self._transport, self._sender, account_id=self.account_id)
        self.events = EventStream(self._transport, self._sender, spend_guard, prices, clock, account_id=self.account_id, silence=silence)

    async def me(self, *, purpose: Purpose) -> Profile:
        """The team's account itself."""
        call = Call("GET /2/users/me", purpose, self._prices["user_read"])
        body = await self._read_own(call, lambda fields: self._transport.get_me(user_fields=fields))
        profiles = self._profiles(body)
        if not profiles:
            raise Unreachable(detail="an account without id or handle")
        return profiles[0]

    async def followers(self, *, purpose: Purpose, page_size: int, token: str | None = None) -> Page:
        """A page of the account's followers.

        page_size: 1 to 1,000. Raises `BadCursor` for a token that X does not know.
        """
        return await self._page("GET /2/users/:id/followers", self._transport.get_users_followers, purpose, page_size, token)

    async def following(self, *, purpose: Purpose, page_size: int, token: str | None = None) -> Page:
        """A page of the accounts that the account follows; as `followers`."""
        return await self._page("GET /2/users/:id/following", self._transport.get_users_following, purpose, page_size, token)

    async def users(self, user_ids: Collection[int], *, purpose: Purpose) -> list[Profile]:
        """Look people up, at most 100; who is gone is missing from the list."""
        return list((await self.look_up(user_ids, purpose=purpose)).found)

    async def look_up(self, user_ids: Collection[int], *, purpose: Purpose) -> LookedUp:
        """The same, with what X says besides of who is found and who is not."""
        ids = list(dict.fromkeys(user_ids))
        if len(ids) > LARGEST_LOOKUP:
            raise ValueError(f"X looks up at most {LARGEST_LOOKUP} people at once.")
        if not ids:
            return LookedUp()
        call = Call("GET /2/users", purpose, self._prices["user_read"], len(ids), ",".join(map(str, sorted(ids))))
        try:
            body = await self._read(call, lambda fields: self._transport.get_users(ids=ids, user_auth=True, user_fields=fields))
        except NotFound as gone:
            return LookedUp(suspended=_ids(gone.suspended))
        if partly_failed(body):
            raise Unreachable(detail="X could not look everybody up")
        return LookedUp(tuple(self._profiles(body)), following_us(body.get("data")), _ids(suspended_in(body)))

    @property
    def own_post_micros(self) -> int:
        """The most that one of `own_posts` may cost, with what X charges along with it; in the dearer dialect while X's is not known."""
        return self._timelines.own_post_micros

    @property
    def mention_micros(self) -> int:
        """The most that one of `mentions` may cost; as `own_post_micros`."""
        return self._timelines.mention_micros

    @property
    def quote_micros(self) -> int:
        """The most that one of `quotes` may cost; as `own_post_micros`."""
        return self._timelines.quote_micros

    async def mentions(
        self, *, purpose: Purpose, since_id: int | None, page_size: int, until_id: int | None = None, token: str | None = None
    ) -> PostPage:
        """A page of the posts that mention the account, its own among them.

        since_id, until_id: only posts newer than the one and older than the other. page_size: 5 to 100.
        Raises `BadCursor` for a token that X does not know, and `Rejected` for an id that it does not take.
        """
        return await self._timelines.mentions(purpose=purpose, since_id=since_id, until_id=until_id, page_size=page_size, token=token)

    async def own_posts(
        self,
        *,
        purpose: Purpose,
        since_id: int | None,
        page_size: int,
        until_id: int | None = None,
        replies: bool = True,
        token: str | None = None,
    ) -> PostPage:
        """A page of what the account itself posted; as `mentions`. replies: whether with what it answered."""
        return await self._timelines.own_posts(
            purpose=purpose, since_id=since_id, until_id=until_id, replies=replies, page_size=page_size, token=token
        )

    async def quotes(self, post_id: int, *, purpose: Purpose, page_size: int, token: str | None = None) -> PostPage:
        """A page of the posts of others that quote this one.

        page_size: 10 to 100. Raises `BadCursor` for a token that X does not know, and `PostGone` when the quoted post is.
        """
        return await self._timelines.quotes(post_id, purpose=purpose, page_size=page_size, token=token)

    async def posts(self, post_ids: Collection[int], *, purpose: Purpose) -> list[Post]:
        """Look posts up, at most 100; what is deleted or hidden from the account is missing from the list."""
        return await self._timelines.posts(post_ids, purpose=purpose)

    async def reply(self, text: str, *, to: int, summoned: bool, purpose: Purpose) -> int:
        """Post exactly this text as an answer to a post: one request, never repeated. Returns the id of the answer.

        summoned: whether the author asked for the account in the post that is answered, which makes the answer cheaper.
        Raises `OutcomeUnknown` where X did not say that the answer is there, and else, for X's own reasons, `ReplyRefused`, `PostGone`,
        `Duplicate` or `TextRefused`; `NotAllowed` with its `tier` where the app may not answer anybody.
        """
        return await self._timelines.reply(text, to=to, price=self._prices.reply(text, summoned=summoned), purpose=purpose)

    async def follow(self, user_id: int, *, purpose: Purpose) -> FollowResult:
        """Follow somebody: one request, never repeated. Following somebody twice changes nothing on X."""
        body = await self._follow(Call(FOLLOW, purpose, self._prices["follow"]), user_id)
        match body.get("data"):
            case {"following": bool(following), **rest}:
                return FollowResult(following=following, pending=rest.get("pending_follow") is True)
        raise OutcomeUnknown(detail="a follow was answered without saying whether it worked")

    async def may_follow(self, *, purpose: Purpose) -> bool:
        """Whether X lets this app follow people: asked by having the account follow itself, which X never carries out or charges."""
        try:
            await self._follow(Call(FOLLOW, purpose, self._prices["follow"], no_effect=True), self.account_id)
        except SelfFollow:
            return True
        except NotAllowed as refusal:
            if refusal.tier:
                return False
            raise
        return True

    async def close(self) -> None:
        """Close the connections."""
        self.events.close()
        await self._transport.close()

    async def _page(
        self, endpoint: str, list_users: Callable[..., Awaitable[Answer]], purpose: Purpose, size: int, token: str | None
    ) -> Page:
        if not 1 <= size <= LARGEST_PAGE:
            raise ValueError(f"A page holds 1 to {LARGEST_PAGE} people.")
        params = {"pagination_token": token} if token else {}
        call = Call(endpoint, purpose, self._prices.own_list, size, f"{token}", newest_first=token is None)
        body = await self._read_own(
            call, lambda fields: list_users(self.account_id, user_auth=True, max_results=size, user_fields=fields, **params)
        )
        return Page(tuple(self._profiles(body)), next_token(body))

    async def _probe_read(self) -> None:
        """The account: it is read every day anyhow, and charged once a UTC day."""
        await self.me(purpose=Purpose.ACCESS)

    async def _follow(self, call: Call, user_id: int) -> Json:
        return await self._sender.write(call, lambda: self._transport.follow_user(user_id, user_auth=True))

    def _profiles(self, body: Json) -> list[Profile]:
        return parse_profiles(body.get("data"), self._clock.now())

    async def _read_own(self, call: Call, ask: Ask) -> Json:
        return await own_account_read(self._read(call, ask))

    async def _read(self, call: Call, ask: Ask) -> Json:
        return await self._user_reads.read(lambda dialect: (call, lambda: ask(dialect.user_fields)))


def _ids(texts: Iterable[str]) -> frozenset[int]:
    return frozenset(user_id for user_id in map(parse_id, texts) if user_id is not None)
