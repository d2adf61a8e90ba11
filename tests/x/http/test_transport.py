"""Over real sockets, against a server that misbehaves: every failure is one of the client's errors, and the ledger stays honest."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Iterator

import pytest
from aiohttp import web

from bot.domain import Purpose
from bot.x.errors import NotAllowed, NotFound, OutcomeUnknown, Paused, Rejected, Unreachable, XCode, XError
from bot.x.retries import READ_ATTEMPTS
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient

ME = {"data": {"id": "42", "username": "harbourlight", "name": "Harbour Light"}}
FOLLOWED = {"data": {"following": True, "pending_follow": False}}

GARBAGE = {
    "html": web.Response(text="<html>Hello</html>", content_type="text/html"),
    "nothing": web.Response(text=""),
    "no content": web.Response(status=204),
    "a list": web.json_response([1, 2]),
    "a number": web.json_response(7),
    "something else's json": web.json_response({"message": "welcome"}),
    "half a json": web.Response(text='{"data": {"id"', content_type="application/json"),
    "not utf-8": web.Response(body=b'{"data": "\xff\xfe"}', content_type="application/json"),
    "deep": web.Response(text="[" * 100_000, content_type="application/json"),
}
OUTAGES = {
    "html": web.Response(status=503, text="<html>Over capacity</html>", content_type="text/html"),
    "empty": web.Response(status=502),
    "problem": web.json_response({"title": "Internal Server Error", "type": "about:blank", "status": 500}, status=500),
    "list": web.json_response([], status=500),
}
STRANGERS = {
    "redirect": web.Response(status=302, headers={"Location": "/elsewhere"}),
    "not modified": web.Response(status=304),
    "firewall": web.Response(status=403, text="<html>Attention required</html>", content_type="text/html"),
    "wrong address": web.Response(status=404, text="nothing here"),
    "gateway": web.Response(status=400, text="Bad Request"),
}


@pytest.mark.parametrize("answer", [*GARBAGE.values(), *OUTAGES.values(), *STRANGERS.values()], ids=lambda answer: f"{answer.status}")
async def test_a_read_without_a_usable_answer_is_tried_three_times_and_then_unreachable(
    answer: web.Response, open_client: OpenClient, spend_guard: FakeSpendGuard, waits: list[float]
) -> None:
    async with scripted_server(answer) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url).me(purpose=Purpose.CHECK)

    assert len(server.requests) == len(spend_guard.reserved) == READ_ATTEMPTS == 3
    assert len(waits) == 2
    assert all(0 < wait <= 3 for wait in waits)
    assert spend_guard.spent == 0


@pytest.mark.parametrize("answer", GARBAGE.values(), ids=GARBAGE)
async def test_a_read_that_succeeded_unreadably_may_have_been_charged_once(
    answer: web.Response, open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    async with scripted_server(answer) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url).me(purpose=Purpose.CHECK)

    assert sum(spend_guard.open_reservations.values()) == 10_000


@pytest.mark.parametrize("answer", [*OUTAGES.values(), *STRANGERS.values()], ids=lambda answer: f"{answer.status}")
async def test_a_read_that_failed_was_not_charged(answer: web.Response, open_client: OpenClient, spend_guard: FakeSpendGuard) -> None:
    async with scripted_server(answer) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url).me(purpose=Purpose.CHECK)

    assert spend_guard.open_reservations == {}


@pytest.mark.parametrize("answer", [*GARBAGE.values(), *OUTAGES.values(), None], ids=str)
async def test_a_write_without_a_usable_answer_is_sent_once_and_its_outcome_and_price_stay_open(
    answer: web.Response | None, open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    async with scripted_server(answer) as server:
        with pytest.raises(OutcomeUnknown):
            await open_client(server.url).follow(7, purpose=Purpose.CHECK)

    assert len(server.requests) == 1
    assert list(spend_guard.open_reservations.values()) == [15_000]


@pytest.mark.parametrize("answer", STRANGERS.values(), ids=STRANGERS)
async def test_a_write_that_the_api_never_saw_did_not_happen(
    answer: web.Response, open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    async with scripted_server(answer) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url).follow(7, purpose=Purpose.CHECK)

    assert [request.path for request in server.requests] == ["/2/users/42/following"]
    assert (spend_guard.open_reservations, spend_guard.spent) == ({}, 0)


async def test_a_broken_connection_is_not_mended_behind_the_spend_guard_s_back(
    open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    async with scripted_server(None, None, web.json_response(ME)) as server:
        assert (await open_client(server.url).me(purpose=Purpose.CHECK)).username == "harbourlight"

    assert len(server.requests) == len(spend_guard.reserved) == 3
    assert len({request.headers["Authorization"] for request in server.requests}) == 3


async def test_an_answer_at_last_settles_what_the_lost_ones_may_have_cost(open_client: OpenClient, spend_guard: FakeSpendGuard) -> None:
    async with scripted_server(None, None, web.json_response(ME)) as server:
        await open_client(server.url).me(purpose=Purpose.CHECK)

    assert (spend_guard.open_reservations, spend_guard.spent) == ({}, 10_000)


async def test_each_request_has_a_connection_of_its_own_so_none_is_lost_on_a_stale_one(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response(FOLLOWED)) as server:
        client = open_client(server.url)
        for user_id in (7, 8, 9):
            await client.follow(user_id, purpose=Purpose.CHECK)

    assert len(server.connections) == 3


async def test_nobody_there_means_nothing_was_sent(open_client: OpenClient, spend_guard: FakeSpendGuard) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(Unreachable):
            await open_client(url).follow(7, purpose=Purpose.CHECK)

    assert (spend_guard.open_reservations, spend_guard.statuses) == ({}, [0])


@pytest.fixture
def deaf_url() -> Iterator[str]:
    """A server that never lets anybody in: its queue of connections is full."""
    with socket.socket() as deaf, socket.socket() as first, socket.socket() as second:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for client in (first, second):
            client.setblocking(False)
            client.connect_ex(deaf.getsockname())
        yield f"http://127.0.0.1:{deaf.getsockname()[1]}"


async def test_time_that_runs_out_while_connecting_means_nothing_was_sent(
    deaf_url: str, open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    with pytest.raises(Unreachable):
        await open_client(deaf_url, timeout=3.0).follow(7, purpose=Purpose.CHECK)

    assert spend_guard.open_reservations == {}


async def test_time_that_runs_out_while_waiting_leaves_a_write_open(open_client: OpenClient, spend_guard: FakeSpendGuard) -> None:
    never = asyncio.Event()
    async with scripted_server(never) as server:
        with pytest.raises(OutcomeUnknown):
            await open_client(server.url, timeout=1.5).follow(7, purpose=Purpose.CHECK)
        never.set()

    assert list(spend_guard.open_reservations.values()) == [15_000]


async def test_a_read_is_not_tried_again_once_it_took_the_whole_time_out(open_client: OpenClient, spend_guard: FakeSpendGuard) -> None:
    never = asyncio.Event()
    async with scripted_server(never) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url, timeout=0.2).me(purpose=Purpose.CHECK)
        never.set()

    assert len(server.requests) == 1
    assert sum(spend_guard.open_reservations.values()) == 10_000


async def test_a_write_that_is_cancelled_on_the_way_leaves_its_reservation_standing(
    open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    never = asyncio.Event()
    async with scripted_server(never) as server:
        follow = asyncio.create_task(open_client(server.url).follow(7, purpose=Purpose.CHECK))
        await asyncio.wait_for(server.arrived.wait(), 5)
        follow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await follow
        never.set()

    assert list(spend_guard.open_reservations.values()) == [15_000]


async def test_while_paused_nothing_is_sent(open_client: OpenClient, spend_guard: FakeSpendGuard) -> None:
    spend_guard.paused = True
    async with scripted_server(web.json_response(ME)) as server:
        client = open_client(server.url)
        with pytest.raises(Paused):
            await client.me(purpose=Purpose.CHECK)
        with pytest.raises(Paused):
            await client.follow(7, purpose=Purpose.CHECK)

    assert server.requests == []


async def test_a_follow_that_x_answers_strangely_is_open(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response({"data": {"following": "perhaps"}})) as server:
        with pytest.raises(OutcomeUnknown):
            await open_client(server.url).follow(7, purpose=Purpose.CHECK)


async def test_an_account_without_a_handle_is_not_believed(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response({"data": {"id": "42"}})) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url).me(purpose=Purpose.CHECK)


async def test_people_are_not_taken_for_gone_when_x_could_not_look_them_up(open_client: OpenClient) -> None:
    fault = {"type": "https://api.x.com/2/problems/internal-error", "title": "Internal Error", "detail": "Try later"}
    async with scripted_server(web.json_response({"data": [{"id": "1", "username": "ada"}], "errors": [fault]})) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url).users([1, 2], purpose=Purpose.CHECK)
    async with scripted_server(web.json_response({"errors": [fault]})) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url).users([1, 2], purpose=Purpose.CHECK)


async def test_an_account_that_x_does_not_find_is_said_to_be_ours(open_client: OpenClient) -> None:
    gone = {"type": "https://api.x.com/2/problems/resource-not-found", "title": "Not Found Error", "detail": "Could not find user"}
    async with scripted_server(web.json_response({"errors": [gone]})) as server:
        client = open_client(server.url)
        with pytest.raises(NotFound, match=XCode.OWN_ACCOUNT_GONE):
            await client.me(purpose=Purpose.CHECK)
        with pytest.raises(NotFound, match=XCode.OWN_ACCOUNT_GONE):
            await client.followers(purpose=Purpose.CHECK, page_size=5)


async def test_a_page_on_which_nobody_is_left_is_an_empty_page(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response({"meta": {"result_count": 0, "next_token": "7140w"}})) as server:
        page = await open_client(server.url).followers(purpose=Purpose.CHECK, page_size=5)

    assert (page.profiles, page.next_token) == ((), "7140w")


async def test_an_x_that_knows_neither_dialect_is_asked_twice_and_no_more(open_client: OpenClient) -> None:
    complaint = {
        "errors": [{"parameters": {"user.fields": ["url"]}, "message": "The `user.fields` query parameter value [url] is not one of []"}]
    }
    async with scripted_server(web.json_response(complaint, status=400)) as server:
        with pytest.raises(Rejected):
            await open_client(server.url).me(purpose=Purpose.CHECK)

    asked = [request.query["user.fields"].split(",") for request in server.requests]
    assert ["most_recent_tweet_id" in fields for fields in asked] == [True, False]


async def test_page_sizes_and_look_ups_beyond_x_s_limits_are_never_sent(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response(ME)) as server:
        client = open_client(server.url)
        for size in (0, 1_001):
            with pytest.raises(ValueError, match="1 to 1000"):
                await client.followers(purpose=Purpose.CHECK, page_size=size)
        with pytest.raises(ValueError, match="at most 100"):
            await client.users(range(1, 102), purpose=Purpose.CHECK)
        assert await client.users([], purpose=Purpose.CHECK) == []

    assert server.requests == []


async def test_a_base_url_may_have_a_path(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response(ME)) as server:
        await open_client(f"{server.url}/gateway/x/").me(purpose=Purpose.CHECK)

    assert [request.path for request in server.requests] == ["/gateway/x/2/users/me"]


async def test_one_debug_line_a_call_and_no_key_in_any_log_or_error(open_client: OpenClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    errors: list[XError] = []
    refusal = web.json_response({"title": "Forbidden", "detail": "You have been blocked.\nAt their request."}, status=403)
    async with scripted_server(web.json_response(ME), refusal, None) as server:
        client = open_client(server.url)
        await client.me(purpose=Purpose.CHECK)
        for _ in range(2):
            try:
                await client.follow(7, purpose=Purpose.CHECK)
            except XError as error:
                errors.append(error)

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot.x")]
    assert [line.rpartition(", ")[0] for line in lines] == [
        "GET /2/users/me 200, charged 10000 micro-dollars",
        "POST /2/users/:id/following 403, charged 0 micro-dollars",
        "POST /2/users/:id/following was not answered",
    ]
    said = caplog.text + "".join(f"{error} {error.detail} {error!r} {vars(error)}" for error in errors) + repr(vars(client))
    for secret in ("consumer-key", "consumer-secret", "access-token", "token-secret", "bearer-token", "OAuth"):
        assert secret not in said
    assert isinstance(errors[0], NotAllowed)
    assert errors[0].detail == "Forbidden You have been blocked. At their request."


async def test_what_x_says_is_bounded_in_the_log(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response({"title": "No", "detail": json.dumps("\u202e" * 10_000)}, status=409)) as server:
        with pytest.raises(Rejected) as caught:
            await open_client(server.url).me(purpose=Purpose.CHECK)

    assert len(caught.value.detail) <= 510
    assert caught.value.detail.isprintable()
