from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Endpoint, SimulatedX, Tier
from tests.demo.x.conftest import Caller, Method, Reply


def left(reply: Reply) -> tuple[int, int, int]:
    """Limit, remaining, and when it begins again."""
    limit, remaining, reset = (int(reply.headers[f"x-rate-limit-{name}"]) for name in ("limit", "remaining", "reset"))
    return limit, remaining, reset


@pytest.mark.parametrize(
    ("method", "path", "limit"),
    [
        ("GET", "/2/users/me", 75),
        ("GET", "/2/users/{id}/followers", 300),
        ("GET", "/2/users/{id}/following", 300),
        ("GET", "/2/users/{id}/mentions", 300),
        ("GET", "/2/users/{id}/tweets", 900),
        ("POST", "/2/users/{id}/following", 50),
        ("DELETE", "/2/users/{id}/following/12", 50),
        ("POST", "/2/tweets", 100),
    ],
)
async def test_every_answer_says_how_many_calls_are_left(x: SimulatedX, call: Caller, method: Method, path: str, limit: int) -> None:
    in_a_quarter = int((x.clock.now() + timedelta(minutes=15)).timestamp())
    for used in (1, 2):
        assert left(await call(method, path.format(id=x.account.id))) == (limit, limit - used, in_a_quarter)


async def test_when_they_are_used_up_x_refuses_until_the_window_ends(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    for _ in range(75):
        assert (await call("GET", "/2/users/me")).status == 200
        clock.advance(timedelta(seconds=10))
    refused = await call("GET", "/2/users/me")
    assert (refused.status, refused.body["title"], left(refused)[1]) == (429, "Too Many Requests", 0)
    assert (await call.followers()).status == 200

    clock.advance(timedelta(seconds=149))
    assert (await call("GET", "/2/users/me")).status == 429
    clock.advance(timedelta(seconds=1))
    again = await call("GET", "/2/users/me")
    assert (again.status, left(again)[1]) == (200, 74)
    assert left(again)[2] > left(refused)[2]


async def test_the_app_and_the_account_are_counted_apart(x: SimulatedX, call: Caller) -> None:
    path = f"/2/users/{x.account.id}"
    await call("GET", path)
    assert left(await call("GET", path, bearer=True))[1] == 899


@pytest.mark.parametrize("endpoint", [Endpoint.FOLLOWERS, "followers"])
async def test_a_window_can_be_used_up_at_will(x: SimulatedX, call: Caller, clock: SimulatedClock, endpoint: Endpoint | str) -> None:
    x.rate_limit(endpoint)
    assert (await call.followers()).status == 429
    clock.advance(timedelta(minutes=15))
    assert (await call.followers()).status == 200


async def test_a_refused_call_counts_but_an_unsigned_one_does_not(x: SimulatedX, call: Caller) -> None:
    unsigned = await call.raw("GET", f"{x.url}/2/users/me")
    assert left(unsigned)[1] == 75
    assert left(await call("GET", "/2/users/me", query={"nonsense": "1"}))[1] == 74


async def test_posts_are_limited_by_the_day_as_well(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    x.tier = Tier.ENTERPRISE
    reply = await call.post("Good morning.")
    tomorrow = int((clock.now() + timedelta(days=1)).timestamp())
    limit, remaining, reset = (reply.headers[f"x-app-limit-24hour-{name}"] for name in ("limit", "remaining", "reset"))
    assert (limit, remaining, reset) == ("10000", "9999", str(tomorrow))


async def test_an_account_on_a_small_plan_may_post_a_few_times_a_day(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    x.limit_a_day(Endpoint.POST, 2)
    replies = [await call.post(f"Good morning {n}.") for n in range(3)]
    assert [reply.status for reply in replies] == [201, 201, 429]
    assert [reply.headers["x-user-limit-24hour-remaining"] for reply in replies] == ["1", "0", "0"]
    assert left(replies[-1])[1] > 0
    clock.advance(timedelta(hours=24))
    assert (await call.post("Good evening.")).status == 201


async def test_the_app_s_day_can_be_used_up_at_will(x: SimulatedX, call: Caller) -> None:
    x.rate_limit(Endpoint.POST, "x-app-limit-24hour")
    refused = await call.post("Good morning.")
    assert (refused.status, refused.headers["x-app-limit-24hour-remaining"]) == (429, "0")
