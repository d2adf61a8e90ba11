"""Over real sockets, against a server that misbehaves: every failure is one of the client's errors, and the ledger stays honest."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import pytest
from aiohttp import web

from bot.domain import Purpose
from bot.x.errors import OutcomeUnknown, Unreachable
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


async def test_a_follow_that_x_answers_strangely_is_open(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response({"data": {"following": "perhaps"}})) as server:
        with pytest.raises(OutcomeUnknown):
            await open_client(server.url).follow(7, purpose=Purpose.CHECK)


async def test_people_are_not_taken_for_gone_when_x_could_not_look_them_up(open_client: OpenClient) -> None:
    fault = {"type": "https://api.x.com/2/problems/internal-error", "title": "Internal Error", "detail": "Try later"}
    async with scripted_server(web.json_response({"data": [{"id": "1", "username": "ada"}], "errors": [fault]})) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url).users([1, 2], purpose=Purpose.CHECK)
    async with scripted_server(web.json_response({"errors": [fault]})) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url).users([1, 2], purpose=Purpose.CHECK)


async def test_a_page_on_which_nobody_is_left_is_an_empty_page(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response({"meta": {"result_count": 0, "next_token": "7140w"}})) as server:
        page = await open_client(server.url).followers(purpose=Purpose.CHECK, page_size=5)

    assert (page.profiles, page.next_token) == ((), "7140w")


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
