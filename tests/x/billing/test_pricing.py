"""Prices: X's list, what the owner says instead, and what nobody has priced."""

from __future__ import annotations

import pytest

from bot.domain import ActivityEvent
from bot.x.billing.pricing import PUBLISHED, PriceList, Unit


def test_the_account_s_own_lists_are_cheap_only_for_the_owner_of_the_app() -> None:
    assert (PriceList(owns_app=True).own_list.micros, PriceList(owns_app=True).own_mentions.micros) == (1_000, 1_000)
    assert (PriceList(owns_app=False).own_list.micros, PriceList(owns_app=False).own_mentions.micros) == (10_000, 5_000)


def test_the_account_s_own_posts_cost_as_much_as_mentions() -> None:
    for prices in (PriceList(owns_app=True), PriceList(owns_app=False)):
        assert prices.own_posts == prices.own_mentions


@pytest.mark.parametrize(
    ("text", "summoned", "micros"),
    [
        ("Thank you!", True, 10_000),
        ("Thank you!", False, 15_000),
        ("See https://harbourlight.com/beans", True, 200_000),
        ("See harbourlight.com, it is all there", False, 200_000),
        ("Ask beans@harbourlight.com. Till 5.30, node.js", True, 10_000),
    ],
)
def test_a_reply_is_cheap_for_who_asked_and_dear_with_a_link(text: str, summoned: bool, micros: int) -> None:
    assert PriceList().reply(text, summoned=summoned).micros == micros
    assert PriceList().reply(text, summoned=summoned).unit is Unit.REQUEST


def test_what_the_owner_says_a_thing_costs_goes_before_the_list() -> None:
    changed = PriceList({"owned_read": 2_000, "follow": 0})

    assert (changed.own_list.micros, changed["follow"].micros, changed["user_read"].micros) == (2_000, 0, 10_000)
    assert (changed.own_list.name, changed["follow"].unit) == (PUBLISHED["owned_read"].name, Unit.REQUEST)


def test_nobody_can_change_a_price_that_is_not_on_the_list() -> None:
    with pytest.raises(KeyError):
        PriceList({"astrology": 1})


def test_what_nobody_has_priced_costs_as_much_as_the_dearest() -> None:
    assert PriceList()["astrology"].micros == max(price.micros for price in PUBLISHED.values()) == 200_000
    assert PriceList({"post": 900_000}).event("dm.received").micros == 900_000


def test_events_have_prices_of_their_own() -> None:
    prices = PriceList()

    assert [prices.event(kind).micros for kind in ActivityEvent] == [10_000, 10_000, 5_000]
    assert prices.event("post.quote.create") == prices.event(ActivityEvent.MENTION)
