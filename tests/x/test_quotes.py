"""Who quotes the account, and posts that are looked up: read from the simulated X in both dialects, and what that costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, Person, Post, SimulatedX
from bot.domain import Note, Purpose
from bot.x.client import PostPage, XClient
from bot.x.errors import BadCursor, PostGone, Unreachable, XCode
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient, raised


@pytest.fixture
def own(x: SimulatedX) -> Post:
    return x.posts(x.account, "fresh beans")


def quote(x: SimulatedX, clock: SimulatedClock, own: Post, *people: Person) -> list[Post]:
    """Each quotes the account's post, a second after the other; the quotes, oldest first."""
    quotes = []
    for person in people:
        clock.advance(timedelta(seconds=1))
        quotes.append(x.posts(person, "look at that", mentions_account=False, quotes=own))
    return quotes


async def first_page(client: XClient, post_id: int, page_size: int = 10) -> PostPage:
    return await client.quotes(post_id, purpose=Purpose.MENTIONS, page_size=page_size)


async def test_a_quote_says_who_said_what_about_which_post(x: SimulatedX, client: XClient, own: Post, clock: SimulatedClock) -> None:
    ada, bo = x.joins("ada"), x.joins("bo")
    first, second = quote(x, clock, own, ada, bo)

    page = await first_page(client, own.id)

    told = [(post.id, post.author_id, post.quotes, post.text, post.at) for post in page.posts]
    assert told == [(said.id, said.author.id, own.id, "look at that", said.created_at) for said in (second, first)]
    assert (page.newest_id, page.next_token) == (second.id, None)


async def test_quotes_come_page_by_page(x: SimulatedX, client: XClient, own: Post, clock: SimulatedClock) -> None:
    quotes = quote(x, clock, own, *[x.joins() for _ in range(23)])

    page = await first_page(client, own.id)
    read = [post.id for post in page.posts]
    while page.next_token:
        page = await client.quotes(own.id, purpose=Purpose.MENTIONS, page_size=10, token=page.next_token)
        read += [post.id for post in page.posts]

    assert read == [post.id for post in reversed(quotes)]


async def test_what_the_account_itself_quotes_is_left_out_but_has_been_read(
    x: SimulatedX, client: XClient, own: Post, clock: SimulatedClock
) -> None:
    said, again = quote(x, clock, own, x.joins("ada"), x.account)

    page = await first_page(client, own.id)

    assert ([post.id for post in page.posts], page.newest_id) == ([said.id], again.id)


async def test_nobody_quotes(client: XClient, own: Post, spend_guard: FakeSpendGuard) -> None:
    assert await first_page(client, own.id) == PostPage()
    assert (spend_guard.spent, spend_guard.open_reservations) == (0, {})


async def test_quotes_of_a_post_that_is_deleted(x: SimulatedX, client: XClient, own: Post, spend_guard: FakeSpendGuard) -> None:
    x.deletes(own)

    error = await raised(first_page(client, own.id))

    assert isinstance(error, PostGone)
    assert error.note == Note(XCode.OWN_POST_GONE)
    assert (spend_guard.spent, spend_guard.open_reservations) == (0, {})


async def test_the_ledger_says_what_x_charged_for_quotes(
    x: SimulatedX, client: XClient, own: Post, dialect: Dialect, clock: SimulatedClock, spend_guard: FakeSpendGuard
) -> None:
    ada, bo = x.joins("ada"), x.joins("bo")
    quote(x, clock, own, ada, bo, ada)

    await first_page(client, own.id)
    await first_page(client, own.id)  # the same posts on the same day

    authors = 2 * 10_000 if dialect is Dialect.POST else 0
    assert spend_guard.spent == x.spent_micros == 3 * 5_000 + authors, "no owned read, though the account owns the app"
    assert spend_guard.open_reservations == {}
    asked = Purpose.MENTIONS, "GET /2/tweets/:id/quote_tweets"
    assert spend_guard.reserved[-1] == ((*asked, 50_000) if dialect is Dialect.TWEET else (*asked, 100_000))


async def test_a_bad_token_and_bad_sizes(client: XClient, own: Post) -> None:
    assert isinstance(await raised(client.quotes(own.id, purpose=Purpose.CHECK, page_size=10, token="0123456789abcdef")), BadCursor)
    for page_size in (9, 101):
        with pytest.raises(ValueError, match="10 to 100"):
            await first_page(client, own.id, page_size)


async def test_posts_are_looked_up_and_who_is_missing_is_gone_or_hidden(
    x: SimulatedX, client: XClient, dialect: Dialect, clock: SimulatedClock, spend_guard: FakeSpendGuard
) -> None:
    ada, bo, cy, di = x.joins("ada"), x.joins("bo"), x.joins("cy"), x.joins("di")
    kept, deleted, hidden, vanished = (x.posts(person, "lovely coffee") for person in (ada, bo, cy, di))
    x.deletes(deleted)
    cy.protected = True
    x.suspends(di)

    found = await client.posts([kept.id, deleted.id, hidden.id, vanished.id, kept.id, 12], purpose=Purpose.CHECK)

    assert [(post.id, post.author_id, post.text, post.at) for post in found] == [(kept.id, ada.id, kept.text, kept.created_at)]
    author = 10_000 if dialect is Dialect.POST else 0
    assert (spend_guard.spent, spend_guard.open_reservations) == (x.spent_micros, {}) == (5_000 + author, {})
    assert x.calls[-1].query["ids"] == ",".join(
        str(post_id) for post_id in sorted([12, *(p.id for p in (kept, deleted, hidden, vanished))])
    )


async def test_when_all_are_gone_nothing_is_found_and_nothing_charged(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    post = x.posts(x.joins("ada"), "lovely coffee")
    x.deletes(post)

    assert await client.posts([post.id, 12], purpose=Purpose.CHECK) == []
    assert (spend_guard.spent, spend_guard.open_reservations) == (0, {})


async def test_a_hundred_at_once_and_none_without_asking(x: SimulatedX, client: XClient) -> None:
    assert await client.posts([], purpose=Purpose.CHECK) == []
    with pytest.raises(ValueError, match="at most 100"):
        await client.posts(range(1, 102), purpose=Purpose.CHECK)
    assert not x.calls
    assert await client.posts(range(1, 101), purpose=Purpose.CHECK) == []


async def test_a_look_up_that_failed_in_part_inside_x_says_nothing_about_who_is_missing(
    open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    fault = {"title": "Internal Error", "type": "https://api.x.com/2/problems/internal-error", "detail": "Try later"}
    body = {"data": [{"id": "20", "author_id": "7", "text": "hello"}], "errors": [fault]}
    async with scripted_server(web.json_response(body)) as server:
        assert isinstance(await raised(open_client(server.url).posts([20, 21], purpose=Purpose.CHECK)), Unreachable)

    assert (spend_guard.spent, spend_guard.open_reservations) == (5_000, {})
