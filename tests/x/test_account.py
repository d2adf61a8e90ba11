"""What X says of the team's own account."""

from __future__ import annotations

import pytest
from aiohttp import web

from bot.domain import Purpose
from bot.x.errors import NotFound, Unreachable, XCode
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient

ME = {"data": {"id": "42", "username": "harbourlight", "name": "Harbour Light"}}


async def test_an_account_without_a_handle_is_not_believed(open_client: OpenClient) -> None:
    async with scripted_server(web.json_response({"data": {"id": "42"}})) as server:
        with pytest.raises(Unreachable):
            await open_client(server.url).me(purpose=Purpose.CHECK)


async def test_an_account_that_x_does_not_find_is_said_to_be_ours(open_client: OpenClient) -> None:
    gone = {"type": "https://api.x.com/2/problems/resource-not-found", "title": "Not Found Error", "detail": "Could not find user"}
    async with scripted_server(web.json_response({"errors": [gone]})) as server:
        client = open_client(server.url)
        with pytest.raises(NotFound, match=XCode.OWN_ACCOUNT_GONE):
            await client.me(purpose=Purpose.CHECK)
        with pytest.raises(NotFound, match=XCode.OWN_ACCOUNT_GONE):
            await client.followers(purpose=Purpose.CHECK, page_size=5)
