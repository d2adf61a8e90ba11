"""What X's activity stream tells, what it costs, and how it ends."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import timedelta

import pytest
from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX
from bot.x.client import Credentials, XClient
from bot.x.errors import (
    BadBearerToken,
    Locked,
    NotAllowed,
    OutOfCredits,
    Paused,
    RateLimited,
    Rejected,
    Unreachable,
    XError,
)
from bot.x.stream.events import FollowEvent
from tests.support.scripted_server import scripted_server
from tests.x.conftest import keys_of, raised
from tests.x.stream.conftest import KINDS, EventSpendGuard, Open, collect, line, listening, sent, the_next


async def test_a_pause_stops_the_stream_at_its_next_word(x: SimulatedX, client: XClient, spend_guard: EventSpendGuard) -> None:
    async with listening(client) as told:
        spend_guard.paused = True
        ada = x.gains_follower("ada")
        (came,) = await collect(told, 1)
        assert isinstance(came, FollowEvent)
        assert came.profile.user_id == ada.id
        assert isinstance(await raised(the_next(told)), Paused)
    assert (spend_guard.spent, spend_guard.open_reservations) == (x.spent_micros, {})

    sent_before = len(x.calls)
    with pytest.raises(Paused):
        async with listening(client, subscribe=False):
            pytest.fail("connected while paused")
    assert len(x.calls) == sent_before


async def test_a_blank_line_says_that_x_is_there(x: SimulatedX, client: XClient) -> None:
    x.keep_alive = 0.05
    async with listening(client) as told:
        assert await the_next(told) == []
        assert await the_next(told) == []


async def test_a_stream_that_falls_silent_is_noticed(x: SimulatedX, open_x: Open, spend_guard: EventSpendGuard) -> None:
    client = open_x(x.url, keys_of(x), silence=0.8)
    x.keep_alive = 0.05
    async with listening(client) as told:
        await the_next(told)
        x.stall_streams = True
        while not isinstance(failure := await raised(the_next(told)), Unreachable):
            pytest.fail(repr(failure))

    assert spend_guard.open_reservations == {}


async def test_an_x_that_never_answers_is_given_up(open_x: Open, spend_guard: EventSpendGuard) -> None:
    never = asyncio.Event()
    async with scripted_server(never) as server:
        with pytest.raises(Unreachable):
            async with listening(open_x(server.url, silence=0.2), subscribe=False):
                pytest.fail("connected to nobody")
        never.set()

    assert sum(spend_guard.open_reservations.values()) == 0


async def test_a_close_in_good_order_is_the_end_and_a_broken_line_an_error(
    x: SimulatedX, client: XClient, spend_guard: EventSpendGuard
) -> None:
    async with listening(client) as told:
        x.close_streams()
        with pytest.raises(StopAsyncIteration):
            await the_next(told)
    async with listening(client) as told:
        x.abort_streams()
        assert isinstance(await raised(the_next(told)), Unreachable)

    assert [call.status for call in x.calls if call.path.endswith("/stream")] == [200, 200], "connecting again is somebody else's decision"
    assert spend_guard.open_reservations == {}


async def test_whoever_closes_the_stream_ends_its_reader(x: SimulatedX, client: XClient) -> None:
    async with listening(client) as told:
        reader = asyncio.create_task(the_next(told))
        await asyncio.sleep(0)
        client.events.close()
        with pytest.raises(StopAsyncIteration):
            await reader


async def test_what_was_missed_is_told_where_x_looks_back(x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    await client.subscriptions.sync(KINDS)
    clock.advance(timedelta(minutes=1))
    ada = x.gains_follower("ada")
    clock.advance(timedelta(minutes=1))

    async with listening(client, backfill_minutes=3) as told:
        (came,) = await collect(told, 1)

    assert isinstance(came, FollowEvent)
    assert came.profile.user_id == ada.id


@pytest.mark.parametrize("status", [400, 403])
async def test_a_plan_that_may_not_look_back_hears_what_happens_now(status: int, open_x: Open) -> None:
    refusal = web.json_response({"title": "Not authorized", "detail": "backfill_minutes is not authorized for this plan"}, status=status)
    async with scripted_server(refusal, sent(b"\r\n"), sent(b"\r\n")) as server:
        client = open_x(server.url)
        for _ in range(2):
            async with listening(client, subscribe=False, backfill_minutes=9) as told:
                assert await the_next(told) == []

    assert [dict(request.query) for request in server.requests] == [{"backfill_minutes": "5"}, {}, {}]


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"title": "Unauthorized"}, BadBearerToken),
        (402, {"title": "CreditsDepleted"}, OutOfCredits),
        (403, {"title": "Client Forbidden", "type": "https://api.x.com/2/problems/client-forbidden"}, NotAllowed),
        (403, {"errors": [{"code": 326, "message": "this account is temporarily locked"}]}, Locked),
        (429, {"title": "ConnectionException", "connection_issue": "TooManyConnections"}, RateLimited),
        (409, {"title": "Conflict"}, Rejected),
        (503, {"title": "Service Unavailable"}, Unreachable),
    ],
)
async def test_a_refusal_to_connect(
    status: int, body: dict[str, object], error: type[XError], open_x: Open, spend_guard: EventSpendGuard
) -> None:
    async with scripted_server(web.json_response(body, status=status)) as server:
        with pytest.raises(error) as caught:
            async with listening(open_x(server.url), subscribe=False):
                pytest.fail("connected all the same")

    assert type(caught.value) is error
    assert all(request.headers["Authorization"] == "Bearer bearer-token" for request in server.requests)
    assert [type(told) for told in spend_guard.refusals] == ([error] if error in (OutOfCredits, Locked) else [])
    assert (spend_guard.spent, sum(spend_guard.open_reservations.values())) == (0, 0)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"errors": [{"title": "operational-disconnect", "disconnect_type": "UpstreamOperationalDisconnect"}]}, Unreachable),
        ({"title": "ConnectionException", "detail": "This stream is currently at the maximum allowed connection limit."}, Unreachable),
        ({"errors": [{"title": "CreditsDepleted", "type": "https://api.x.com/2/problems/credits"}]}, OutOfCredits),
        ({"errors": [{"title": "CreditsDepleted", "status": 402}]}, OutOfCredits),
        ({"errors": [{"title": "Forbidden", "status": 403}]}, NotAllowed),
        ({"errors": [{"title": "Too Many Requests", "status": 429}]}, RateLimited),
        ({"errors": [{"status": 200}], "data": None}, Unreachable),
        ({"errors": "all of them"}, Unreachable),
    ],
)
async def test_a_word_of_x_about_why_it_ends_the_stream(
    body: dict[str, object], error: type[XError], open_x: Open, spend_guard: EventSpendGuard
) -> None:
    async with (
        scripted_server(sent(line(), json.dumps(body).encode() + b"\r\n")) as server,
        listening(open_x(server.url), subscribe=False) as told,
    ):
        assert len(await collect(told, 1)) == 1
        assert type(await raised(the_next(told))) is error

    assert [type(one) for one in spend_guard.refusals] == ([OutOfCredits] if error is OutOfCredits else [])
    assert (spend_guard.spent, spend_guard.open_reservations) == (10_000, {})


async def test_a_line_that_does_not_end_is_not_waited_for(open_x: Open) -> None:
    async with scripted_server(sent(b"x" * 3_000_000)) as server, listening(open_x(server.url), subscribe=False) as told:
        assert isinstance(await raised(collect(told, 1)), Unreachable)


async def test_a_line_may_come_in_pieces(open_x: Open) -> None:
    arrived = asyncio.Event()

    async def piecemeal(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        whole = b"\r\n" + line(uuid="1") + line(uuid="2")
        await response.write(whole[:90])
        await arrived.wait()
        await response.write(whole[90:])
        return response

    app = web.Application()
    app.router.add_get("/2/activity/stream", piecemeal)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        async with listening(open_x(f"http://{host}:{port}"), subscribe=False) as told:
            assert await the_next(told) == []
            arrived.set()
            assert [event.uuid for event in await collect(told, 2)] == ["1", "2"]
    finally:
        await runner.cleanup()


async def test_no_token_is_in_any_log(x: SimulatedX, client: XClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    async with listening(client) as told:
        x.gains_follower("ada")
        await collect(told, 1)

    assert x.credentials.bearer_token not in caplog.text


async def test_without_a_bearer_token_there_is_no_stream(x: SimulatedX, open_x: Open) -> None:
    keys = x.credentials
    own = Credentials(keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret)

    assert not open_x(x.url, own).events.available
    assert open_x(x.url, keys_of(x)).events.available
