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
from bot.x.client import X
from bot.x.errors import XError
from tests.x.conftest import OpenDoor, keys_of
from tests.x.ledger import Ledger


@pytest.mark.parametrize("owns_app", [True, False])
async def test_the_ledger_says_what_x_charged(
    owns_app: bool, x: SimulatedX, open_door: OpenDoor, ledger: Ledger, clock: SimulatedClock
) -> None:
    x.owns_app, x.charges_each_list = owns_app, True
    door = open_door(x.url, keys_of(x), prices=PriceList(owns_app=owns_app))
    people = x.gains_followers(6)

    await door.followers(purpose=Purpose.CHECK, page_size=4)
    await door.followers(purpose=Purpose.CHECK, page_size=6)
    await door.follow(people[0].id, purpose=Purpose.CHECK)
    await door.following(purpose=Purpose.CHECK, page_size=10)  # the same person at the same price on another list
    await door.users([person.id for person in people[:3]], purpose=Purpose.CHECK)
    await door.me(purpose=Purpose.CHECK)
    each = 1_000 if owns_app else 10_000
    assert ledger.spent == x.spent_micros == 7 * each + 15_000 + 3 * 10_000 + 10_000

    await door.me(purpose=Purpose.CHECK)
    assert ledger.spent == x.spent_micros == 7 * each + 15_000 + 3 * 10_000 + 10_000
    clock.advance(timedelta(days=1))
    await door.me(purpose=Purpose.CHECK)
    assert ledger.spent == x.spent_micros == 7 * each + 15_000 + 4 * 10_000 + 10_000
    assert ledger.standing == {}


async def test_what_is_reserved_is_the_most_a_call_can_cost(x: SimulatedX, door: X, ledger: Ledger) -> None:
    ada = x.gains_follower("ada")

    await door.me(purpose=Purpose.ACCOUNT)
    await door.followers(purpose=Purpose.DETECTION, page_size=20)
    await door.users([ada.id, 12], purpose=Purpose.AUDIT)
    await door.follow(ada.id, purpose=Purpose.FOLLOW_BACK)

    assert ledger.reserved[-4:] == [
        (Purpose.ACCOUNT, "GET /2/users/me", 10_000),
        (Purpose.DETECTION, "GET /2/users/:id/followers", 20_000),
        (Purpose.AUDIT, "GET /2/users", 20_000),
        (Purpose.FOLLOW_BACK, "POST /2/users/:id/following", 15_000),
    ]


async def act(dice: random.Random, x: SimulatedX, door: X) -> None:
    """Anything the bot may do."""
    people, posts = x.followers, list(x.timeline.mentioning(x.account))
    deeds: list[Callable[[], Awaitable[object]]] = [
        lambda: door.me(purpose=Purpose.CHECK),
        lambda: door.followers(purpose=Purpose.CHECK, page_size=dice.choice([50, 60])),
        lambda: door.following(purpose=Purpose.CHECK, page_size=50),
        lambda: door.users([person.id for person in dice.sample(people, 3)], purpose=Purpose.CHECK),
        lambda: door.mentions(purpose=Purpose.CHECK, since_id=None, page_size=dice.choice([50, 100])),
        lambda: door.own_posts(purpose=Purpose.CHECK, since_id=None, page_size=dice.choice([50, 100])),
        lambda: door.quotes(dice.choice(posts).id, purpose=Purpose.CHECK, page_size=dice.choice([50, 100])),
        lambda: door.posts([post.id for post in dice.choices(posts, k=3)], purpose=Purpose.CHECK),
        lambda: door.reply(f"thank you {dice.random()}", to=dice.choice(posts).id, summoned=True, purpose=Purpose.CHECK),
        lambda: door.follow(dice.choice(people).id, purpose=Purpose.CHECK),
    ]
    await dice.choice(deeds)()


def weather(dice: random.Random, x: SimulatedX, clock: SimulatedClock) -> None:
    """Anything that may happen in between."""
    match dice.randrange(10):
        case 0:
            x.drop_answers(dice.randrange(1, 5), method=dice.choice(["GET", "POST"]))
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
    seed: int, owns_app: bool, x: SimulatedX, open_door: OpenDoor, ledger: Ledger, clock: SimulatedClock
) -> None:
    dice = random.Random(seed)
    x.owns_app, x.charges_each_list = owns_app, True
    door = open_door(x.url, keys_of(x), prices=PriceList(owns_app=owns_app))
    x.posts(x.gains_followers(8)[0], "lovely coffee")

    for _ in range(40):
        weather(dice, x, clock)
        try:
            await act(dice, x, door)
        except XError:
            clock.advance(timedelta(minutes=15))
        assert ledger.spent <= x.spent_micros <= ledger.spent + sum(ledger.standing.values())
