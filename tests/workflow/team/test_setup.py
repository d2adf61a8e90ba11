"""What is wrong in Discord is told once, and stays true while it changes and when it is mended."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Announcement, AnnouncementKind
from bot.workflow.team.setup import SetUp
from bot.workflow.team.team_server import PERMISSIONS, faults
from tests.support.store import StoreWorld
from tests.workflow.team.test_team_server import GOOD, granting

MUTE = granting(frozenset(PERMISSIONS) - {"send_messages"})
BARE = granting(frozenset(PERMISSIONS) - {"embed_links"})
CHANNEL, MESSAGE = 2, 7_001


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        yield world


async def unposted(world: StoreWorld) -> list[Announcement]:
    async with world.store.read() as tx:
        return [told for told in await tx.announcements.unposted() if told.kind is AnnouncementKind.ACTION_NEEDED]


async def post(world: StoreWorld) -> None:
    """The message about it is in the channel."""
    (told,) = await unposted(world)
    async with world.store.write() as tx:
        await tx.announcements.posted(told.id, CHANNEL, MESSAGE)


async def test_where_all_is_well_nobody_is_told(world: StoreWorld) -> None:
    setup = SetUp(world.context)
    assert not await setup.seen(GOOD)

    assert (setup.server, setup.faults, setup.described.is_set()) == (GOOD, (), True)
    assert await unposted(world) == []


async def test_a_fault_is_told_once_however_often_it_is_seen_and_over_a_restart(world: StoreWorld) -> None:
    setup = SetUp(world.context)
    assert await setup.seen(MUTE)
    assert not await setup.seen(MUTE)
    world.advance(timedelta(minutes=1))
    await SetUp(world.context).seen(MUTE)

    (told,) = await unposted(world)
    assert told.body["faults"] == [fault.to_json() for fault in faults(MUTE)]


async def test_what_is_mended_before_anybody_was_told_is_not_told(world: StoreWorld) -> None:
    setup = SetUp(world.context)
    await setup.seen(MUTE)
    assert await setup.seen(GOOD)

    assert await unposted(world) == []


async def test_a_message_in_the_channel_follows_what_becomes_of_the_fault(world: StoreWorld) -> None:
    setup = SetUp(world.context)
    await setup.seen(MUTE)
    await post(world)
    assert await setup.stale() == []

    await setup.seen(BARE)
    ((other, message),) = await setup.stale()
    assert (other.body["faults"], other.body["mended_at"]) == ([fault.to_json() for fault in faults(BARE)], None)
    assert (message.channel_id, message.message_id) == (CHANNEL, MESSAGE)
    await setup.shown(other)
    assert await setup.stale() == []

    await setup.seen(GOOD)
    ((mended, _),) = await setup.stale()
    assert mended.body["mended_at"] == world.clock.now().isoformat()
    await setup.shown(other)
    assert await setup.stale() != [], "what was shown meanwhile is not what is true now"


async def test_the_next_fault_is_told_anew(world: StoreWorld) -> None:
    setup = SetUp(world.context)
    await setup.seen(MUTE)
    await post(world)
    await setup.seen(GOOD)
    world.advance(timedelta(days=1))
    await setup.seen(MUTE)

    assert len(await unposted(world)) == 1
