"""Nothing is sent that X would refuse: over real sockets, with many callers at once, after a restart, and with clocks that are wrong."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX
from bot.domain import Purpose, RateLimit
from bot.x.client import FOLLOW, XClient
from bot.x.errors import RateLimited, Unreachable, XError
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient, keys_of, raised

ME = "GET /2/users/me"


@pytest.fixture
def dialect() -> Dialect:
    """One: learning the other takes a call of its own."""
    return Dialect.TWEET


async def limited_until(attempt: Awaitable[object]) -> datetime:
    error = await raised(attempt)
    assert isinstance(error, RateLimited)
    return error.until


async def outcomes_of(client: XClient, times: int) -> list[object]:
    """What so many callers hear who all ask for the account at once."""
    return await asyncio.gather(*(client.me(purpose=Purpose.CHECK) for _ in range(times)), return_exceptions=True)


def me(remaining: int, reset: datetime, *, date: datetime | None = None) -> web.Response:
    told = {"x-rate-limit-limit": "75", "x-rate-limit-remaining": str(remaining), "x-rate-limit-reset": str(int(reset.timestamp()))}
    if date is not None:
        told["Date"] = format_datetime(date, usegmt=True)
    return web.json_response({"data": {"id": "42", "username": "harbourlight", "name": "Harbour Light"}}, headers=told)


async def test_of_fifty_callers_as_many_are_sent_as_x_has_places_left(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    ada = x.gains_follower("ada")
    for _ in range(47):
        await client.follow(ada.id, purpose=Purpose.FOLLOW_BACK)

    follows = [client.follow(ada.id, purpose=Purpose.FOLLOW_BACK) for _ in range(50)]
    outcomes = Counter(type(outcome).__name__ for outcome in await asyncio.gather(*follows, return_exceptions=True))

    assert outcomes == {"FollowResult": 3, "RateLimited": 47}
    assert [call.status for call in x.calls] == [200] * 50
    assert len(spend_guard.reserved) == 50, "nobody who had to wait took money"


async def test_those_who_wait_hear_at_once_until_when_and_hold_nobody_else_up(
    x: SimulatedX, client: XClient, clock: SimulatedClock
) -> None:
    await client.followers(purpose=Purpose.CHECK, page_size=5)
    x.rate_limit("followers")
    until = await limited_until(client.followers(purpose=Purpose.CHECK, page_size=5))
    x.latency = 30.0

    async with asyncio.timeout(20):
        assert await limited_until(client.followers(purpose=Purpose.CHECK, page_size=5)) == until
    x.latency = 0.0
    await client.following(purpose=Purpose.CHECK, page_size=5)
    assert clock.now() < until <= clock.now() + timedelta(minutes=15)


async def test_a_limit_outlives_a_restart(
    x: SimulatedX, open_client: OpenClient, spend_guard: FakeSpendGuard, clock: SimulatedClock
) -> None:
    first = open_client(x.url, keys_of(x))
    x.rate_limit("me")
    until = await limited_until(first.me(purpose=Purpose.CHECK))
    sent = len(x.calls)

    again = open_client(x.url, keys_of(x))
    outcomes = await outcomes_of(again, 20)

    assert {type(outcome) for outcome in outcomes} == {RateLimited}
    assert {outcome.until for outcome in outcomes if isinstance(outcome, RateLimited)} == {until}
    assert len(x.calls) == sent
    assert spend_guard.limit_loads == 2, "once a client"
    assert again.limits.snapshot() == list(spend_guard.limits.values())
    clock.advance(until - clock.now())
    await again.me(purpose=Purpose.CHECK)


async def test_what_was_kept_is_looked_up_again_when_that_failed(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    known_limits = spend_guard.known_limits

    async def broken() -> list[RateLimit]:
        raise OSError("the disk is gone")

    spend_guard.known_limits = broken  # type: ignore[method-assign]
    with pytest.raises(OSError, match="disk"):
        await client.me(purpose=Purpose.CHECK)
    spend_guard.known_limits = known_limits  # type: ignore[method-assign]

    assert not x.calls
    await client.me(purpose=Purpose.CHECK)


async def test_every_answer_leaves_the_limit_behind_whatever_it_was(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    ada = x.gains_follower("ada")
    await client.follow(ada.id, purpose=Purpose.FOLLOW_BACK)
    assert spend_guard.limits[FOLLOW].remaining == 49

    await raised(client.follow(12, purpose=Purpose.FOLLOW_BACK))
    assert spend_guard.limits[FOLLOW].remaining == 48

    await client.me(purpose=Purpose.CHECK)
    assert spend_guard.limits[ME].limit == 75


@pytest.mark.parametrize("wrong_by", [timedelta(hours=-9), timedelta(hours=5)])
async def test_clocks_that_disagree_by_hours_wait_for_as_long_as_x_means(
    wrong_by: timedelta, x: SimulatedX, client: XClient, clock: SimulatedClock
) -> None:
    x.clock_error = wrong_by
    await client.followers(purpose=Purpose.CHECK, page_size=5)
    clock.advance(timedelta(minutes=5))
    x.rate_limit("followers")

    assert await limited_until(client.followers(purpose=Purpose.CHECK, page_size=5)) == clock.now() + timedelta(minutes=10)
    clock.advance(timedelta(minutes=10))
    await client.followers(purpose=Purpose.CHECK, page_size=5)


@pytest.mark.parametrize("wrong_by", [timedelta(hours=-9), timedelta(hours=5)])
async def test_nothing_is_sent_too_early_by_a_clock_that_is_wrong(
    wrong_by: timedelta, open_client: OpenClient, clock: SimulatedClock
) -> None:
    xs_time = clock.now() + wrong_by
    async with scripted_server(
        me(1, xs_time + timedelta(minutes=9), date=xs_time), me(0, xs_time + timedelta(minutes=9), date=xs_time)
    ) as server:
        client = open_client(server.url)
        await client.me(purpose=Purpose.CHECK)
        await client.me(purpose=Purpose.CHECK)
        clock.advance(timedelta(minutes=8))
        assert await limited_until(client.me(purpose=Purpose.CHECK)) == clock.now() + timedelta(minutes=1)

    assert len(server.requests) == 2


async def test_an_x_that_says_429_and_nothing_else_is_asked_ever_more_rarely(x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    x.sends_rate_limits = False
    x.refuse(5, status=429)
    waits = []
    for _ in range(5):
        wait = await limited_until(client.me(purpose=Purpose.CHECK)) - clock.now()
        assert {type(outcome) for outcome in await outcomes_of(client, 10)} == {RateLimited}
        waits.append(wait.total_seconds() / 60)
        clock.advance(wait)

    assert waits == [1, 2, 4, 8, 15]
    assert len(x.calls) == 5
    await client.me(purpose=Purpose.CHECK)


async def test_a_limit_that_other_tools_of_the_team_use_up_is_learnt_from_every_answer(x: SimulatedX, open_client: OpenClient) -> None:
    ours, theirs = open_client(x.url, keys_of(x)), open_client(x.url, keys_of(x))
    await ours.me(purpose=Purpose.CHECK)
    for _ in range(72):
        await theirs.me(purpose=Purpose.CHECK)
    await ours.me(purpose=Purpose.CHECK)

    outcomes = await outcomes_of(ours, 10)

    assert sum(not isinstance(outcome, XError) for outcome in outcomes) == 1
    assert 429 not in {call.status for call in x.calls}


async def test_a_429_that_comes_early_costs_one_call(x: SimulatedX, open_client: OpenClient) -> None:
    ours, theirs = open_client(x.url, keys_of(x)), open_client(x.url, keys_of(x))
    await ours.me(purpose=Purpose.CHECK)
    for _ in range(74):
        await theirs.me(purpose=Purpose.CHECK)

    for _ in range(20):
        await limited_until(ours.me(purpose=Purpose.CHECK))

    assert [call.status for call in x.calls].count(429) == 1


async def test_a_try_that_is_repeated_takes_its_place_again(x: SimulatedX, client: XClient) -> None:
    await client.me(purpose=Purpose.CHECK)
    before = {limit.endpoint: limit.remaining for limit in client.limits.snapshot()}[ME]
    x.drop_responses(2, method="GET")

    await client.me(purpose=Purpose.CHECK)

    known = client.limits.known(ME)
    assert known is not None
    assert known.remaining <= before - 3


async def test_retries_stop_where_no_place_is_left(x: SimulatedX, client: XClient) -> None:
    for _ in range(74):
        await client.me(purpose=Purpose.CHECK)
    x.drop_responses(1, method="GET")

    await limited_until(client.me(purpose=Purpose.CHECK))

    assert len(x.calls) == 75


async def test_a_call_that_could_not_be_sent_gives_its_place_back(x: SimulatedX, client: XClient) -> None:
    await client.me(purpose=Purpose.CHECK)
    before = client.limits.known(ME)

    await x.stop()
    assert isinstance(await raised(client.me(purpose=Purpose.CHECK)), Unreachable)

    assert client.limits.known(ME) == before
    await x.start()
