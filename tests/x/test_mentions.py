"""Who mentions the account, read from the simulated X over real sockets in both dialects, and what that costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, Person, Post, SimulatedX
from bot.domain import Note, Purpose
from bot.x.billing.pricing import PriceList
from bot.x.client import PostPage, XClient
from bot.x.errors import BadCursor, NotFound, Paused, RateLimited, Rejected, Unreachable, XCode
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient, keys_of, raised


def speak(x: SimulatedX, clock: SimulatedClock, *people: Person) -> list[Post]:
    """Each mentions the account, a second after the other; the posts, oldest first."""
    posts = []
    for person in people:
        clock.advance(timedelta(seconds=1))
        posts.append(x.posts(person, "lovely coffee"))
    return posts


def ids(page: PostPage) -> list[int]:
    return [post.id for post in page.posts]


async def first_page(client: XClient, since_id: int | None = None, page_size: int = 5) -> PostPage:
    return await client.mentions(purpose=Purpose.CHECK, since_id=since_id, page_size=page_size)


async def test_a_mention_says_who_wrote_it_and_when_in_either_dialect(x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    ada, bo = x.joins("ada"), x.gains_follower("bo")
    first, second = speak(x, clock, ada, bo)

    page = await first_page(client)

    told = [(post.id, post.author_id, post.at) for post in page.posts]
    assert told == [(second.id, bo.id, second.created_at), (first.id, ada.id, first.created_at)]
    assert (page.newest_id, page.next_token) == (second.id, None)


async def test_a_mention_says_what_was_said_and_who_may_answer_in_either_dialect(
    x: SimulatedX, client: XClient, clock: SimulatedClock, dialect: Dialect
) -> None:
    ada, bo = x.joins("ada"), x.joins("bo")
    first = x.posts(ada, "which beans are these?", lang="de", reply_settings="mentionedUsers")
    clock.advance(timedelta(seconds=1))
    long = "@bo and all of @harbourlight " + "a word and another " * 40 + "@ada"
    answer = x.posts(bo, long, in_reply_to=first)

    told, asked = (await first_page(client)).posts

    assert (asked.text, asked.lang, asked.reply_settings) == ("@harbourlight which beans are these?", "de", "mentionedUsers")
    assert (asked.handles, asked.conversation_id, asked.in_reply_to, asked.quote_count) == (("harbourlight",), first.id, None, None)
    assert (told.id, told.text, told.handles) == (answer.id, long, ("bo", "harbourlight", "ada"))
    assert told.conversation_id == first.id
    answered = (first.id, ada.id) if dialect is Dialect.TWEET else (None, None)
    assert (told.in_reply_to, told.answers_user) == answered, "2.167 would say it only for the price of that post and that person"


async def test_mentions_come_newest_first_page_by_page(x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    posts = speak(x, clock, *[x.joins() for _ in range(12)])

    page = await first_page(client)
    read = ids(page)
    while page.next_token:
        page = await client.mentions(purpose=Purpose.CHECK, since_id=None, page_size=5, token=page.next_token)
        read += ids(page)

    assert read == [post.id for post in reversed(posts)]


async def test_only_what_is_newer_than_a_post_is_read(x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    posts = speak(x, clock, *[x.joins() for _ in range(9)])

    page = await first_page(client, since_id=posts[1].id)
    rest = await client.mentions(purpose=Purpose.CHECK, since_id=posts[1].id, page_size=5, token=page.next_token)

    assert ids(page) + ids(rest) == [post.id for post in reversed(posts[2:])]
    assert rest.next_token is None


async def test_only_what_is_older_than_a_post_is_read(x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    posts = speak(x, clock, *[x.joins() for _ in range(9)])

    read: list[int] = []
    token = None
    for _ in range(2):
        page = await client.mentions(purpose=Purpose.CHECK, since_id=posts[0].id, until_id=posts[7].id, page_size=5, token=token)
        read, token = read + ids(page), page.next_token

    assert read == [post.id for post in reversed(posts[1:7])]
    assert token is None
    assert (page.newest_id, page.oldest_id) == (posts[1].id, posts[1].id)


async def test_what_the_account_itself_writes_is_told_like_any_other(x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    (said,) = speak(x, clock, x.joins("ada"))
    clock.advance(timedelta(seconds=1))
    own = x.posts(x.account, f"as @{x.account.username} always says")

    page = await first_page(client)

    assert (ids(page), page.newest_id) == ([own.id, said.id], own.id)


async def test_nobody_has_mentioned_the_account(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    assert await first_page(client) == PostPage()
    assert (spend_guard.spent, spend_guard.open_reservations, x.spent_micros) == (0, {}, 0)


async def test_nothing_new_costs_nothing(x: SimulatedX, client: XClient, clock: SimulatedClock, spend_guard: FakeSpendGuard) -> None:
    (post,) = speak(x, clock, x.joins("ada"))
    await first_page(client)
    spent = spend_guard.spent

    clock.advance(timedelta(days=1))
    page = await first_page(client, since_id=post.id)

    assert page == PostPage()
    assert spend_guard.spent == x.spent_micros == spent


@pytest.mark.parametrize(("owns_app", "each"), [(True, 1_000), (False, 5_000)])
async def test_the_ledger_says_what_x_charged(
    owns_app: bool, each: int, x: SimulatedX, dialect: Dialect, open_client: OpenClient, clock: SimulatedClock, spend_guard: FakeSpendGuard
) -> None:
    x.owns_app, x.charges_per_list = owns_app, True
    client = open_client(x.url, keys_of(x), prices=PriceList(owns_app=owns_app))
    ada, bo = x.joins("ada"), x.joins("bo")
    speak(x, clock, ada, bo, ada)

    await first_page(client)
    await first_page(client)  # the same posts on the same day

    authors = 2 * 10_000 if dialect is Dialect.POST else 0  # 2.167 tells who wrote a post only together with the profile
    assert spend_guard.spent == x.spent_micros == 3 * each + authors
    await client.users([ada.id], purpose=Purpose.CHECK)
    assert spend_guard.spent == x.spent_micros == 3 * each + authors + 10_000
    assert spend_guard.open_reservations == {}


async def test_what_is_reserved_is_the_most_a_page_can_cost(
    x: SimulatedX, client: XClient, dialect: Dialect, spend_guard: FakeSpendGuard
) -> None:
    await first_page(client, page_size=20)

    asked = Purpose.CHECK, "GET /2/users/:id/mentions"
    tweet, post = [(*asked, 20_000)], [(*asked, 20_000), (*asked, 200_000)]
    assert spend_guard.reserved == (tweet if dialect is Dialect.TWEET else tweet + post)
    assert spend_guard.open_reservations == {}


async def test_the_words_for_posts_are_learnt_apart_from_those_for_people(x: SimulatedX, client: XClient, dialect: Dialect) -> None:
    for _ in range(2):
        await client.me(purpose=Purpose.CHECK)
        await first_page(client)

    refused = [400] if dialect is Dialect.POST else []
    assert [call.status for call in x.calls] == [*refused, 200, *refused, 200, 200, 200]


async def test_x_may_change_its_dialect_at_any_time(x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    (post,) = speak(x, clock, x.joins("ada"))
    for spoken in (Dialect.POST, Dialect.TWEET, Dialect.POST):
        x.dialect = spoken
        assert ids(await first_page(client)) == [post.id]


async def test_a_token_of_no_page_is_a_bad_cursor(client: XClient) -> None:
    assert isinstance(await raised(client.mentions(purpose=Purpose.CHECK, since_id=None, page_size=5, token="0123456789abcdef")), BadCursor)


async def test_a_post_that_x_does_not_take_to_begin_at_is_said_to_be_so(open_client: OpenClient, spend_guard: FakeSpendGuard) -> None:
    words = "'since_id' must be a tweet id created after 2026-08-25. Please use a 'since_id' that is larger than 1"
    async with scripted_server(web.json_response({"errors": [{"message": words}], "title": "Invalid Request"}, status=400)) as server:
        error = await raised(first_page(open_client(server.url), since_id=1))

    assert type(error) is Rejected
    assert len(server.requests) == 1
    assert spend_guard.open_reservations == {}


async def test_a_rate_limit_holds_mentions_back_and_nothing_else(x: SimulatedX, client: XClient) -> None:
    await first_page(client)
    x.rate_limit("mentions")

    assert isinstance(await raised(first_page(client)), RateLimited)
    await client.followers(purpose=Purpose.CHECK, page_size=5)


async def test_an_answer_that_got_lost_stands_in_the_ledger_until_it_is_asked_again(
    x: SimulatedX, client: XClient, dialect: Dialect, clock: SimulatedClock, spend_guard: FakeSpendGuard
) -> None:
    speak(x, clock, x.joins("ada"))
    await client.mentions(purpose=Purpose.CHECK, since_id=x.timeline.publish(x.account, "hello", clock.now()).id, page_size=5)
    x.drop_responses(3, method="GET")

    assert isinstance(await raised(first_page(client)), Unreachable)
    assert sum(spend_guard.open_reservations.values()) == 5 * (1_000 if dialect is Dialect.TWEET else 11_000)
    assert x.spent_micros <= spend_guard.spent + sum(spend_guard.open_reservations.values())

    await first_page(client)
    assert (spend_guard.open_reservations, spend_guard.spent) == ({}, x.spent_micros)


async def test_a_pause_between_two_reservations_leaves_none_behind(
    x: SimulatedX, dialect: Dialect, open_client: OpenClient, spend_guard: FakeSpendGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = open_client(x.url, keys_of(x))
    await first_page(client)
    sent, reserve = len(x.calls), spend_guard.reserve

    async def pause_after_reserving(*, purpose: Purpose, endpoint: str, micros: int, write: bool, query: str) -> int:
        reservation = await reserve(purpose=purpose, endpoint=endpoint, micros=micros, write=write, query=query)
        spend_guard.paused = True
        return reservation

    monkeypatch.setattr(spend_guard, "reserve", pause_after_reserving)

    if dialect is Dialect.POST:
        assert isinstance(await raised(first_page(client)), Paused)
        assert len(x.calls) == sent
    else:
        await first_page(client)
    assert spend_guard.open_reservations == {}


async def test_mentions_of_an_account_that_is_gone(x: SimulatedX, client: XClient) -> None:
    x.suspends(x.account)

    error = await raised(first_page(client))

    assert isinstance(error, NotFound)
    assert error.note == Note(XCode.OWN_ACCOUNT_GONE)


@pytest.mark.parametrize("page_size", [4, 101])
async def test_a_page_is_as_large_as_x_allows(page_size: int, x: SimulatedX, client: XClient) -> None:
    with pytest.raises(ValueError, match="5 to 100"):
        await first_page(client, page_size=page_size)
    assert not x.calls


def post(post_id: object = "20", author_id: object = "7", **more: object) -> dict[str, object]:
    return {"id": post_id, "author_id": author_id, "text": "hello", **more}


ODD_BODIES: list[Callable[[], dict[str, object]]] = [
    lambda: {"meta": []},
    lambda: {"data": [], "meta": {"next_token": ""}},
    lambda: {"data": [None, 7, "post", [], post("x"), post(author_id=None)], "meta": {"next_token": 7}},
    lambda: {"data": {"id": None}, "includes": []},
    lambda: {"data": "posts", "includes": {"users": 7}},
]


@pytest.mark.parametrize("body", ODD_BODIES)
async def test_a_page_without_a_readable_post_holds_none(
    body: Callable[[], dict[str, object]], open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    async with scripted_server(web.json_response(body())) as server:
        assert await first_page(open_client(server.url)) == PostPage()
    assert spend_guard.open_reservations == {}


async def test_readable_posts_are_read_though_others_are_not(open_client: OpenClient) -> None:
    body = {"data": [post("21"), {"id": "22"}, post("20")], "meta": {"next_token": "more"}}
    async with scripted_server(web.json_response(body)) as server:
        page = await first_page(open_client(server.url))

    assert (ids(page), page.newest_id, page.next_token) == ([21, 20], 21, "more")
