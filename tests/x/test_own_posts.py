"""What the account itself posted, read from the simulated X over real sockets in both dialects, and what that costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, Post, SimulatedX
from bot.domain import Note, Purpose
from bot.x.billing.pricing import PriceList
from bot.x.client import PostPage, XClient
from bot.x.errors import BadCursor, NotFound, RateLimited, Rejected, Unreachable, XCode
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient, keys_of, raised

Say = Callable[..., Post]


@pytest.fixture
def say(x: SimulatedX, clock: SimulatedClock) -> Say:
    """The account posts, a second after what was said before."""

    def said(text: str = "fresh beans", in_reply_to: Post | None = None, quotes: Post | None = None) -> Post:
        clock.advance(timedelta(seconds=1))
        return x.posts(x.account, text, in_reply_to=in_reply_to, quotes=quotes)

    return said


def ids(page: PostPage) -> list[int]:
    return [post.id for post in page.posts]


async def first_page(client: XClient, since_id: int | None = None, page_size: int = 5) -> PostPage:
    return await client.own_posts(purpose=Purpose.OWN_POSTS, since_id=since_id, page_size=page_size)


async def test_an_own_post_says_what_it_answers_and_quotes_in_either_dialect(x: SimulatedX, client: XClient, say: Say) -> None:
    ada = x.joins("ada")
    question, praise = x.posts(ada, "which beans are these?"), x.posts(ada, "lovely coffee")
    plain, answer, both = say("fresh beans"), say("@ada Yirgacheffe", question), say("so kind", question, praise)
    x.posts(x.joins("bo"), "look at that", mentions_account=False, quotes=plain)

    page = await first_page(client)

    told = [(post.id, post.in_reply_to, post.quotes, post.text) for post in page.posts]
    assert told == [
        (both.id, question.id, praise.id, "so kind"),
        (answer.id, question.id, None, "@ada Yirgacheffe"),
        (plain.id, None, None, "fresh beans"),
    ]
    assert {post.author_id for post in page.posts} == {client.account_id}
    assert [post.at for post in page.posts] == [post.created_at for post in (both, answer, plain)]
    assert [post.quote_count for post in page.posts] == [0, 0, 1]
    assert [post.handles for post in page.posts] == [(), ("ada",), ()]
    assert (page.newest_id, page.next_token) == (both.id, None)


async def test_own_posts_come_newest_first_page_by_page(client: XClient, say: Say) -> None:
    posts = [say(f"day {day}") for day in range(12)]

    page = await first_page(client, since_id=posts[0].id)
    read = ids(page)
    while page.next_token:
        page = await client.own_posts(purpose=Purpose.OWN_POSTS, since_id=posts[0].id, page_size=5, token=page.next_token)
        read += ids(page)

    assert read == [post.id for post in reversed(posts[1:])]


async def test_answers_can_be_left_out_between_two_posts(x: SimulatedX, client: XClient, say: Say) -> None:
    asked = x.posts(x.joins("ada"), "which beans are these?")
    first, *between, last = say("fresh beans"), say("Yirgacheffe"), say("@ada Guji", asked), say("closed on Monday"), say("back again")

    page = await client.own_posts(purpose=Purpose.MENTIONS, since_id=first.id, until_id=last.id, replies=False, page_size=5)

    assert ids(page) == [between[2].id, between[0].id]


async def test_what_others_post_is_none_of_them(x: SimulatedX, client: XClient) -> None:
    x.posts(x.joins("ada"), "lovely coffee")

    assert await first_page(client) == PostPage()


@pytest.mark.parametrize(("owns_app", "each"), [(True, 1_000), (False, 5_000)])
async def test_the_ledger_says_what_x_charged(
    owns_app: bool, each: int, x: SimulatedX, dialect: Dialect, open_client: OpenClient, say: Say, spend_guard: FakeSpendGuard
) -> None:
    x.owns_app = owns_app
    client = open_client(x.url, keys_of(x), prices=PriceList(owns_app=owns_app))
    ada = x.joins("ada")
    question, praise = x.posts(ada, "which beans are these?"), x.posts(ada, "lovely coffee")
    first = say("fresh beans")
    say("@ada Yirgacheffe", question)
    say("so kind", question, praise)
    say("and once more", first)

    await first_page(client)
    await first_page(client)  # the same posts on the same day

    # 2.167 tells what a post answers only together with that post; an own one is charged anew unless its price is the same.
    carried = (2 + owns_app) * 5_000 if dialect is Dialect.POST else 0
    assert spend_guard.spent == x.spent_micros == 4 * each + carried
    assert spend_guard.open_reservations == {}


@pytest.mark.parametrize("owns_app", [True, False])
async def test_what_is_reserved_is_the_most_a_page_can_cost(
    owns_app: bool, x: SimulatedX, open_client: OpenClient, dialect: Dialect, spend_guard: FakeSpendGuard
) -> None:
    client = open_client(x.url, keys_of(x), prices=PriceList(owns_app=owns_app))

    await first_page(client, page_size=20)

    asked = Purpose.OWN_POSTS, "GET /2/users/:id/tweets"
    plain = [(*asked, 20_000 if owns_app else 100_000)]
    carrying = [(*asked, 20_000), (*asked, 200_000)] if owns_app else [(*asked, 300_000)]
    assert spend_guard.reserved == (plain if dialect is Dialect.TWEET else plain + carrying)
    assert spend_guard.open_reservations == {}


@pytest.mark.parametrize("owns_app", [True, False])
async def test_an_answer_that_got_lost_stands_until_it_is_asked_again_in_the_same_words(
    owns_app: bool, x: SimulatedX, open_client: OpenClient, say: Say, spend_guard: FakeSpendGuard
) -> None:
    x.owns_app = owns_app
    client = open_client(x.url, keys_of(x), prices=PriceList(owns_app=owns_app))
    question = x.posts(x.joins("ada"), "which beans are these?")
    say("@ada Yirgacheffe", question)
    x.dialect = Dialect.POST
    await client.own_posts(purpose=Purpose.OWN_POSTS, since_id=say("hello").id, page_size=5)
    x.drop_responses(3, method="GET")
    assert isinstance(await raised(first_page(client)), Unreachable)

    x.dialect = Dialect.TWEET
    await first_page(client)
    assert spend_guard.spent < x.spent_micros <= spend_guard.spent + sum(spend_guard.open_reservations.values()), (
        "what came along is still open"
    )
    x.dialect = Dialect.POST
    await first_page(client)
    assert (spend_guard.open_reservations, spend_guard.spent) == ({}, x.spent_micros)


async def test_what_the_account_only_passes_on_is_not_asked_for_and_no_post_of_its_own(open_client: OpenClient) -> None:
    passed_on = {"id": "30", "text": "RT @ada: beans", "referenced_tweets": [{"type": "retweeted", "id": "20"}]}
    async with scripted_server(web.json_response({"data": [passed_on, {"id": "29", "text": "hello"}]})) as server:
        page = await first_page(open_client(server.url))

    assert (ids(page), page.newest_id) == ([29], 30)
    assert server.requests[0].query["exclude"] == "retweets"


async def test_how_much_a_post_may_cost_is_known_before_it_is_asked_for(x: SimulatedX, client: XClient, dialect: Dialect, say: Say) -> None:
    say()
    dearest = 11_000, 11_000, 15_000
    assert (client.own_post_micros, client.mention_micros, client.quote_micros) == dearest, "nobody knows yet how X wants to be asked"

    await first_page(client)

    asked_in_tweets = 1_000, 1_000, 5_000
    expected = asked_in_tweets if dialect is Dialect.TWEET else dearest
    assert (client.own_post_micros, client.mention_micros, client.quote_micros) == expected


@pytest.mark.parametrize("told", [[], [{"id": "20", "text": "hello"}]])
async def test_a_list_that_failed_in_part_inside_x_says_nothing_about_what_is_missing(told: list[object], open_client: OpenClient) -> None:
    fault = {"title": "Internal Error", "type": "https://api.x.com/2/problems/internal-error", "detail": "Try later"}
    body = {"meta": {"result_count": len(told)}, "errors": [fault], **({"data": told} if told else {})}
    async with scripted_server(web.json_response(body)) as server:
        client = open_client(server.url)
        for reading in (
            client.own_posts(purpose=Purpose.CONFIRMATION, since_id=None, page_size=5),
            client.mentions(purpose=Purpose.MENTIONS, since_id=None, page_size=5),
            client.quotes(20, purpose=Purpose.MENTIONS, page_size=10),
        ):
            assert isinstance(await raised(reading), Unreachable)


async def test_the_author_need_not_be_told_nor_paid_for(x: SimulatedX, client: XClient, say: Say) -> None:
    x.dialect = Dialect.POST
    say()

    assert [post.author_id for post in (await first_page(client)).posts] == [client.account_id]
    assert "author_id" not in x.calls[-1].query["expansions"]


async def test_refusals_and_sizes(x: SimulatedX, client: XClient) -> None:
    assert isinstance(
        await raised(client.own_posts(purpose=Purpose.CHECK, since_id=None, page_size=5, token="0123456789abcdef")), BadCursor
    )
    x.rate_limit("posts")
    assert isinstance(await raised(first_page(client)), RateLimited)
    for page_size in (4, 101):
        with pytest.raises(ValueError, match="5 to 100"):
            await first_page(client, page_size=page_size)


async def test_a_post_that_x_does_not_take_to_begin_at_is_said_to_be_so(open_client: OpenClient) -> None:
    words = "'since_id' must be a tweet id created after 2026-08-25. Please use a 'since_id' that is larger than 1"
    async with scripted_server(web.json_response({"errors": [{"message": words}], "title": "Invalid Request"}, status=400)) as server:
        assert type(await raised(first_page(open_client(server.url), since_id=1))) is Rejected


async def test_the_posts_of_an_account_that_is_gone(x: SimulatedX, client: XClient) -> None:
    x.suspends(x.account)

    error = await raised(first_page(client))

    assert isinstance(error, NotFound)
    assert error.note == Note(XCode.OWN_ACCOUNT_GONE)
