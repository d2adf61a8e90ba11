"""What X's events cost: reserved before they may come, charged whatever came, nothing left behind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX
from bot.domain import Purpose
from bot.x.billing.pricing import PriceList
from bot.x.client import XClient
from bot.x.errors import (
    OverBudget,
)
from bot.x.stream.prepaid_events import BLOCK_SIZE
from tests.support.scripted_server import scripted_server
from tests.x.conftest import raised
from tests.x.stream.conftest import FOLLOWS, KINDS, EventSpendGuard, Open, collect, line, listening, sent, the_next


async def test_the_ledger_says_what_x_charged(x: SimulatedX, client: XClient, spend_guard: EventSpendGuard) -> None:
    x.repeat_events = True
    people = x.gains_followers(3)
    async with listening(client) as told:
        x.gains_followers(25)
        x.unfollows(people[0])
        x.posts(people[1], "lovely coffee")
        await collect(told, 2 * 27)
        assert len(spend_guard.open_reservations) == len(KINDS)

    assert spend_guard.spent == x.spent_micros == 26 * 10_000 + 5_000
    assert spend_guard.open_reservations == {}


async def test_money_is_reserved_for_each_kind_before_x_is_asked_the_most_needed_first(
    x: SimulatedX, client: XClient, spend_guard: EventSpendGuard
) -> None:
    async with listening(client):
        blocks = [reservation for reservation in spend_guard.reserved if reservation[2]]

    assert blocks == [
        (Purpose.DETECTION, "GET /2/activity/stream", BLOCK_SIZE * 10_000),
        (Purpose.MENTIONS, "GET /2/activity/stream", BLOCK_SIZE * 5_000),
        (Purpose.UNFOLLOWS, "GET /2/activity/stream", BLOCK_SIZE * 10_000),
    ]
    assert (spend_guard.spent, spend_guard.open_reservations) == (0, {})


async def test_without_money_x_is_not_even_asked(x: SimulatedX, client: XClient, spend_guard: EventSpendGuard) -> None:
    spend_guard.left = 2

    with pytest.raises(OverBudget):
        async with listening(client, subscribe=False):
            pytest.fail("connected without money for every kind")

    assert not x.calls
    assert spend_guard.open_reservations == {}


async def test_what_x_had_sent_when_the_money_ran_out_is_told_and_charged(
    x: SimulatedX, client: XClient, spend_guard: EventSpendGuard
) -> None:
    async with listening(client, FOLLOWS) as told:
        x.gains_follower("ada")
        await collect(told, 1)
        spend_guard.left = 0
        x.gains_followers(BLOCK_SIZE)
        assert len(await the_next(told)) > 0
        assert isinstance(await raised(the_next(told)), OverBudget)

    assert spend_guard.spent == x.spent_micros
    assert spend_guard.open_reservations == {}


async def test_a_new_day_of_x_takes_the_reservations_along(
    x: SimulatedX, client: XClient, spend_guard: EventSpendGuard, clock: SimulatedClock
) -> None:
    x.keep_alive = 0.05
    async with listening(client, FOLLOWS) as told:
        await the_next(told)
        before = set(spend_guard.open_reservations)
        clock.advance(timedelta(days=1))
        await the_next(told)
        await the_next(told)
        after = set(spend_guard.open_reservations)

        assert len(before) == len(after) == 1
        assert before != after


async def test_an_event_of_another_tool_is_charged_as_what_is_dearest(open_x: Open, spend_guard: EventSpendGuard) -> None:
    strange = line("like.create", uuid="-8").replace(b"42", b"77")
    async with scripted_server(sent(strange)) as server, listening(open_x(server.url), subscribe=False) as told:
        assert await the_next(told) == []

    assert spend_guard.spent == max(PriceList()[name].micros for name in ("post_with_link", "follow_event"))


async def test_an_event_of_another_tool_for_which_there_is_no_money_ends_the_stream_and_is_charged(
    open_x: Open, spend_guard: EventSpendGuard
) -> None:
    async with scripted_server(sent(line("like.create"))) as server, listening(open_x(server.url), subscribe=False) as told:
        spend_guard.left = 0
        spend_guard.open_reservations = dict.fromkeys(spend_guard.open_reservations, 1_000_000)
        assert await the_next(told) == []
        assert isinstance(await raised(the_next(told)), OverBudget)

    assert (spend_guard.spent, spend_guard.open_reservations) == (200_000, {})


async def test_an_event_without_an_id_is_charged_once(open_x: Open, spend_guard: EventSpendGuard) -> None:
    async with scripted_server(sent(line(uuid=None), line(uuid=None))) as server, listening(open_x(server.url), subscribe=False) as told:
        one, other = await collect(told, 2)

    assert one == other
    assert spend_guard.spent == 10_000
