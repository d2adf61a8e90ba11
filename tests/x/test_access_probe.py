"""What X lets this app do is found out by a probe that changes nothing, and what concerns every call is passed on once."""

from __future__ import annotations

import pytest
from aiohttp import web

from bot.demo.x import SimulatedX, Tier
from bot.domain import Purpose
from bot.x.client import XClient
from bot.x.errors import (
    BadCredentials,
    Locked,
    NotAllowed,
    OutcomeUnknown,
    OutOfCredits,
    Paused,
    RateLimited,
    SelfFollow,
    Unreachable,
    XError,
)
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.support.scripted_server import scripted_server
from tests.x.conftest import OpenClient, keys_of, raised


@pytest.mark.parametrize(("tier", "allowed"), [(Tier.SELF_SERVE, False), (Tier.ENTERPRISE, True)])
async def test_whether_x_lets_the_app_follow_is_found_out_for_nothing(
    tier: Tier, allowed: bool, x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard
) -> None:
    x.tier = tier
    await client.followers(purpose=Purpose.CHECK, page_size=1)
    spend_guard.reserved.clear()

    assert await client.may_follow(purpose=Purpose.ACCESS) is allowed

    assert (x.followed_through_api, list(x.following), x.spent_micros) == ([], [], 0)
    assert (spend_guard.spent, spend_guard.open_reservations) == (0, {})
    assert [(purpose, micros) for purpose, _, micros in spend_guard.reserved] == [(Purpose.ACCESS, 15_000)]


@pytest.mark.parametrize(
    "answer",
    [
        web.json_response({"title": "Forbidden", "detail": "You cannot follow yourself.", "status": 403}, status=403),
        web.json_response({"errors": [{"code": 158, "message": "You can't follow yourself."}]}, status=403),
        web.json_response({"errors": [{"detail": "You cannot follow or unfollow yourself.", "title": "Invalid Request"}]}),
        web.json_response({"data": {"following": True}}),
    ],
)
async def test_x_may_say_in_several_ways_that_it_would_let_us_follow_somebody_else(answer: web.Response, open_client: OpenClient) -> None:
    async with scripted_server(answer) as server:
        assert await open_client(server.url).may_follow(purpose=Purpose.ACCESS)

    assert server.bodies == [b'{"target_user_id": "42"}']


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (web.json_response({"title": "Forbidden", "detail": "You are not permitted to perform this action."}, status=403), NotAllowed),
        (web.json_response({"title": "Too Many Requests"}, status=429), RateLimited),
        (web.json_response({"title": "Internal Error"}, status=500), OutcomeUnknown),
        (None, OutcomeUnknown),
        (web.Response(status=403, text="<html>Attention required</html>", content_type="text/html"), Unreachable),
    ],
)
async def test_what_says_nothing_about_the_access_is_no_answer(
    answer: web.Response | None, error: type[XError], open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    async with scripted_server(answer) as server:
        with pytest.raises(error):
            await open_client(server.url).may_follow(purpose=Purpose.ACCESS)

    assert len(server.requests) == 1, "a write is never repeated blindly, not even this one"
    assert (spend_guard.spent, spend_guard.open_reservations) == (0, {}), "X never carries it out, so it cannot have cost anything"


async def test_a_follow_of_the_account_itself_is_refused_in_plain_words(x: SimulatedX, client: XClient) -> None:
    assert type(await raised(client.follow(x.account.id, purpose=Purpose.FOLLOW_BACK))) is SelfFollow


async def test_a_refusal_that_concerns_every_call_is_passed_on_for_reads_and_writes(
    x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard
) -> None:
    ada = x.gains_follower("ada")
    x.locked = True
    await raised(client.me(purpose=Purpose.CHECK))
    await raised(client.follow(ada.id, purpose=Purpose.FOLLOW_BACK))
    x.locked, x.credits = False, False
    await raised(client.followers(purpose=Purpose.DETECTION, page_size=5))
    await raised(client.may_follow(purpose=Purpose.ACCESS))
    x.credits = True
    x.refuse(1, status=401)
    await raised(client.me(purpose=Purpose.CHECK))

    assert [type(error) for error in spend_guard.refusals] == [Locked, Locked, OutOfCredits, OutOfCredits, BadCredentials]


async def test_what_concerns_one_call_alone_or_was_never_sent_is_not_passed_on(
    x: SimulatedX, open_client: OpenClient, spend_guard: FakeSpendGuard
) -> None:
    client = open_client(x.url, keys_of(x))
    x.tier = Tier.SELF_SERVE
    await raised(client.follow(12, purpose=Purpose.FOLLOW_BACK))
    x.rate_limit("me")
    await raised(client.me(purpose=Purpose.CHECK))
    spend_guard.paused = True
    assert isinstance(await raised(client.followers(purpose=Purpose.CHECK, page_size=5)), Paused)

    assert spend_guard.refusals == []
