"""What a visitor can trigger on the simulated X, and do to the clock."""

from __future__ import annotations

import re

import aiohttp
import pytest

from bot.demo.bursts import BurstKind
from bot.demo.x import Persona, Tier
from tests.demo.page.conftest import POPULATION, PageWorld
from tests.demo.page.http_client import Updates, does, sees

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("kind", Persona)
async def test_a_follower_of_each_kind_can_be_made_to_come(world: PageWorld, http: aiohttp.ClientSession, kind: Persona) -> None:
    await does(http, world, "trigger", what="follower", kind=kind)

    assert world.x.followers[0].persona is kind


async def test_people_can_be_made_to_leave_and_come_back(world: PageWorld, http: aiohttp.ClientSession) -> None:
    before = set(world.x.followers)
    await does(http, world, "trigger", what="leaves")
    (left,) = before - set(world.x.followers)

    _, answer = await does(http, world, "trigger", what="returns")

    assert world.x.followers[0] is left
    assert left.username in answer["notice"]


async def test_x_can_be_made_to_fail_and_to_recover(world: PageWorld, http: aiohttp.ClientSession) -> None:
    for on in (True, False):
        for what in ("down", "locked", "broke"):
            await does(http, world, "trigger", what=what, on=on)
        assert (world.x.down, world.x.locked, world.x.credits) == (on, on, not on)
        state = (await sees(http, world, "Maya"))["x"]
        assert (state["down"], state["locked"], state["broke"]) == (on, on, on)

    await does(http, world, "trigger", what="tier", tier="enterprise")
    assert world.x.tier is Tier.ENTERPRISE


@pytest.mark.parametrize(("kind", "size", "bought"), [(BurstKind.PURCHASE, 300, 300), (BurstKind.VIRAL, 250, 0)])
async def test_a_burst_comes_within_the_hour(
    world: PageWorld, http: aiohttp.ClientSession, kind: BurstKind, size: int, bought: int
) -> None:
    status, answer = await does(http, world, "trigger", what=kind)
    assert (status, answer["notice"].endswith("A faster clock brings them sooner.")) == (200, True)
    state = await sees(http, world, "Maya")
    assert state["burst"] == {"kind": kind, "arrived": 0, "size": size}
    assert kind in {offer["kind"] for offer in state["bursts"]}

    async with http.ws_connect("/api/events") as socket:
        updates = Updates(socket)
        await updates.next()
        await does(http, world, "clock", skip=3_600)
        while (burst := await updates.until("burst")) is not None:
            assert 0 < burst["arrived"] < size

    state = await sees(http, world, "Maya")
    assert (state["burst"], state["x"]["account"]["followers"]) == (None, POPULATION + size)
    assert sum(person.bought for person in world.x.followers) == bought


@pytest.mark.parametrize(("speed", "hint"), [(0, "once the clock runs."), (1, "A faster clock brings them sooner."), (60, "so far.")])
async def test_a_second_crowd_has_to_wait(world: PageWorld, http: aiohttp.ClientSession, speed: int, hint: str) -> None:
    world.clock.run_at(speed)
    await does(http, world, "trigger", what=BurstKind.PURCHASE)
    for another in BurstKind:
        status, answer = await does(http, world, "trigger", what=another)

        assert status == 409
        assert re.fullmatch(r"One burst at a time: \d+ of 300 bought followers have arrived so far\..*", answer["error"])
        assert answer["error"].endswith(hint)


async def test_a_follower_can_be_made_to_mention_the_account(world: PageWorld, http: aiohttp.ClientSession) -> None:
    world.x.gains_bought_followers(60)

    _, answer = await does(http, world, "trigger", what="mention")

    (post,) = world.x.timeline.mentioning(world.x.account, 1 << 63)
    assert answer["notice"] == f"@{post.author.username} posts: “{post.text}”"
    assert post.author.posts_publicly
    assert post.author in world.x.followers


async def test_nobody_mentions_an_account_without_followers(world: PageWorld, http: aiohttp.ClientSession) -> None:
    for person in world.x.followers:
        world.x.unfollows(person)

    status, answer = await does(http, world, "trigger", what="mention")

    assert (status, answer["error"]) == (409, "None of the account’s followers post publicly.")


async def test_following_by_hand_is_seen_on_x(world: PageWorld, http: aiohttp.ClientSession) -> None:
    ada, shy = world.x.gains_follower("ada"), world.x.gains_follower("shy", persona=Persona.PROTECTED)
    for person in (ada, shy):
        await does(http, world, "follow", person=str(person.id), on=True)

    newest = (await sees(http, world, "Maya"))["x"]["newest"][:2]
    assert ada in world.x.following
    assert [(person["followed"], person["asked"]) for person in newest] == [(False, True), (True, False)]

    await does(http, world, "follow", person=str(ada.id), on=False)
    assert ada not in world.x.following


async def test_the_clock_changes_speed_and_jumps(world: PageWorld, http: aiohttp.ClientSession) -> None:
    before = world.clock.now()
    await does(http, world, "clock", speed=0)
    await does(http, world, "clock", skip=86_400)

    assert world.clock.speed == 0
    assert (world.clock.now() - before).total_seconds() == pytest.approx(86_400, abs=30)
