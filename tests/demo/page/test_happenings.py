"""What a visitor can make happen on the simulated X, and to the clock."""

from __future__ import annotations

import re

import aiohttp
import pytest

from bot.demo.rushes import Crowd
from bot.demo.x import Kind, Tier
from tests.demo.page.conftest import Street
from tests.demo.page.wire import Updates, does, sees

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("kind", Kind)
async def test_a_follower_of_each_kind_can_be_made_to_come(street: Street, http: aiohttp.ClientSession, kind: Kind) -> None:
    await does(http, street, "happen", what="follower", kind=kind)

    assert street.x.followers[0].kind is kind


async def test_people_can_be_made_to_leave_and_come_back(street: Street, http: aiohttp.ClientSession) -> None:
    before = set(street.x.followers)
    await does(http, street, "happen", what="leaves")
    (left,) = before - set(street.x.followers)

    _, answer = await does(http, street, "happen", what="returns")

    assert street.x.followers[0] is left
    assert left.username in answer["said"]


async def test_x_can_be_made_to_fail_and_to_recover(street: Street, http: aiohttp.ClientSession) -> None:
    for on in (True, False):
        for what in ("down", "locked", "broke"):
            await does(http, street, "happen", what=what, on=on)
        assert (street.x.down, street.x.locked, street.x.credits) == (on, on, not on)
        state = (await sees(http, street, "Maya"))["x"]
        assert (state["down"], state["locked"], state["broke"]) == (on, on, on)

    await does(http, street, "happen", what="tier", tier="enterprise")
    assert street.x.tier is Tier.ENTERPRISE


@pytest.mark.parametrize(("crowd", "size", "sold"), [(Crowd.PURCHASE, 300, 300), (Crowd.VIRAL, 250, 0)])
async def test_a_crowd_comes_within_the_hour(street: Street, http: aiohttp.ClientSession, crowd: Crowd, size: int, sold: int) -> None:
    status, answer = await does(http, street, "happen", what=crowd)
    assert (status, answer["said"].endswith("A faster clock brings them sooner.")) == (200, True)
    state = await sees(http, street, "Maya")
    assert state["rush"] == {"crowd": crowd, "come": 0, "size": size}
    assert crowd in {offer["crowd"] for offer in state["crowds"]}

    async with http.ws_connect("/api/events") as socket:
        updates = Updates(socket)
        await updates.next()
        await does(http, street, "clock", skip=3_600)
        while (rush := await updates.until("rush")) is not None:
            assert 0 < rush["come"] < size

    state = await sees(http, street, "Maya")
    assert (state["rush"], state["x"]["account"]["followers"]) == (None, 30 + size)
    assert sum(person.sold for person in street.x.followers) == sold


@pytest.mark.parametrize(("speed", "hint"), [(0, "as soon as the clock runs."), (1, "A faster clock brings them sooner."), (60, "so far.")])
async def test_a_second_crowd_has_to_wait(street: Street, http: aiohttp.ClientSession, speed: int, hint: str) -> None:
    street.clock.run_at(speed)
    await does(http, street, "happen", what=Crowd.PURCHASE)
    for another in Crowd:
        status, answer = await does(http, street, "happen", what=another)

        assert status == 409
        assert re.fullmatch(r"One crowd at a time: \d+ of 300 bought followers have come so far\..*", answer["error"])
        assert answer["error"].endswith(hint)


async def test_a_follower_can_be_made_to_mention_the_account(street: Street, http: aiohttp.ClientSession) -> None:
    street.x.gains_batch(60)

    _, answer = await does(http, street, "happen", what="mention")

    (post,) = street.x.timeline.mentioning(street.x.account, 1 << 63)
    assert answer["said"] == f"@{post.author.username} posts: “{post.text}”"
    assert post.author.talks
    assert post.author in street.x.followers


async def test_nobody_mentions_an_account_without_followers(street: Street, http: aiohttp.ClientSession) -> None:
    for person in street.x.followers:
        street.x.unfollows(person)

    status, answer = await does(http, street, "happen", what="mention")

    assert (status, answer["error"]) == (409, "Nobody who follows the account has anything to say.")


async def test_following_by_hand_is_seen_on_x(street: Street, http: aiohttp.ClientSession) -> None:
    ada, shy = street.x.gains_follower("ada"), street.x.gains_follower("shy", kind=Kind.PROTECTED)
    for person in (ada, shy):
        await does(http, street, "follow", person=str(person.id), on=True)

    newest = (await sees(http, street, "Maya"))["x"]["newest"][:2]
    assert ada in street.x.following
    assert [(person["followed"], person["asked"]) for person in newest] == [(False, True), (True, False)]

    await does(http, street, "follow", person=str(ada.id), on=False)
    assert ada not in street.x.following


async def test_the_clock_changes_speed_and_jumps(street: Street, http: aiohttp.ClientSession) -> None:
    before = street.clock.now()
    await does(http, street, "clock", speed=0)
    await does(http, street, "clock", skip=86_400)

    assert street.clock.speed == 0
    assert (street.clock.now() - before).total_seconds() == pytest.approx(86_400, abs=30)
