"""The host's settings hold until a member changes one; who may, and what is remembered of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain import SETTINGS, AnnouncementKind, Member, SettingChange
from bot.domain.jobs import Job
from bot.store import Tx
from bot.workflow.people.lookup import HistoryFilter
from bot.workflow.permission import NotPermitted
from bot.workflow.team.settings import Invalid, Saved, Unchanged
from tests.support.store import StoreWorld
from tests.support.team import MAYA, SAM

APPROVER = 71
LEO = Member(12, "Leo", frozenset({APPROVER}))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path, approver_role_ids=frozenset({APPROVER})) as world:
        yield world


async def test_all_are_the_hosts_at_first(world: StoreWorld) -> None:
    states = await world.services.settings.all()

    assert list(states) == list(SETTINGS)
    assert {state.change for state in states.values()} == {None}
    assert (states["digest_time"].value, states["digest_time"].bounds) == ("09:00", None)
    assert (states["prompts_per_day"].value, states["prompts_per_day"].bounds) == ("20", (Decimal(0), Decimal(500)))
    assert (states["quiet_hours"].optional, states["digest_time"].optional) == (True, False)


async def test_approvers_and_who_manages_the_server_change_them_and_nobody_else(world: StoreWorld) -> None:
    settings = world.services.settings
    for member in (LEO, MAYA):
        assert (await settings.form("digest_time", member)).value == "09:00"
    for refused in (settings.change("digest_time", "08:00", SAM), settings.reset("digest_time", SAM), settings.form("digest_time", SAM)):
        with pytest.raises(NotPermitted):
            await refused
    assert world.context.policy.digest_time == time(9)


async def test_everybody_goes_by_a_change_and_every_job_looks_again(world: StoreWorld) -> None:
    world.woken.clear()
    saved = await world.services.settings.change("reply_window_hours", "12", LEO)

    assert saved == Saved(SettingChange("reply_window_hours", "24", "12", False, LEO, world.clock.now()))
    assert world.context.policy.reply_window == timedelta(hours=12)
    assert set(world.woken) == set(Job)


async def test_a_smaller_budget_is_what_jobs_go_by_in_the_same_moment(world: StoreWorld) -> None:
    assert (await world.context.account_cache.now()).funds.daily_budget == 1_000_000_000
    await world.services.settings.change("daily_budget_usd", "2", LEO)

    assert (await world.context.account_cache.now()).funds.daily_budget == 2_000_000


async def test_what_is_not_taken_or_no_change_is_not_recorded(world: StoreWorld) -> None:
    settings = world.services.settings
    assert isinstance(await settings.change("daily_budget_usd", "1000.01", LEO), Invalid)
    assert isinstance(await settings.change("digest_time", "9:00", LEO), Unchanged)
    assert isinstance(await settings.reset("digest_time", LEO), Unchanged)

    assert await world.services.people.whole_history(HistoryFilter(), limit=10) == ([], 0)
    assert await world.announcements(AnnouncementKind.SETTING) == []


async def test_the_hosts_value_that_a_member_has_chosen_can_be_let_go_of(world: StoreWorld) -> None:
    settings = world.services.settings
    await settings.change("digest_time", "8:00", LEO)
    await settings.change("digest_time", "9:00", LEO)
    chosen = (await settings.all())["digest_time"].change
    await settings.reset("digest_time", LEO)

    assert chosen is not None
    assert len(await world.announcements(AnnouncementKind.SETTING)) == 2, "the value was the host's before"
    assert (await settings.all())["digest_time"].change is None


async def test_what_another_version_could_change_or_the_host_allows_no_more_is_passed_over(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await _store(world, tx, "colour", "blue")
        await _store(world, tx, "digest_time", "noon")
        await _store(world, tx, "daily_budget_usd", "5000")
        await _store(world, tx, "repeat_days", "9")
    await world.services.settings.load()

    policy = world.context.policy
    assert (policy.digest_time, policy.daily_budget, policy.repeat_days) == (time(9), world.policy.daily_budget, 9)
    assert {name for name, state in (await world.services.settings.all()).items() if state.change} == {"repeat_days"}


async def _store(world: StoreWorld, tx: Tx, setting: str, value: str) -> None:
    await tx.settings.add(SettingChange(setting, "", value, False, LEO, world.clock.now()))
