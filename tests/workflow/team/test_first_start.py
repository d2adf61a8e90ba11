"""A database that knows nothing: nothing goes to X before it is known whether it is the first one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain import AnnouncementKind
from bot.domain.jobs import Job
from bot.workflow.team.first_start import BY_ITSELF
from tests.support.store import StoreWorld
from tests.support.team import MAYA, START

OF_EARLIER = {7_001, 7_002}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        await world.services.first_start.begin()
        yield world


async def test_until_the_channel_was_seen_everything_is_held_back(world: StoreWorld) -> None:
    assert (await world.account()).on_hold_since == START


async def test_an_empty_channel_lets_the_first_start_go_on(world: StoreWorld) -> None:
    world.woken.clear()
    await world.services.first_start.channel_seen(())

    account = await world.account()
    assert (account.on_hold_since, account.paused_at) == (None, None)
    assert Job.POLL_FOLLOWERS in world.woken
    assert await world.announcements(AnnouncementKind.NEW_DATABASE) == []


async def test_messages_of_an_earlier_database_pause_it_and_the_team_is_asked(world: StoreWorld) -> None:
    await world.services.first_start.channel_seen(OF_EARLIER)

    account = await world.account()
    assert (account.on_hold_since, account.paused_at, account.paused_by) == (None, START, BY_ITSELF)
    (asked,) = await world.announcements(AnnouncementKind.NEW_DATABASE)
    assert asked == {"baseline_micros": world.policy.baseline_micros}


async def test_once_the_team_was_asked_nothing_is_held_back_again(world: StoreWorld) -> None:
    await world.services.first_start.channel_seen(OF_EARLIER)
    await world.services.pause.resume(MAYA)
    await world.services.first_start.begin()
    await world.services.first_start.channel_seen(OF_EARLIER)

    account = await world.account()
    assert (account.on_hold_since, account.paused_at) == (None, None)
    assert len(await world.announcements(AnnouncementKind.NEW_DATABASE)) == 1


async def test_who_paused_before_stays_on_record(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        await world.services.pause.pause(MAYA)
        await world.services.first_start.begin()
        await world.services.first_start.channel_seen(OF_EARLIER)

        assert (await world.account()).paused_by == MAYA.name


async def test_a_database_that_knows_the_account_holds_nothing_back(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        await world.identify()
        await world.services.first_start.begin()

        assert (await world.account()).on_hold_since is None
