"""The kill switch: who may use it, and that it survives a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain import Note
from bot.domain.jobs import Job
from bot.workflow.permission import NotPermitted
from bot.workflow.team.pause import PauseResult, PauseService
from bot.x.errors import XCode
from tests.support.store import StoreWorld
from tests.support.team import LEO, MAYA, SAM, START


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        yield world


async def test_whoever_was_first_stays_on_record_also_after_a_restart(world: StoreWorld) -> None:
    assert await world.services.pause.pause(MAYA) is PauseResult.DONE
    restarted = PauseService(replace(world.context))
    assert await restarted.pause(LEO) is PauseResult.ALREADY

    account = await world.account()
    assert (account.paused_at, account.paused_by) == (START, "Maya")


async def test_resuming_wakes_every_job(world: StoreWorld) -> None:
    assert await world.services.pause.resume(MAYA) is PauseResult.ALREADY
    await world.services.pause.pause(MAYA)
    world.woken.clear()
    assert await world.services.pause.resume(LEO) is PauseResult.DONE

    assert (await world.account()).paused_at is None
    assert set(world.woken) >= {Job.POLL_FOLLOWERS, Job.DELIVER_REPLIES, Job.POST_MESSAGES}


async def test_resuming_lifts_what_x_had_stopped(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await tx.accounts.stop_writes(Note(XCode.LOCKED))
    assert await world.services.pause.resume(MAYA) is PauseResult.DONE

    assert not (await world.account()).writes_stopped


async def test_whoever_may_decide_nothing_may_not_use_it(world: StoreWorld) -> None:
    with pytest.raises(NotPermitted):
        await world.services.pause.pause(SAM)
    await world.services.pause.pause(MAYA)
    with pytest.raises(NotPermitted):
        await world.services.pause.resume(SAM)

    assert (await world.account()).paused_by == "Maya"
