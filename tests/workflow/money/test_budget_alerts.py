"""When the team hears of money."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import web

from bot.domain import MICROS, AnnouncementKind, Blocker, Note, Purpose
from bot.domain.jobs import Job
from bot.x.billing.pricing import PriceList
from bot.x.client import Credentials, XClient
from bot.x.errors import OverBudget
from tests.support.scripted_server import scripted_server
from tests.workflow.money.conftest import SpendGuardWorld


async def test_the_team_hears_at_50_80_and_100_percent_once_each(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=1.0)
    heard = []
    for _ in range(10):
        await world.spend(0.1)
        heard.append(len(await world.announced_levels()))

    assert heard == [0, 0, 0, 0, 1, 1, 1, 2, 2, 3]
    assert await world.announced_levels() == ["2026-11-22 50", "2026-11-22 80", "2026-11-22 100"]
    assert world.woken == [Job.POST_MESSAGES] * 3
    assert (await world.announcements(AnnouncementKind.BUDGET))[1] == {
        "level": 80,
        "period": "day",
        "spent": 800_000,
        "budget": MICROS,
        "until": "2026-11-23T00:00:00+00:00",
    }


async def test_a_jump_over_several_levels_is_told_as_the_highest(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=1.0, monthly=2.0)
    await world.spend(0.95)
    assert await world.announced_levels() == ["2026-11-22 80"]

    await world.spend(0.05)
    assert await world.announced_levels() == ["2026-11-22 80", "2026-11-22 100", "2026-11 50"]


async def test_days_and_months_are_told_apart(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=1.0, monthly=1.6)
    await world.spend(0.5)
    world.clock.advance(timedelta(days=1))
    await world.spend(0.5)
    world.clock.advance(timedelta(days=9))
    await world.spend(0.5)

    assert await world.announced_levels() == ["2026-11-22 50", "2026-11-23 50", "2026-11 50", "2026-12-02 50"]
    assert (await world.announcements(AnnouncementKind.BUDGET))[2]["until"] == "2026-12-01T00:00:00+00:00"


async def test_what_is_only_reserved_is_not_called_spent(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=1.0)
    large = await world.reserve(0.9)
    await world.spend(0.1)
    assert await world.announced_levels() == []

    await world.settle_read(large)
    assert (await world.announced_levels(), await world.spent()) == ([], 120_000)


async def test_what_is_only_reserved_holds_a_call_up_for_a_moment_and_no_longer(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=1)
    in_flight = await world.reserve(0.9)

    refusal = await world.refusal(0.2, Purpose.FOLLOW_BACK)

    assert refusal.until - world.clock.now() == timedelta(seconds=15)
    assert refusal.note == Note(Blocker.BUDGET_RESERVED)
    assert await world.announced_levels() == []
    await world.spend_guard.release(in_flight, status=200, limit=None)
    await world.reserve(0.2)


@pytest.mark.parametrize("purpose", [Purpose.DETECTION, Purpose.FOLLOW_BACK])
async def test_what_matters_being_refused_is_told_as_used_up(purpose: Purpose, world: SpendGuardWorld) -> None:
    world.set_budgets(daily=1.0)
    await world.spend(0.92)
    for _ in range(3):
        await world.refusal(0.09, purpose)

    assert await world.announced_levels() == ["2026-11-22 80", "2026-11-22 100"]
    assert world.woken == [Job.POST_MESSAGES] * 2
    assert (await world.announcements(AnnouncementKind.BUDGET))[1]["spent"] == 920_000


@pytest.mark.parametrize("purpose", [Purpose.AUDIT, Purpose.MENTIONS])
async def test_that_niceties_and_replies_rest_is_told_by_the_levels_alone(purpose: Purpose, world: SpendGuardWorld) -> None:
    world.set_budgets(daily=1.0)
    await world.spend(0.92)
    await world.refusal(0.09, purpose)

    assert await world.announced_levels() == ["2026-11-22 80"]


async def test_nothing_is_told_that_is_below_what_the_team_knows(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=1.0)
    await world.refusal(1.5, Purpose.DETECTION)
    await world.spend(0.6)
    await world.spend(0.3)

    assert await world.announced_levels() == ["2026-11-22 100"]


async def test_a_team_that_spends_nothing_hears_nothing(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=0.0, monthly=0.0)
    await world.spend(0.0)
    await world.refusal(0.01, Purpose.AUDIT)

    assert await world.announced_levels() == []


async def test_more_than_was_asked_for_is_charged_as_it_is(world: SpendGuardWorld, caplog: pytest.LogCaptureFixture) -> None:
    world.set_budgets(daily=0.005)
    people = [{"id": str(number), "username": f"u{number}", "name": "U"} for number in range(7)]
    keys = Credentials("consumer-key", "consumer-secret", "42-access-token", "token-secret")
    async with scripted_server(web.json_response({"data": people, "meta": {}})) as server:
        client = XClient(keys, url=server.url, clock=world.clock, spend_guard=world.spend_guard, prices=PriceList())
        await client.followers(purpose=Purpose.DETECTION, page_size=4)
        with pytest.raises(OverBudget):
            await client.followers(purpose=Purpose.DETECTION, page_size=1)
        await client.close()

    assert (await world.spent(), len(server.requests)) == (7_000, 1)
    assert "returned 7 where at most 4 were asked for" in caplog.text
    assert await world.announced_levels() == ["2026-11-22 100"]
