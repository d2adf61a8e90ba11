from __future__ import annotations

import time

import aiohttp
import pytest

from bot.demo.x import SimulatedX, Tier
from tests.demo.x.conftest import Caller, usernames


async def test_down_means_html_for_everyone(x: SimulatedX, call: Caller) -> None:
    ada = x.gains_follower("ada")
    x.down = True
    for url in (f"{x.url}/2/users/me", f"{x.url}/intent/follow?user_id={ada.id}", f"{x.url}/ada"):
        reply = await call.raw("GET", url)
        assert (reply.status, reply.content_type) == (503, "text/html")
    x.down = False
    assert (await call.followers()).status == 200
    assert [made.status for made in x.calls] == [503, 200]


async def test_a_dropped_answer_hides_an_act_that_happened(x: SimulatedX, call: Caller) -> None:
    x.tier = Tier.ENTERPRISE
    ada, bo = x.gains_follower("ada"), x.gains_follower("bo")
    x.drop_responses(1)
    assert (await call.followers()).status == 200
    with pytest.raises(aiohttp.ClientConnectionError):
        await call.follow(ada.id)
    assert (await call.follow(bo.id)).status == 200
    assert x.following == (bo, ada)
    assert x.followed_through_api == [ada.id, bo.id]
    assert [made.charged_micros for made in x.calls] == [2_000, 15_000, 15_000]


async def test_refusals_strike_the_calls_that_fit_and_no_others(x: SimulatedX, call: Caller) -> None:
    x.tier = Tier.ENTERPRISE
    ada = x.gains_follower("ada")
    x.refuse(2, status=502, method="POST", path_contains="/following")
    assert (await call("GET", f"/2/users/{x.account.id}/following")).status == 200
    assert (await call.post("Roasting day.")).status == 201
    assert [(await call.follow(ada.id)).status for _ in range(3)] == [502, 502, 200]
    assert x.followed_through_api == [ada.id]


async def test_a_locked_account_can_do_nothing(x: SimulatedX, call: Caller) -> None:
    x.tier, x.locked = Tier.ENTERPRISE, True
    ada = x.gains_follower("ada")
    reply = await call.follow(ada.id)
    assert (reply.status, reply.body["errors"][0]["code"]) == (403, 326)
    assert (await call.followers()).status == 403
    assert x.following == ()


async def test_latency_is_real_time(x: SimulatedX, call: Caller) -> None:
    x.latency = 0.1
    before = time.monotonic()
    await call.followers()
    assert time.monotonic() - before >= 0.1


async def test_unknown_paths_and_methods(x: SimulatedX, call: Caller) -> None:
    assert [(await call("GET", "/2/spaces")).status, (await call("DELETE", "/2/users/me")).status] == [404, 404]


async def test_every_call_is_written_down_and_announced(x: SimulatedX, call: Caller) -> None:
    x.gains_follower("ada")
    heard: list[int] = []
    stop = x.on_change(lambda: heard.append(len(x.calls)))
    await call.followers(max_results=5)
    (made,) = x.calls
    assert (made.method, made.path, made.query) == ("GET", f"/2/users/{x.account.id}/followers", {"max_results": "5"})
    assert (made.at, made.status, made.charged_micros) == (x.clock.now(), 200, 1_000)
    assert heard == [1]
    x.gains_follower("bo")
    assert heard[-1] == 1
    assert len(heard) > 1
    stop()
    before = list(heard)
    await call.followers()
    assert heard == before


async def test_it_can_stop_and_start_again_with_everything_kept(x: SimulatedX, call: Caller) -> None:
    x.gains_follower("ada")
    port = int(x.url.rpartition(":")[2])
    await x.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await call.followers()
    await x.start(port)
    assert usernames(await call.followers()) == ["ada"]
