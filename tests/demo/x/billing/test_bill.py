"""What X charges is on its bill: for what, where, how often, on which UTC day."""

from __future__ import annotations

from datetime import date, timedelta

from bot.demo.clock import SimulatedClock
from bot.demo.x import Endpoint, SimulatedX, Tier
from bot.demo.x.billing.prices import MICROS, Price
from tests.demo.x.conftest import Caller


async def test_every_charge_is_on_the_bill_of_its_day(x: SimulatedX, call: Caller, clock: SimulatedClock) -> None:
    x.tier = Tier.ENTERPRISE
    ada = x.gains_followers(3)[0]
    x.speaks_to_account(ada)
    await call.followers(max_results=2)
    await call.followers()
    await call("GET", f"/2/users/{x.account.id}/mentions", query={"expansions": "author_id"})
    await call.follow(ada.id)

    today = x.bill.today
    assert today.charged == {
        (Endpoint.FOLLOWERS, Price.OWNED_READ): 3,
        (Endpoint.MENTIONS, Price.OWNED_READ): 1,
        (Endpoint.MENTIONS, Price.USER_READ): 1,
        (Endpoint.FOLLOW, Price.INTERACTION_CREATE): 1,
    }
    assert today.calls == {Endpoint.FOLLOWERS: 2, Endpoint.MENTIONS: 1, Endpoint.FOLLOW: 1}
    assert today.charged_by_price == {Price.OWNED_READ: 4, Price.USER_READ: 1, Price.INTERACTION_CREATE: 1}
    assert today.micros_by_price == {Price.OWNED_READ: 4_000, Price.USER_READ: 10_000, Price.INTERACTION_CREATE: 15_000}
    assert today.micros == x.bill.month.micros == x.bill.all_time.micros == x.spent_micros == 29_000

    clock.advance(timedelta(hours=14))
    assert (x.bill.today.micros, x.bill.today.calls) == (0, {})
    await call.followers()
    assert (x.bill.today.micros, x.bill.month.micros) == (3_000, 32_000)
    assert x.bill.on(date(2026, 9, 1)).micros == 29_000

    clock.advance(timedelta(days=29))
    assert (x.bill.month.micros, x.bill.all_time.micros) == (0, x.spent_micros)


async def test_refused_calls_are_counted_and_cost_nothing(x: SimulatedX, call: Caller) -> None:
    x.gains_follower()
    for condition in ("down", "locked"):
        setattr(x, condition, True)
        await call.followers()
        setattr(x, condition, False)
    await call.followers(max_results=0)
    await call("GET", "/2/spaces")
    assert (x.bill.today.calls, x.bill.today.charged) == ({Endpoint.FOLLOWERS: 3}, {})


async def test_events_are_on_the_bill_of_the_stream(x: SimulatedX, call: Caller) -> None:
    for event_type in ("follow.follow", "post.mention.create"):
        await call.subscribe(event_type)
    async with call.stream() as stream:
        ada, bo = x.gains_follower("ada"), x.gains_follower("bo")
        x.speaks_to_account(ada)
        await stream.events(3)
        x.unfollows(bo)
    assert x.bill.today.charged == {(Endpoint.STREAM, Price.FOLLOW_EVENT): 2, (Endpoint.STREAM, Price.POST_EVENT): 1}
    assert x.bill.today.calls == {Endpoint.SUBSCRIBE: 2, Endpoint.STREAM: 1}
    assert x.bill.today.micros == 2 * MICROS[Price.FOLLOW_EVENT] + MICROS[Price.POST_EVENT] == 25_000
