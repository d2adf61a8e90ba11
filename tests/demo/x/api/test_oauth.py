from __future__ import annotations

from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from tweepy.asynchronous import AsyncClient
from yarl import URL

from bot.demo.x import Credentials, SimulatedX
from tests.demo.x.conftest import Caller, Method, signer


class LoopbackTweepy(AsyncClient):  # type: ignore[misc]  # tweepy has no types
    """tweepy's own client and signature, at another address: it writes its base URL into every call."""

    base = ""

    async def request(self, method: Method, route: str, params: Any = None, json: Any = None, user_auth: bool = False) -> Any:
        keys = Credentials(self.consumer_key, self.consumer_secret, self.access_token, self.access_token_secret, "")
        url = str(URL(self.base + route).with_query(sorted((params or {}).items())))
        url, headers, _ = signer(keys).sign(url, method)
        before, mark, query = url.partition("?")
        encoded = URL(f"{before}{mark}{query.replace(':', '%3A')}", encoded=True)
        async with aiohttp.ClientSession() as session, session.request(method, encoded, json=json, headers=headers) as response:
            await response.read()
            assert response.status < 300, await response.text()
            return response


def tweepy_for(x: SimulatedX) -> LoopbackTweepy:
    keys = x.credentials
    client = LoopbackTweepy(None, keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret)
    client.base = x.url
    return client


async def test_tweepy_reads_followers(x: SimulatedX) -> None:
    ada = x.gains_follower("ada", followers=1_234, bio="Filter coffee & rain, 100 %")
    reply = await tweepy_for(x).get_users_followers(
        x.account.id, max_results=5, user_fields=["public_metrics", "description", "created_at", "connection_status"], user_auth=True
    )
    (user,) = reply.data
    assert (user.id, user.username, user.description) == (ada.id, "ada", ada.bio)
    assert user.public_metrics["followers_count"] == 1_234
    assert user["connection_status"] == ["followed_by"]


async def test_tweepy_signs_times_and_commas(x: SimulatedX) -> None:
    x.posts(x.gains_follower("ada"), "Hello!")
    reply = await tweepy_for(x).get_users_mentions(
        x.account.id, start_time="2026-08-31T10:00:00Z", tweet_fields=["author_id", "created_at"], user_auth=True
    )
    assert [post.text for post in reply.data] == ["@harbourlight Hello!"]


async def test_tweepy_knows_the_account_from_the_access_token(x: SimulatedX) -> None:
    assert x.credentials.access_token.partition("-")[0] == str(x.account.id)


@pytest.mark.parametrize("wrong", ["consumer_key", "consumer_secret", "access_token", "access_token_secret"])
async def test_a_wrong_key_is_refused(x: SimulatedX, call: Caller, wrong: str) -> None:
    right: str = getattr(x.credentials, wrong)
    keys = replace(x.credentials, **{wrong: right[:-1] + ("b" if right.endswith("a") else "a")})
    url = f"{x.url}/2/users/me"
    _, headers, _ = signer(keys).sign(url, "GET")
    reply = await call.raw("GET", url, headers=headers)
    assert (reply.status, reply.body["title"]) == (401, "Unauthorized")


async def test_a_signature_is_good_for_one_url_and_one_call(x: SimulatedX, call: Caller) -> None:
    url = f"{x.url}/2/users/me"
    _, headers, _ = signer(x.credentials).sign(url, "GET")
    other = await call.raw("GET", f"{url}?user.fields=created_at", headers=headers)
    assert other.status == 401

    _, headers, _ = signer(x.credentials).sign(url, "GET")
    statuses = [(await call.raw("GET", url, headers=headers)).status for _ in range(2)]
    assert statuses == [200, 401]


@pytest.mark.parametrize("header", ["", "Bearer nonsense", "OAuth nonsense", 'OAuth oauth_token="é"', "Basic YTpi"])
async def test_no_proof_no_answer(x: SimulatedX, call: Caller, header: str) -> None:
    reply = await call.raw("GET", f"{x.url}/2/users/me", headers={"Authorization": header})
    assert reply.status == 401
    assert x.spent_micros == 0


async def test_the_app_alone_reads_public_things_but_is_nobody(x: SimulatedX, call: Caller) -> None:
    x.gains_follower("ada")
    reply = await call("GET", f"/2/users/{x.account.id}/followers", bearer=True, query={"user.fields": "connection_status"})
    assert reply.status == 200
    assert "connection_status" not in reply.body["data"][0]
    assert (await call("GET", "/2/users/me", bearer=True)).body["title"] == "Unsupported Authentication"
    assert (await call("POST", "/2/tweets", {"text": "Hello"}, bearer=True)).status == 403
