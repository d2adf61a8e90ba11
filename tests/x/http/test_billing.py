"""The ledger and X agree on what was charged."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import Dialect, SimulatedX
from bot.domain import Purpose
from bot.x.billing.pricing import PriceList
from bot.x.client import XClient
from bot.x.errors import XError
from tests.support.in_memory_spend_guard import FakeSpendGuard
from tests.x.conftest import OpenClient, keys_of


@pytest.mark.parametrize("owns_app", [True, False])
async def test_the_ledger_says_what_x_charged(
    owns_app: bool, x: SimulatedX, open_client: OpenClient, spend_guard: FakeSpendGuard, clock: SimulatedClock
) -> None:
    x.owns_app, x.charges_per_list = owns_app, True
    client = open_client(x.url, keys_of(x), prices=PriceList(owns_app=owns_app))
    people = x.gains_followers(6)

    await client.followers(purpose=Purpose.CHECK, page_size=4)
    await client.followers(purpose=Purpose.CHECK, page_size=6)
    await client.follow(people[0].id, purpose=Purpose.CHECK)
    await client.following(purpose=Purpose.CHECK, page_size=10)  # the same person at the same price on another list
    await client.users([person.id for person in people[:3]], purpose=Purpose.CHECK)
    await client.me(purpose=Purpose.CHECK)
    each = 1_000 if owns_app else 10_000
    assert spend_guard.spent == x.spent_micros == 7 * each + 15_000 + 3 * 10_000 + 10_000

    await client.me(purpose=Purpose.CHECK)
    assert spend_guard.spent == x.spent_micros == 7 * each + 15_000 + 3 * 10_000 + 10_000
    clock.advance(timedelta(days=1))
    await client.me(purpose=Purpose.CHECK)
    assert spend_guard.spent == x.spent_micros == 7 * each + 15_000 + 4 * 10_000 + 10_000
    assert spend_guard.open_reservations == {}


async def test_what_is_reserved_is_the_most_a_call_can_cost(x: SimulatedX, client: XClient, spend_guard: FakeSpendGuard) -> None:
    ada = x.gains_follower("ada")

    await client.me(purpose=Purpose.ACCOUNT)
    await client.followers(purpose=Purpose.DETECTION, page_size=20)
    await client.users([ada.id, 12], purpose=Purpose.AUDIT)
    await client.follow(ada.id, purpose=Purpose.FOLLOW_BACK)

    assert spend_guard.reserved[-4:] == [
        (Purpose.ACCOUNT, "GET /2/users/me", 10_000),
        (Purpose.DETECTION, "GET /2/users/:id/followers", 20_000),
        (Purpose.AUDIT, "GET /2/users", 20_000),
        (Purpose.FOLLOW_BACK, "POST /2/users/:id/following", 15_000),
    ]


async def act(dice: random.Random, x: SimulatedX, client: XClient) -> None:
    """Anything the bot may do."""
    people, posts = x.followers, list(x.timeline.mentioning(x.account))
    deeds: list[Callable[[], Awaitable[object]]] = [
        lambda: client.me(purpose=Purpose.CHECK),
        lambda: client.followers(purpose=Purpose.CHECK, page_size=dice.choice([50, 60])),
        lambda: client.following(purpose=Purpose.CHECK, page_size=50),
        lambda: client.users([person.id for person in dice.sample(people, 3)], purpose=Purpose.CHECK),
        lambda: client.mentions(purpose=Purpose.CHECK, since_id=None, page_size=dice.choice([50, 100])),
        lambda: client.own_posts(purpose=Purpose.CHECK, since_id=None, page_size=dice.choice([50, 100])),
        lambda: client.quotes(dice.choice(posts).id, purpose=Purpose.CHECK, page_size=dice.choice([50, 100])),
        lambda: client.posts([post.id for post in dice.choices(posts, k=3)], purpose=Purpose.CHECK),
        lambda: client.reply(f"thank you {dice.random()}", to=dice.choice(posts).id, summoned=True, purpose=Purpose.CHECK),
        lambda: client.follow(dice.choice(people).id, purpose=Purpose.CHECK),
    ]
    await dice.choice(deeds)()


def weather(dice: random.Random, x: SimulatedX, clock: SimulatedClock) -> None:
    """Anything that may happen in between."""
    match dice.randrange(10):
        case 0:
            x.drop_responses(dice.randrange(1, 5), method=dice.choice(["GET", "POST"]))
        case 1:
            x.refuse(dice.randrange(1, 5), status=dice.choice([500, 429, 404, 401]))
        case 2:
            clock.advance(timedelta(hours=dice.randrange(1, 30)))
        case 3:
            x.dialect = dice.choice(list(Dialect))
        case 4:
            x.gains_follower()
        case 5:
            x.posts(dice.choice(x.followers), "lovely coffee")
        case 6:
            said, own = x.timeline.latest_by(dice.choice(x.followers)), x.posts(x.account, "fresh beans")
            x.posts(dice.choice(x.followers), "look at that", quotes=own)
            x.posts(x.account, "so kind", in_reply_to=said, quotes=dice.choice([None, own]))


@pytest.mark.parametrize("owns_app", [True, False])
@pytest.mark.parametrize("seed", range(6))
async def test_in_any_weather_x_charged_what_the_ledger_says_or_what_still_stands(
    seed: int, owns_app: bool, x: SimulatedX, open_client: OpenClient, spend_guard: FakeSpendGuard, clock: SimulatedClock
) -> None:
    dice = random.Random(seed)
    x.owns_app, x.charges_per_list = owns_app, True
    client = open_client(x.url, keys_of(x), prices=PriceList(owns_app=owns_app))
    x.posts(x.gains_followers(8)[0], "lovely coffee")

    for _ in range(40):
        weather(dice, x, clock)
        try:
            await act(dice, x, client)
        except XError:
            clock.advance(timedelta(minutes=15))
        assert spend_guard.spent <= x.spent_micros <= spend_guard.spent + sum(spend_guard.open_reservations.values())
