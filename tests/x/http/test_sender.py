"""What stands in the ledger and in the log when a call is lost, cancelled, paused, refused or answered at last."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest
from aiohttp import web

from bot.domain import Purpose
from bot.x.errors import NotAllowed, Paused, Rejected, Unreachable, XError
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient

ME = {"data": {"id": "42", "username": "harbourlight", "name": "Harbour Light"}}


async def test_an_answer_at_last_settles_what_the_lost_ones_may_have_cost(open_client: OpenClient, spend_guard: FakeSpendGuard) -> None:
    async with scripted_server(None, None, web.json_response(ME)) as server:
        await open_client(server.url).me(purpose=Purpose.CHECK)

    assert (spend_guard.open_reservations, spend_guard.spent) == ({}, 10_000)


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
