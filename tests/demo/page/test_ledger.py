"""What X charges, as the page tells it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Page as Window
from playwright.async_api import expect

from bot.demo.clock import SimulatedClock
from bot.demo.page.ledger import ledger
from bot.demo.x import Endpoint
from bot.demo.x.billing.bill import Bill
from bot.demo.x.billing.prices import Price
from tests.demo.page.conftest import START, Opens, PageWorld
from tests.demo.page.http_client import Updates, sees

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def reads_followers(world: PageWorld, http: aiohttp.ClientSession, size: int) -> None:
    """With the app's own token, at the price of somebody else's followers: 0.01 each."""
    url = f"{world.x.url}/2/users/{world.x.account.id}/followers?max_results={size}"
    async with http.get(url, headers={"Authorization": f"Bearer {world.x.credentials.bearer_token}"}) as answer:
        assert answer.status == 200


async def rows(window: Window) -> list[str]:
    """Each line of the open bill."""
    texts: list[str] = await window.locator(".ledger tbody tr, .ledger tfoot tr").all_inner_texts()
    return [" ".join(text.split()) for text in texts]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ((Endpoint.FOLLOWERS, Price.OWNED_READ), "Followers read"),
        ((Endpoint.FOLLOWERS, Price.FOLLOWS_READ), "Followers read"),
        ((Endpoint.FOLLOWERS, Price.POST_READ), "Posts read"),
        ((Endpoint.FOLLOWING, Price.OWNED_READ), "Followed people read"),
        ((Endpoint.MENTIONS, Price.OWNED_READ), "Posts read"),
        ((Endpoint.MENTIONS, Price.USER_READ), "Profiles read"),
        ((Endpoint.ME, Price.USER_READ), "Profiles read"),
        ((Endpoint.FOLLOW, Price.INTERACTION_CREATE), "Follow-backs"),
        ((Endpoint.UNFOLLOW, Price.INTERACTION_DELETE), "Unfollows"),
        ((Endpoint.POST, Price.POST_CREATE_SUMMONED), "Posts written"),
        ((Endpoint.LIKE, Price.INTERACTION_CREATE), "Likes"),
        ((Endpoint.STREAM, Price.FOLLOW_EVENT), "Events"),
        ((Endpoint.STREAM, Price.POST_EVENT), "Events"),
    ],
)
async def test_every_charge_has_a_name_for_people(item: tuple[Endpoint, Price], kind: str) -> None:
    bill = Bill(SimulatedClock(START, speed=0))
    bill.charge(item, 3)
    (line,) = ledger(bill)["kinds"]
    assert (line["kind"], line["today"]["count"], line["month"]["count"]) == (kind, 3, 3)


async def test_the_page_tells_what_is_on_xs_bill(world: PageWorld, http: aiohttp.ClientSession) -> None:
    await reads_followers(world, http, 5)
    world.clock.advance(timedelta(days=1))
    world.x.gains_followers(2)
    await reads_followers(world, http, 3)

    bill: Any = (await sees(http, world, "Maya"))["x"]["bill"]

    followers = {"today": {"count": 3, "micros": 30_000}, "month": {"count": 8, "micros": 80_000}}
    assert bill == {
        "today": {"micros": 30_000, "calls": 1},
        "month": {"micros": 80_000, "calls": 2},
        "kinds": [{"kind": "Followers read", **followers}],
    }


async def test_an_event_on_the_stream_is_told_at_once(world: PageWorld, http: aiohttp.ClientSession) -> None:
    x = world.x
    headers = {"Authorization": f"Bearer {x.credentials.bearer_token}"}
    request_body = {"event_type": "follow.follow", "filter": {"user_id": str(x.account.id)}}
    async with http.post(f"{x.url}/2/activity/subscriptions", json=request_body, headers=headers) as answer:
        assert answer.status == 200
    async with http.get(f"{x.url}/2/activity/stream", headers=headers), http.ws_connect("/api/events") as socket:
        updates = Updates(socket)
        await updates.until("x")
        x.gains_follower()
        while not (kinds := (await updates.until("x"))["bill"]["kinds"]):
            pass
    assert kinds == [{"kind": "Events", "today": {"count": 1, "micros": 10_000}, "month": {"count": 1, "micros": 10_000}}]


async def test_the_sums_are_always_there_and_a_click_shows_the_rest(world: PageWorld, http: aiohttp.ClientSession, opens: Opens) -> None:
    window = await opens()
    section = window.get_by_role("region", name="What X charges")
    await expect(section.get_by_text("$0.000 today")).to_be_visible()
    await expect(section.get_by_role("table")).to_be_hidden()

    await section.get_by_text("What X charges").click()
    await expect(section.get_by_text("A call that returns nothing new is free.")).to_be_visible()
    await reads_followers(world, http, 4)
    await expect(section.get_by_text("$0.040 today")).to_be_visible()
    assert await rows(window) == ["Followers read 4 $0.040 4 $0.040", "Calls 1 1"]

    world.clock.advance(timedelta(days=1))
    await reads_followers(world, http, 4)
    await reads_followers(world, http, 4)
    await expect(section.get_by_text("$0.080 this month")).to_be_visible()
    await expect(section.get_by_role("row", name="Calls")).to_contain_text("3")
    assert await rows(window) == ["Followers read 4 $0.040 8 $0.080", "Calls 2 3"]


async def test_credits_and_locks_are_switched(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    credits_out = window.get_by_role("switch", name="X’s credits are used up")
    locked = window.get_by_role("switch", name="X locks the account")
    for on in (True, False):
        for switch in (credits_out, locked):
            await switch.click()
            await expect(switch).to_be_checked(checked=on)
        assert (world.x.credits, world.x.locked) == (not on, on)
