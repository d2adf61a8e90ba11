"""Which names of its fields X knows is learnt from its answers, one refusal at a time."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from bot.demo.x import Dialect, SimulatedX
from bot.domain import Purpose
from bot.x.client import XClient
from bot.x.errors import Rejected
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient


async def test_the_dialect_is_learnt_from_one_refusal_and_remembered(
    x: SimulatedX, client: XClient, dialect: Dialect, spend_guard: FakeSpendGuard
) -> None:
    await client.followers(purpose=Purpose.CHECK, page_size=5)
    await client.followers(purpose=Purpose.CHECK, page_size=5)
    await client.me(purpose=Purpose.CHECK)

    refused = [400] if dialect is Dialect.POST else []
    assert [call.status for call in x.calls] == [*refused, 200, 200, 200]
    assert spend_guard.open_reservations == {}


async def test_several_reads_at_once_learn_the_same_dialect(x: SimulatedX, client: XClient) -> None:
    await asyncio.gather(*(client.followers(purpose=Purpose.CHECK, page_size=5) for _ in range(4)))
    before = len(x.calls)

    await client.followers(purpose=Purpose.CHECK, page_size=5)

    assert [call.status for call in list(x.calls)[before:]] == [200]


async def test_x_may_change_its_dialect_at_any_time(x: SimulatedX, client: XClient) -> None:
    x.gains_follower("ada", posts=5)
    for spoken in (Dialect.POST, Dialect.TWEET, Dialect.POST):
        x.dialect = spoken
        assert (await client.followers(purpose=Purpose.CHECK, page_size=5)).profiles[0].posts == 5


async def test_an_x_that_knows_neither_dialect_is_asked_twice_and_no_more(open_client: OpenClient) -> None:
    complaint = {
        "errors": [{"parameters": {"user.fields": ["url"]}, "message": "The `user.fields` query parameter value [url] is not one of []"}]
    }
    async with scripted_server(web.json_response(complaint, status=400)) as server:
        with pytest.raises(Rejected):
            await open_client(server.url).me(purpose=Purpose.CHECK)

    asked = [request.query["user.fields"].split(",") for request in server.requests]
    assert ["most_recent_tweet_id" in fields for fields in asked] == [True, False]
