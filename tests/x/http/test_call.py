"""What one call may cost at most."""

from __future__ import annotations

from bot.domain import Purpose
from bot.x.billing.pricing import PriceList
from bot.x.http.call import Call, Expansion

PRICES = PriceList()
USER, POST, FOLLOW = PRICES["user_read"], PRICES["post_read"], PRICES["follow"]


def test_a_read_costs_as_much_as_can_come_back() -> None:
    call = Call("GET /2/users", Purpose.CHECK, USER, units=100)

    assert not call.write
    assert call.prices == (USER,)
    assert call.max_micros(USER) == 100 * USER.micros


def test_what_an_answer_carries_along_is_charged_by_its_own_price() -> None:
    call = Call("GET /2/tweets", Purpose.CHECK, POST, units=10, expanded=Expansion(USER, ("users",), each=2))

    assert call.prices == (POST, USER)
    assert (call.max_micros(POST), call.max_micros(USER)) == (10 * POST.micros, 20 * USER.micros)


def test_what_is_carried_along_at_the_same_price_counts_together() -> None:
    call = Call("GET /2/tweets", Purpose.CHECK, POST, units=10, expanded=Expansion(POST, ("tweets", "posts")))

    assert call.prices == (POST,)
    assert call.max_micros(POST) == 20 * POST.micros


def test_a_write_is_charged_by_the_request() -> None:
    assert Call("POST /2/users/:id/following", Purpose.FOLLOW_BACK, FOLLOW).write
