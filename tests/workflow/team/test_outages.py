"""What counts as an outage of X, and when the team is told of one."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain import AnnouncementKind
from bot.workflow.team.outages import Outages
from bot.x.errors import IncompleteList, OutOfCredits, RateLimited, Unreachable, XError
from tests.support.store import StoreWorld
from tests.support.team import START

KINDS = AnnouncementKind
LONG = timedelta(minutes=16)


async def polls(outages: Outages, error: XError | None = None, *, asks: bool = True) -> None:
    async def work() -> datetime | None:
        if error is not None:
            raise error
        return START if asks else None

    with pytest.raises(type(error)) if error is not None else nullcontext():
        await outages.observing(work)()


async def test_it_is_told_once_when_it_has_lasted_and_nothing_is_said_of_its_end_where_nobody_read_of_it(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        outages = Outages(world.context)
        await polls(outages, Unreachable())
        world.advance(timedelta(minutes=15))
        await polls(outages, Unreachable())
        assert await world.announcements(KINDS.OUTAGE) == []
        for _ in range(3):
            world.advance(timedelta(minutes=1))
            await polls(outages, Unreachable())
            await polls(outages, asks=False)
        assert len(await world.announcements(KINDS.OUTAGE)) == 1

        await polls(outages)
        assert await world.announcements(KINDS.OUTAGE) == await world.announcements(KINDS.OUTAGE_OVER) == []


async def test_its_end_is_told_with_how_long_it_lasted_also_after_a_restart(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path) as world:
        before = Outages(world.context)
        await polls(before, Unreachable())
        world.advance(LONG)
        await polls(before, Unreachable())
        async with world.store.write() as tx:
            (told,) = await tx.announcements.unposted()
            await tx.announcements.posted(told.id, 7, 71)
        restarted = Outages(world.context)
        await polls(restarted, Unreachable())
        world.advance(LONG)
        await polls(restarted, Unreachable())
        assert await world.announcements(KINDS.OUTAGE) == [], "it is the same one"
        await polls(restarted)
        await polls(Outages(world.context))

        assert await world.announcements(KINDS.OUTAGE_OVER) == [{"seconds": 2 * LONG.total_seconds()}]


@pytest.mark.parametrize("error", [OutOfCredits(), RateLimited(START), IncompleteList()])
async def test_what_x_refuses_is_no_outage(tmp_path: Path, error: XError) -> None:
    async with StoreWorld(tmp_path) as world:
        outages = Outages(world.context)
        for _ in range(3):
            await polls(outages, error)
            world.advance(LONG)
        assert await world.announcements(KINDS.OUTAGE) == []
