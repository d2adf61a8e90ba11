"""ReplyDetails on the simulated X and on server ones: what is sent, once and unchanged; what it costs; and what the team is told."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.demo.x import Post, SimulatedX, Tier
from bot.domain import Purpose
from bot.x.billing.pricing import PriceList
from bot.x.client import REPLY, XClient
from bot.x.errors import (
    Blocked,
    Duplicate,
    Locked,
    NotAllowed,
    NotSummoned,
    OutcomeUnknown,
    OutOfCredits,
    Paused,
    PostGone,
    RateLimited,
    RepliesRestricted,
    TextRefused,
    Unreachable,
    XCode,
    XError,
)
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient, keys_of, raised

TRICKY = [
    "Thank you! 🫘☕👩‍👩‍👧 — see you on the quay",
    "two lines\n\nand a tab\there",
    '"quotes", \\backslashes\\, <tags> & ampersands; 100% #beans $BEAN',
    "مرحبا بكم ‏🙂",
    " spaces at both ends ",
    "line\u2028separator and e\u0301 and ﷽",
]


@pytest.fixture
def asked(x: SimulatedX, clock: SimulatedClock) -> Post:
    """Somebody asks the account something."""
    post = x.posts(x.joins("ada"), "which beans are these?")
    clock.advance(timedelta(minutes=1))
    return post


async def answer(client: XClient, to: int, text: str = "Yirgacheffe, washed.", *, summoned: bool = True) -> int:
    return await client.reply(text, to=to, summoned=summoned, purpose=Purpose.REPLY)


def answers(x: SimulatedX) -> list[tuple[str, int | None]]:
    """What the account has posted, newest first, and what each answers."""
    return [(post.text, post.in_reply_to.id if post.in_reply_to else None) for post in x.timeline.by(x.account)]


def posted(x: SimulatedX) -> int:
    return sum(call.method == "POST" for call in x.calls)


@pytest.mark.parametrize("text", TRICKY)
async def test_a_reply_is_on_x_byte_for_byte_under_the_post_that_it_answers(text: str, x: SimulatedX, client: XClient, asked: Post) -> None:
    post_id = await answer(client, asked.id, text)

    assert answers(x) == [(text, asked.id)]
    assert post_id == next(x.timeline.by(x.account)).id
    assert posted(x) == 1


async def test_the_request_says_the_text_and_the_post_and_nothing_else(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response({"data": {"id": "77", "text": "Thanks"}}, status=201)) as server:
        assert await answer(open_client(server.url), 20, "Thanks") == 77

    assert [(request.method, request.path) for request in server.requests] == [("POST", "/2/tweets")]
    assert json.loads(server.bodies[0]) == {"text": "Thanks", "reply": {"in_reply_to_tweet_id": "20"}}


@pytest.mark.parametrize(
    ("text", "summoned", "micros"),
    [("Thank you!", True, 10_000), ("Thank you!", False, 15_000), ("All of it: https://harbourlight.com/beans", True, 200_000)],
)
async def test_the_ledger_says_what_x_charged(
    text: str, summoned: bool, micros: int, x: SimulatedX, client: XClient, asked: Post, spend_guard: FakeSpendGuard
) -> None:
    to = asked if summoned else x.posts(asked.author, "good morning, quay", mentions_account=False)

    await answer(client, to.id, text, summoned=summoned)

    assert spend_guard.reserved == [(Purpose.REPLY, REPLY, micros)]
    assert (spend_guard.spent, spend_guard.open_reservations) == (x.spent_micros, {}) == (micros, {})


async def test_what_the_owner_says_a_reply_costs_is_what_is_reserved(
    x: SimulatedX, open_client: OpenClient, asked: Post, spend_guard: FakeSpendGuard
) -> None:
    await answer(open_client(x.url, keys_of(x), prices=PriceList({"summoned_reply": 12_000})), asked.id)

    assert (spend_guard.reserved, spend_guard.spent) == ([(Purpose.REPLY, REPLY, 12_000)], 12_000)


async def test_a_reply_whose_answer_is_lost_is_in_doubt_and_was_sent_once(
    x: SimulatedX, client: XClient, asked: Post, spend_guard: FakeSpendGuard
) -> None:
    x.drop_responses(1, method="POST")

    assert isinstance(await raised(answer(client, asked.id)), OutcomeUnknown)

    assert answers(x) == [("Yirgacheffe, washed.", asked.id)]
    assert posted(x) == 1
    assert list(spend_guard.open_reservations.values()) == [x.spent_micros] == [10_000]


async def test_a_doubtful_reply_is_found_among_the_account_s_own_posts(x: SimulatedX, client: XClient, asked: Post) -> None:
    x.drop_responses(1, method="POST")
    await raised(answer(client, asked.id))

    page = await client.own_posts(purpose=Purpose.CONFIRMATION, since_id=asked.id, page_size=5)

    assert [(post.text, post.in_reply_to) for post in page.posts] == [("Yirgacheffe, washed.", asked.id)]


@pytest.mark.parametrize(
    "odd_answer",
    [
        web.json_response({"data": {"text": "Thanks"}}, status=201),
        web.json_response({"data": {"id": "x"}}, status=201),
        web.json_response({"data": {"id": True}}, status=201),
        web.json_response({"data": []}, status=201),
        web.json_response({"data": "77"}, status=201),
        web.json_response({"meta": {}}, status=201),
        web.json_response([], status=201),
        web.Response(status=201, text="<html>OK</html>", content_type="text/html"),
        web.Response(status=204),
        web.json_response({"errors": [{"detail": "Hm"}]}),
        web.json_response({"title": "Internal Error"}, status=500),
        web.Response(status=302, headers={"Location": "/elsewhere"}),
        None,
    ],
)
async def test_an_answer_that_names_no_post_leaves_it_in_doubt(
    odd_answer: web.Response | None, open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    async with scripted_server(odd_answer) as server:
        error = await raised(answer(open_client(server.url), 20, "Thanks"))

    assert isinstance(error, OutcomeUnknown | Unreachable)
    assert isinstance(error, OutcomeUnknown) == (odd_answer is None or odd_answer.status != 302)
    assert len(server.requests) == 1
    assert spend_guard.spent + sum(spend_guard.open_reservations.values()) == (10_000 if isinstance(error, OutcomeUnknown) else 0)


async def test_an_x_that_cannot_be_reached_was_not_told_anything(open_client: OpenClient, spend_guard: FakeSpendGuard) -> None:
    async with scripted_server(None) as server:
        url = server.url

    assert isinstance(await raised(answer(open_client(url), 20)), Unreachable)
    assert (spend_guard.spent, spend_guard.open_reservations) == (0, {})


async def refused(x: SimulatedX, client: XClient, to: int, text: str = "Thank you!") -> XError:
    """Why X does not take this reply; nothing is posted or charged."""
    before, spent = answers(x), x.spent_micros
    error = await raised(answer(client, to, text))
    assert (answers(x), x.spent_micros) == (before, spent)
    return error


async def test_each_refusal_of_x_is_told_apart(
    x: SimulatedX, client: XClient, asked: Post, clock: SimulatedClock, spend_guard: FakeSpendGuard
) -> None:
    x.tier = Tier.SELF_SERVE
    ada, bo = asked.author, x.joins("bo")
    unasked = x.posts(bo, "good morning, quay", mentions_account=False)
    restricted = x.posts(
        ada, "only friends may answer", mentions_account=False, quotes=x.posts(x.account, "News"), reply_settings="following"
    )
    deleted = x.posts(ada, "oh, never mind")
    x.deletes(deleted)

    assert type(await refused(x, client, unasked.id)) is NotSummoned
    assert type(await refused(x, client, restricted.id)) is RepliesRestricted
    assert type(await refused(x, client, deleted.id)) is PostGone
    assert type(await refused(x, client, 12)) is PostGone
    assert (await refused(x, client, asked.id, "w" * 281)).note.code is XCode.TEXT_TOO_LONG
    assert (await refused(x, client, asked.id, "We take $BEAN and $MILK")).note.code is XCode.CASHTAGS
    assert type(await refused(x, client, asked.id, "   ")) is TextRefused
    x.blocks(ada)
    assert type(await refused(x, client, asked.id)) is Blocked
    x.unblocks(ada)
    await answer(client, asked.id, "Thank you!")
    clock.advance(timedelta(minutes=1))
    again = x.posts(bo, "and which are these?")
    assert type(await refused(x, client, again.id, "Thank you!")) is Duplicate
    assert (spend_guard.spent, spend_guard.open_reservations) == (x.spent_micros, {})


async def test_who_is_gone_protected_or_locked(x: SimulatedX, client: XClient, asked: Post) -> None:
    x.suspends(asked.author)
    assert type(await refused(x, client, asked.id)) is PostGone
    x.reinstates(asked.author)
    asked.author.protected = True
    assert type(await refused(x, client, asked.id)) is PostGone
    asked.author.protected = False
    x.locked = True
    assert type(await refused(x, client, asked.id)) is Locked
    x.locked, x.credits = False, False
    assert type(await refused(x, client, asked.id)) is OutOfCredits


async def test_enterprise_answers_whom_it_likes(x: SimulatedX, client: XClient) -> None:
    unasked = x.posts(x.joins("bo"), "good morning, quay", mentions_account=False)

    await answer(client, unasked.id, "Good morning!", summoned=False)

    assert answers(x) == [("Good morning!", unasked.id)]


async def test_who_quotes_the_account_has_asked_for_it(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    x.tier = Tier.SELF_SERVE
    own = x.posts(x.account, "fresh beans")
    quote = x.posts(x.joins("bo"), "look at that", mentions_account=False, quotes=own)

    await answer(client, quote.id)

    assert answers(x)[0] == ("Yirgacheffe, washed.", quote.id)
    assert spend_guard.spent == x.spent_micros == 10_000


async def test_an_app_that_may_not_post_is_told_apart(open_client: OpenClient) -> None:
    body = {"title": "Client Forbidden", "type": "https://api.twitter.com/2/problems/client-forbidden", "reason": "client-not-enrolled"}
    async with scripted_server(
        web.json_response(body, status=403), web.json_response({"data": {"id": "42", "username": "acme"}})
    ) as server:
        error = await raised(answer(open_client(server.url), 20))

    assert type(error) is NotAllowed
    assert error.tier


async def test_a_rate_limit_or_a_pause_holds_replies_back_and_nothing_else(
    x: SimulatedX, client: XClient, asked: Post, spend_guard: FakeSpendGuard
) -> None:
    await answer(client, asked.id)
    x.rate_limit("post")
    assert isinstance(await raised(answer(client, asked.id, "And one more")), RateLimited)
    sent = len(x.calls)
    assert isinstance(await raised(answer(client, asked.id, "And one more")), RateLimited)
    spend_guard.paused = True
    assert isinstance(await raised(client.me(purpose=Purpose.CHECK)), Paused)
    assert len(x.calls) == sent
    spend_guard.paused = False

    await client.me(purpose=Purpose.CHECK)
