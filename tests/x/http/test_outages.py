"""When the simulated X is down, slow, used up or locked: what the team is told, and what was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX
from bot.domain import Purpose
from bot.x.client import Credentials, XClient
from bot.x.errors import (
    BadCredentials,
    Locked,
    OutcomeUnknown,
    OutOfCredits,
    RateLimited,
    Unreachable,
)
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.x.conftest import OpenClient, keys_of, raised


@pytest.mark.parametrize("wrong", ["consumer_key", "consumer_secret", "access_token", "access_token_secret"])
async def test_each_wrong_key_is_noticed(wrong: str, x: SimulatedX, open_client: OpenClient, spend_guard: FakeSpendGuard) -> None:
    keys = {name: getattr(x.credentials, name) for name in ("consumer_key", "consumer_secret", "access_token", "access_token_secret")}
    keys[wrong] = keys[wrong][:-4] + "oops"

    assert isinstance(await raised(open_client(x.url, Credentials(**keys)).me(purpose=Purpose.CHECK)), BadCredentials)
    assert (spend_guard.open_reservations, spend_guard.spent, len(x.calls)) == ({}, 0, 1)


async def test_a_locked_account_and_empty_credits_are_told_apart(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    ada = x.gains_follower("ada")

    x.locked = True
    assert isinstance(await raised(client.followers(purpose=Purpose.CHECK, page_size=5)), Locked)
    assert isinstance(await raised(client.follow(ada.id, purpose=Purpose.CHECK)), Locked)
    x.locked, x.credits = False, False
    assert isinstance(await raised(client.followers(purpose=Purpose.CHECK, page_size=5)), OutOfCredits)
    assert isinstance(await raised(client.follow(ada.id, purpose=Purpose.CHECK)), OutOfCredits)

    assert (x.followed_through_api, spend_guard.open_reservations, spend_guard.spent) == ([], {}, 0)


async def test_an_outage_ends_reads_after_three_tries_and_leaves_a_write_open(
    x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard
) -> None:
    ada = x.gains_follower("ada")
    x.down = True

    assert isinstance(await raised(client.followers(purpose=Purpose.CHECK, page_size=5)), Unreachable)
    assert [call.method for call in x.calls] == ["GET"] * 3
    assert isinstance(await raised(client.follow(ada.id, purpose=Purpose.CHECK)), OutcomeUnknown)
    assert [call.method for call in x.calls] == ["GET"] * 3 + ["POST"]
    assert list(spend_guard.open_reservations.values()) == [15_000]

    x.down = False
    assert [profile.user_id for profile in (await client.followers(purpose=Purpose.CHECK, page_size=5)).profiles] == [ada.id]


async def test_a_short_outage_is_not_noticed_by_a_reader(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    ada = x.gains_follower("ada")
    x.refuse(1, status=500)
    x.drop_responses(1, method="GET")

    assert [profile.user_id for profile in (await client.followers(purpose=Purpose.CHECK, page_size=5)).profiles] == [ada.id]
    assert (spend_guard.spent, spend_guard.open_reservations) == (x.spent_micros, {})


async def test_a_follow_whose_answer_is_lost_is_never_sent_twice(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    ada = x.gains_follower("ada")
    x.drop_responses(1, method="POST")

    assert isinstance(await raised(client.follow(ada.id, purpose=Purpose.CHECK)), OutcomeUnknown)

    assert x.followed_through_api == [ada.id]
    assert list(spend_guard.open_reservations.values()) == [x.spent_micros]


async def test_an_x_that_is_slower_than_the_time_out(x: SimulatedX, open_client: OpenClient) -> None:
    ada = x.gains_follower("ada")
    x.latency = 2.0
    client = open_client(x.url, keys_of(x), timeout=1.0)

    assert isinstance(await raised(client.followers(purpose=Purpose.CHECK, page_size=5)), Unreachable)
    assert isinstance(await raised(client.follow(ada.id, purpose=Purpose.CHECK)), OutcomeUnknown)


async def test_nothing_is_sent_while_x_has_said_that_no_request_is_left(x: SimulatedX, client: XClient, clock: SimulatedClock) -> None:
    await client.me(purpose=Purpose.CHECK)
    x.rate_limit("followers")
    error = await raised(client.followers(purpose=Purpose.CHECK, page_size=5))
    sent = len(x.calls)

    assert isinstance(error, RateLimited)
    assert clock.now() < error.until <= clock.now() + timedelta(minutes=15)
    assert isinstance(await raised(client.followers(purpose=Purpose.CHECK, page_size=5)), RateLimited)
    assert len(x.calls) == sent

    await client.following(purpose=Purpose.CHECK, page_size=5)
    clock.advance(timedelta(minutes=15))
    await client.followers(purpose=Purpose.CHECK, page_size=5)


async def test_x_never_has_to_say_429_to_somebody_who_counts_along(x: SimulatedX, client: XClient) -> None:
    people = x.gains_followers(51)

    for person in people[:50]:
        await client.follow(person.id, purpose=Purpose.CHECK)
    error = await raised(client.follow(people[50].id, purpose=Purpose.CHECK))

    assert isinstance(error, RateLimited)
    assert 429 not in {call.status for call in x.calls}
    assert len(x.followed_through_api) == 50
    (limit,) = [limit for limit in client.limits.snapshot() if limit.endpoint.startswith("POST")]
    assert (limit.limit, limit.remaining, limit.resets_at) == (50, 0, error.until)
