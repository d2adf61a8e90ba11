"""When Mutuals could send or read nothing: as the jobs and the members themselves left it in the store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain import AnnouncementKind, Figure, Note, Purpose, SettingChange, Why
from bot.domain.jobs import Job
from bot.store.money.ledger import CHARGE_RETENTION
from bot.workflow.why.interruptions import interruptions
from bot.x.errors import XCode
from tests.support.store import DAY, LEO, MAYA, StoreWorld
from tests.support.team import MAYA as APPROVER
from tests.support.team import START
from tests.support.world import World

HOUR = timedelta(hours=1)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[StoreWorld]:
    async with StoreWorld(tmp_path) as world:
        await world.identify()
        yield world


async def told(world: StoreWorld, since: datetime, until: datetime) -> list[Note]:
    now = world.clock.now()
    async with world.store.read() as tx:
        return [each.note(until, now) for each in await interruptions(tx, since, until, now)]


async def polls(world: StoreWorld, *moments: datetime) -> None:
    """Followers were read at these moments."""
    async with world.store.write() as tx:
        for at in moments:
            reservation = await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="followers", micros=0, at=at)
            await tx.ledger.settle(reservation, price="user_read", resource_ids=[], unit_micros=0, at=at, status=200)


def note(why: Why, since: datetime, until: datetime | None = None, *, lasts: int = 0, **figures: Figure) -> Note:
    return Note(why, {"since": since, "until": until, "lasts": lasts, **figures})


async def test_who_paused_and_until_when(world: StoreWorld) -> None:
    await world.services.pause.pause(APPROVER)
    world.advance(HOUR)
    await world.services.pause.resume(APPROVER)
    resumed_at = world.clock.now()
    world.advance(HOUR)
    await world.services.pause.pause(APPROVER)

    seen = await told(world, START, resumed_at + 3 * HOUR)
    assert seen == [
        note(Why.WAS_PAUSED, START, resumed_at, member="Maya"),
        note(Why.WAS_PAUSED, resumed_at + HOUR, lasts=1, member="Maya"),
    ]
    assert await told(world, START, START + HOUR / 2) == [note(Why.WAS_PAUSED, START, member="Maya")], "it went on beyond that"
    assert await told(world, resumed_at, resumed_at + HOUR) == []


async def test_a_pause_that_the_team_was_not_told_of(world: StoreWorld) -> None:
    """An older version has paused."""
    async with world.store.write() as tx:
        await tx.accounts.pause(START, "Leo")

    assert await told(world, START, START + HOUR) == [note(Why.WAS_PAUSED, START, lasts=1, member="Leo")]


async def test_mutuals_pauses_itself_where_its_database_is_new(tmp_path: Path) -> None:
    async with World(tmp_path, identified=False) as world:
        await world.services.first_start.begin()
        await world.services.first_start.channel_seen([1])
        world.advance(HOUR)
        await world.services.pause.resume(APPROVER)

        assert await told(world, START, START + 2 * HOUR) == [note(Why.WAS_PAUSED, START, START + HOUR, member="")]


async def test_a_locked_account_until_somebody_resumes(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.approve_replies("ada")
        world.x.locked = True
        await world.run(Job.DELIVER_REPLIES)
        locked_at = world.clock.now()
        (lasting,) = await told(world, locked_at - HOUR / 2, locked_at + HOUR)
        world.advance(HOUR)
        await world.services.pause.resume(APPROVER)
        (over,) = await told(world, locked_at - HOUR / 2, locked_at + 2 * HOUR - HOUR / 2 - HOUR / 4)

    assert (lasting.code, lasting.note("reason").code, lasting.number("lasts")) == (Why.WAS_STOPPED, XCode.LOCKED, 1)
    assert (over.moment("since"), over.moment("until"), over.number("lasts")) == (locked_at, locked_at + HOUR, 0)


async def test_keys_until_x_accepts_them(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        reason = Note(XCode.KEYS_REFUSED)
        await tx.announcements.add(AnnouncementKind.WRITES_STOPPED, "a", {"reason": reason.to_json(), "looked_at_again": True}, START)
        await tx.announcements.add(AnnouncementKind.CREDITS_RESTORED, "keys b", {"of": "keys"}, START + HOUR)

    world.advance(2 * HOUR)
    assert await told(world, START, START + 3 * HOUR / 2) == [note(Why.WAS_STOPPED, START, START + HOUR, reason=reason)]


async def test_credits_that_were_used_up_until_they_were_back(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        world.x.credits = False
        await world.poll_followers()
        since = world.clock.now()
        assert await told(world, START, START + HOUR) == [note(Why.WAS_OUT_OF_CREDITS, since, lasts=1)]

        world.x.credits = True
        while (await world.account()).credits_depleted_at is not None:
            world.advance(HOUR / 4)
            await world.run(Job.RECOVERY)
        restored_at = world.clock.now()
        assert await told(world, START, restored_at + HOUR) == [note(Why.WAS_OUT_OF_CREDITS, since, restored_at)]


async def test_an_outage_of_x(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        world.x.down = True
        await world.poll_followers()
        since = world.clock.now()
        await world.poll_followers(HOUR / 2)
        assert await told(world, START, world.clock.now()) == [note(Why.WAS_UNREACHABLE, since, lasts=1)]

        async with world.store.write() as tx:  # the team has read it
            (announcement,) = await tx.announcements.of_kinds([AnnouncementKind.OUTAGE])
            await tx.announcements.posted(announcement.id, 5, 1)
        world.x.down = False
        await world.poll_followers(HOUR / 2)
        over_at = world.clock.now()
        assert await told(world, START, over_at + HOUR / 2) == [note(Why.WAS_UNREACHABLE, since, over_at)]


async def test_a_budget_that_was_used_up_until_it_renewed_or_was_raised(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=1) as world:
        await world.poll_followers()
        async with world.store.read() as tx:
            used_up = [each for each in await tx.announcements.of_kinds([AnnouncementKind.BUDGET]) if each.body["level"] == 100]
        assert used_up, "a poll may cost more"
        since, midnight = used_up[0].created_at, datetime(2026, 3, 3, tzinfo=START.tzinfo)

        assert await told(world, START, midnight) == [note(Why.BUDGET_WAS_USED_UP, since, lasts=1, period="day", budget=1)]
        assert Why.BUDGET_WAS_USED_UP not in [each.code for each in await told(world, midnight, midnight + HOUR)]
        async with world.store.write() as tx:
            raised_at = since + HOUR
            await tx.settings.add(SettingChange("daily_budget_usd", "0.02", "5", False, MAYA, raised_at))
            await tx.settings.add(SettingChange("digest_time", "9:00", "8:00", False, LEO, since + HOUR / 2))
        world.advance(2 * HOUR)
        assert await told(world, START, midnight) == [note(Why.BUDGET_WAS_USED_UP, since, raised_at, period="day", budget=1)]


async def test_hours_without_a_poll_that_nothing_explains(world: StoreWorld) -> None:
    world.advance(DAY)
    await polls(world, *(START + hour * HOUR for hour in (1, 2, 5, 6)))

    assert await told(world, START, START + 7 * HOUR) == [note(Why.WAS_OFF, START + 2 * HOUR, START + 5 * HOUR)]
    async with world.store.write() as tx:
        await tx.announcements.add(AnnouncementKind.PAUSE, "a", {"by": "Leo", "paused": True}, START + 3 * HOUR)
        await tx.announcements.add(AnnouncementKind.PAUSE, "b", {"by": "Leo", "paused": False}, START + 4 * HOUR)
    assert [each.code for each in await told(world, START, START + 7 * HOUR)] == [Why.WAS_PAUSED], "that explains it"


async def test_of_calls_that_are_no_longer_on_record_nothing_is_told(world: StoreWorld) -> None:
    assert [each.code for each in await told(world, START - DAY, START)] == [Why.WAS_OFF]
    world.advance(CHARGE_RETENTION)
    assert await told(world, START - DAY, START) == []


async def test_what_stops_everything_comes_first(world: StoreWorld) -> None:
    async with world.store.write() as tx:
        await tx.announcements.add(AnnouncementKind.OUTAGE, START.isoformat(), {}, START)
        await tx.announcements.add(AnnouncementKind.PAUSE, "a", {"by": "Leo", "paused": True}, START + HOUR)

    assert [each.code for each in await told(world, START, START + 2 * HOUR)] == [Why.WAS_PAUSED, Why.WAS_UNREACHABLE]
